package dev.leeway.app.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server that takes predictions and labels as Leeway's does, and fails as it is told to.
public final class Server implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer http;
  private final Set<String> ids = new HashSet<>();

  /// Rows that were taken, in order; those that came twice once.
  public final List<JsonNode> rows = new ArrayList<>();

  /// Labels that were taken.
  public final List<JsonNode> labels = new ArrayList<>();

  /// How many rows each request had.
  public final List<Integer> requests = new ArrayList<>();

  /// What the next requests are answered with: a status; `-1` takes the rows and drops the
  /// connection without an answer.
  public final Deque<Integer> faults = new ArrayDeque<>();

  /// The token that is asked for; empty for none.
  public String token = "";

  public Server() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::answer);
    http.start();
  }

  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      List<JsonNode> sent = read(exchange);
      requests.add(sent.size());
      int fault = faults.isEmpty() ? 0 : faults.poll();
      if (!token.isEmpty()
          && !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        say(exchange, 401, "{\"detail\": \"no token\"}");
      } else if (fault > 0) {
        if (fault == 429) {
          exchange.getResponseHeaders().set("Retry-After", "7");
        }
        say(exchange, fault, "{\"title\": \"Trouble\", \"detail\": \"told to fail\"}");
      } else {
        String reply = take(exchange.getRequestURI().getPath(), sent);
        if (fault == 0) {
          say(exchange, reply.isEmpty() ? 404 : 202, reply.isEmpty() ? "no such model" : reply);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> read(HttpExchange exchange) throws IOException {
    if (!"gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
        || !"application/x-ndjson".equals(exchange.getRequestHeaders().getFirst("Content-Type"))
        || !exchange.getRequestMethod().equals("POST")) {
      throw new IOException("expected a POST of gzipped NDJSON");
    }
    try (InputStream body = new GZIPInputStream(exchange.getRequestBody())) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(JSON::readTree)
          .toList();
    }
  }

  private String take(String path, List<JsonNode> sent) {
    int accepted = 0;
    int duplicates = 0;
    List<String> rejected = new ArrayList<>();
    if (path.equals("/v1/models/credit/labels")) {
      labels.addAll(sent);
      accepted = sent.size();
    } else if (path.equals("/v1/models/credit/predictions")) {
      for (int at = 0; at < sent.size(); at++) {
        JsonNode row = sent.get(at);
        if (row.path("score").asDouble(0) > 1) {
          rejected.add(
              "{\"index\": %d, \"field\": \"score\", \"reason\": \"must be at most 1\"}"
                  .formatted(at));
        } else if (ids.add(row.get("id").asString())) {
          rows.add(row);
          accepted++;
        } else {
          duplicates++;
        }
      }
    } else {
      return "";
    }
    return "{\"accepted\": %d, \"duplicates\": %d, \"rejected\": [%s], \"unknown_fields\": []}"
        .formatted(accepted, duplicates, String.join(", ", rejected));
  }

  private static void say(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
