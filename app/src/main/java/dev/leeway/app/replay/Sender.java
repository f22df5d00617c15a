package dev.leeway.app.replay;

import dev.leeway.app.report.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Posts rows to a model of a server, each batch until the server has answered for it. A batch
/// whose answer was lost is sent again as it is: its rows have ids, so that they count once.
public final class Sender implements AutoCloseable {

  /// Waits, or does as if.
  @FunctionalInterface
  public interface Pause {
    void wait(Duration span) throws InterruptedException;
  }

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration SHORTEST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /// How long a server may answer nothing, or that it is busy, before it is given up.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  private final String base;
  private final @Nullable String token;
  private final Pause pause;
  private long accepted;
  private long duplicates;
  private long resent;
  private final Map<String, Long> rejected = new TreeMap<>();

  /// @param url the server's address
  /// @param model the model's name
  /// @param token lets us in, or null
  /// @throws ReplayException if that is no address
  public Sender(String url, String model, @Nullable String token, Pause pause) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw notAnAddress(url, e);
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getQuery() != null) {
      throw notAnAddress(url, null);
    }
    this.base = url.replaceAll("/+$", "") + "/v1/models/" + model + "/";
    this.token = token;
    this.pause = pause;
  }

  private static ReplayException notAnAddress(String url, @Nullable Throwable cause) {
    return new ReplayException("the address must be like http://127.0.0.1:8710, was " + url, cause);
  }

  /// Sends rows.
  ///
  /// @param what `predictions` or `labels`
  /// @throws ReplayException if the server refuses them, or is not there for long
  public void send(String what, List<Map<String, @Nullable Object>> rows)
      throws InterruptedException {
    Duration waited = Duration.ZERO;
    Duration next = SHORTEST;
    byte[] body = body(rows);
    while (true) {
      String trouble;
      Duration wait = next;
      try {
        HttpResponse<String> response = post(what, body);
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
          count(Reply.read(response.body()));
          return;
        }
        if (status == 413 && rows.size() > 1) {
          send(what, rows.subList(0, rows.size() / 2));
          send(what, rows.subList(rows.size() / 2, rows.size()));
          return;
        }
        if (status != 429 && status < 500) {
          throw refused(status, response.body());
        }
        trouble = "it answers " + status + " " + Reply.sentence(response.body());
        wait = retryAfter(response, next);
      } catch (IOException e) {
        trouble =
            e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
      }
      if (waited.compareTo(PATIENCE) >= 0) {
        throw new ReplayException(
            "the server at %s did not take rows for %d minutes: %s"
                .formatted(base, PATIENCE.toMinutes(), trouble));
      }
      pause.wait(wait);
      waited = waited.plus(wait);
      resent++;
      next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
    }
  }

  private HttpResponse<String> post(String what, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + what))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-ndjson")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static Duration retryAfter(HttpResponse<String> response, Duration otherwise) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Math.max(1, Long.parseLong(value))))
        .map(value -> value.compareTo(PATIENCE) > 0 ? PATIENCE : value)
        .orElse(otherwise);
  }

  private ReplayException refused(int status, String body) {
    String hint =
        switch (status) {
          case 401 -> "; give a token with --token-file, or in LEEWAY_TOKEN";
          case 403 -> "; the token must be one for ingest";
          default -> "";
        };
    String said = Reply.sentence(body);
    return new ReplayException(
        "the server at %s refuses the rows: %d%s%s"
            .formatted(base, status, said.isEmpty() ? "" : " " + said, hint));
  }

  private void count(Reply reply) {
    accepted += reply.accepted();
    duplicates += reply.duplicates();
    reply.rejected().forEach((reason, rows) -> rejected.merge(reason, rows, Long::sum));
  }

  private static byte[] body(List<Map<String, @Nullable Object>> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      for (Map<String, @Nullable Object> row : rows) {
        out.write(Json.line(row).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a buffer in memory does not fail
    }
    return bytes.toByteArray();
  }

  /// Rows that the server took so far.
  public long accepted() {
    return accepted;
  }

  /// Rows that it had before.
  public long duplicates() {
    return duplicates;
  }

  /// How often a batch had to be sent again.
  public long resent() {
    return resent;
  }

  /// How many rows it refused, by field and reason.
  public Map<String, Long> rejected() {
    return Map.copyOf(rejected);
  }

  @Override
  public void close() {
    client.close();
  }
}
