package dev.leeway.app.server.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Sends mutations of right requests to all routes of a server, several on a connection, and looks
/// for answers that blame the server.
final class RequestFuzz {

  /// What came of it.
  ///
  /// @param answered requests that got an answer; others were cut off
  /// @param failed the requests, shortened, whose answer was 500 or more, or no HTTP
  record Outcome(int answered, List<String> failed) {}

  private static final String[] BODIES = {
    "",
    "[]",
    "{}",
    Site.predictions(0, 3, Instant.parse("2026-02-01T00:00:00Z"), 0),
    Site.labels(0, 3),
    "id,at,income,region,approved\na,2026-02-01,3,north,yes\n",
    "{window: 1h, prediction: approved, label: repaid, lateness: {allowed: 10min}}",
    "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"org.kubeflow.serving.inference.request\",\"source\":\"s\",\"data\":{\"instances\":[[1]]}}",
  };

  private static final String[] TYPES = {
    "application/json",
    "application/x-ndjson",
    "text/csv",
    "application/vnd.apache.parquet",
    "application/cloudevents+json",
    "application/yaml",
    "",
    "text/plain; charset=utf-16",
  };

  private static final String[] WORDS = {
    "credit",
    "none",
    "%00",
    "%2e%2e",
    "..",
    "2026-02-01T00:00:00Z",
    "-1",
    "9999999999999999999",
    "a%2Fb",
    "%ff",
    "x".repeat(300),
    "income",
    "",
    "close",
    "+999999999-01-01T00:00:00Z",
  };

  private static final String[] QUERIES = {
    "",
    "?",
    "?version=",
    "?version=1",
    "?limit=1",
    "?limit=99999999999",
    "?after=%00",
    "?from=x",
    "?window=2026-02-01T00:00:00Z&format=json",
    "?a=b&a=c",
    "?version=%f0%9f%92%a9",
    "?order=desc",
    "?from=-1000000000-01-01T00:00:00Z&to=%2B1000000000-12-31T23:59:59Z",
    "?segment='",
  };

  private final int port;
  private final List<String> routes;

  RequestFuzz(int port, List<String> routes) {
    this.port = port;
    this.routes = routes;
  }

  Outcome run(long seed, int requests) throws IOException {
    Random random = new Random(seed);
    List<String> failed = new ArrayList<>();
    int answered = 0;
    int sent = 0;
    while (sent < requests) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        boolean open = true;
        for (int on = 0; on < 20 && open && sent < requests; on++) {
          byte[] request = request(random);
          sent++;
          String answer = exchange(socket, request);
          open = !answer.isEmpty();
          answered += open ? 1 : 0;
          if (open
              && !answer.matches("(?s)HTTP/1\\.1 [234]\\d\\d .*")
              && !answer.startsWith("HTTP/1.1 505")) {
            failed.add(
                new String(request, 0, Math.min(300, request.length), StandardCharsets.ISO_8859_1)
                    + " -> "
                    + answer);
          }
          open = open && !answer.toLowerCase(java.util.Locale.ROOT).contains("connection: close");
        }
      }
    }
    return new Outcome(answered, failed);
  }

  private byte[] request(Random random) {
    String[] route = pick(random, routes.toArray(String[]::new)).split(" ", -1);
    String method = random.nextInt(20) == 0 ? pick(random, "PATCH", "OPTIONS", "DELETE") : route[0];
    StringBuilder path = new StringBuilder();
    for (String part : route[1].substring(1).split("/", -1)) {
      path.append('/')
          .append(
              part.equals("{model}") && random.nextInt(3) > 0
                  ? "credit"
                  : part.startsWith("{") || random.nextInt(30) == 0 ? pick(random, WORDS) : part);
    }
    byte[] body = mutated(random, pick(random, BODIES).getBytes(StandardCharsets.UTF_8));
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(pick(random, QUERIES));
    head.append(" HTTP/1.1\r\nHost: localhost\r\n");
    head.append("Content-Type: ").append(pick(random, TYPES)).append("\r\n");
    if (random.nextInt(10) == 0) {
      head.append("Content-Encoding: ").append(pick(random, "gzip", "zstd", "br")).append("\r\n");
    }
    if (random.nextInt(10) == 0) {
      head.append("ce-id: ").append(pick(random, WORDS)).append("\r\nce-specversion: 1.0\r\n");
      head.append("ce-type: org.kubeflow.serving.inference.response\r\nce-source: s\r\n");
    }
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    byte[] bytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    if (random.nextInt(25) == 0) {
      bytes = mutated(random, bytes);
    }
    request.writeBytes(bytes);
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static String pick(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private static byte[] mutated(Random random, byte[] bytes) {
    byte[] copy = bytes.clone();
    for (int times = random.nextInt(4); times > 0 && copy.length > 0; times--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }

  /// The head of the answer; empty where the server closes the connection, or waits for more.
  private static String exchange(Socket socket, byte[] request) throws IOException {
    try {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      int last = 0;
      while (last != ('\r' << 24 | '\n' << 16 | '\r' << 8 | '\n')) {
        int next = in.read();
        if (next < 0) {
          return head.toString(StandardCharsets.ISO_8859_1);
        }
        head.write(next);
        last = last << 8 | next;
      }
      String text = head.toString(StandardCharsets.ISO_8859_1);
      int length = 0;
      for (String line : text.split("\r\n", -1)) {
        if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring("content-length:".length()).strip());
        }
      }
      in.skipNBytes(length);
      return text;
    } catch (java.net.SocketException | java.net.SocketTimeoutException ignored) {
      return "";
    }
  }
}
