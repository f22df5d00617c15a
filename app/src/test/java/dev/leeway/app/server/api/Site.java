package dev.leeway.app.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.server.Server;
import dev.leeway.app.server.model.ServerConfig;
import dev.leeway.app.server.model.ServerLimits;
import dev.leeway.app.server.model.Tls;
import dev.leeway.app.server.model.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A server in a folder, and a client that speaks to it over loopback.
final class Site implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();
  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  /// Small bounds, so that tests meet them.
  static final ServerLimits LIMITS =
      new ServerLimits(1_000_000, 5_000, 100, 64_000_000, 100_000, 200_000_000);

  static final Patience PATIENCE =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          10_000,
          Duration.ofSeconds(10));

  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server;

  private Site(Server server) {
    this.server = server;
  }

  static Site open(Path folder) {
    return open(folder, Tokens.none());
  }

  static Site open(Path folder, Tokens tokens) {
    return new Site(
        Server.open(
            config(folder, tokens, Optional.empty()),
            "test",
            false,
            InstantSource.fixed(NOW),
            PATIENCE));
  }

  static ServerConfig config(Path folder, Tokens tokens, Optional<Tls> tls) {
    return new ServerConfig(folder, "127.0.0.1", 0, tokens, tls, LIMITS, List.of());
  }

  URI address() {
    return server.address();
  }

  /// An answer.
  record Got(int status, String body, HttpResponse<String> whole) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    String header(String name) {
      return whole.headers().firstValue(name).orElse("");
    }
  }

  Got get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  Got put(String path, String body) throws IOException, InterruptedException {
    return send(request(path).PUT(BodyPublishers.ofString(body)));
  }

  Got post(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address().resolve(path)).timeout(Duration.ofSeconds(60));
  }

  Got send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Got(answer.statusCode(), answer.body(), answer);
  }

  /// Waits until all that was accepted is in its windows, and these are judged.
  JsonNode settled(String model) throws IOException, InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      JsonNode shown = get("/v1/models/" + model).json();
      if (shown.path("lag").path("records").asLong() == 0
          && shown.path("lag").path("windows").asLong() == 0) {
        return shown;
      }
      assertThat(System.nanoTime() - until).as("still waiting: " + shown.path("lag")).isNegative();
      Thread.sleep(20);
    }
  }

  /// A model of three columns with a reference of 600 rows.
  void addModel(String name) throws IOException, InterruptedException {
    Got put =
        put(
            "/v1/models/" + name,
            "{prediction: approved, label: repaid, time: at, id: id, window: 1h}");
    assertThat(put.status()).as(put.body()).isEqualTo(201);
    Got reference = put("/v1/models/" + name + "/reference", reference());
    assertThat(reference.status()).as(reference.body()).isEqualTo(200);
  }

  static String reference() {
    Random random = new Random(7);
    StringBuilder csv = new StringBuilder("id,at,income,region,approved,repaid\n");
    for (int row = 0; row < 600; row++) {
      csv.append("t%d,%s,".formatted(row, NOW.minusSeconds(4_000_000 - row * 60L)))
          .append(
              "%.2f,%s,%s,%s%n"
                  .formatted(
                      3_000 + 500 * random.nextGaussian(),
                      random.nextBoolean() ? "north" : "south",
                      random.nextBoolean() ? "yes" : "no",
                      random.nextBoolean() ? "yes" : "no"));
    }
    return csv.toString();
  }

  /// Predictions as JSON: row `n` has the id `p{n}` and comes `n` minutes after `start`.
  static String predictions(int from, int to, Instant start, double shift) {
    Random random = new Random(from);
    StringBuilder json = new StringBuilder("[");
    for (int row = from; row < to; row++) {
      json.append(row == from ? "" : ",")
          .append(
              "{\"id\":\"p%d\",\"time\":\"%s\",\"features\":{\"income\":%.2f,\"region\":\"%s\"},\"prediction\":\"%s\"}"
                  .formatted(
                      row,
                      start.plusSeconds(60L * row),
                      3_000 + shift + 500 * random.nextGaussian(),
                      random.nextBoolean() ? "north" : "south",
                      random.nextBoolean() ? "yes" : "no"));
    }
    return json.append("]").toString();
  }

  static String labels(int from, int to) {
    StringBuilder json = new StringBuilder("[");
    for (int row = from; row < to; row++) {
      json.append(row == from ? "" : ",")
          .append("{\"id\":\"p%d\",\"label\":\"%s\"}".formatted(row, row % 3 == 0 ? "no" : "yes"));
    }
    return json.append("]").toString();
  }

  static @Nullable String text(JsonNode node) {
    return node.isNull() || node.isMissingNode() ? null : node.asString();
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }
}
