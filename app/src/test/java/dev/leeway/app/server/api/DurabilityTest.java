package dev.leeway.app.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What was acknowledged is there, once, whatever happens.
class DurabilityTest {

  private static final Instant START = Site.NOW.minus(Duration.ofDays(10));
  private static final int BATCH = 50;
  private static final int CLIENTS = 4;

  @TempDir Path folder;

  @Test
  void overlappingBatchesOfManyClientsCountOnce() throws Exception {
    try (Site site = Site.open(folder)) {
      site.addModel("credit");
      AtomicInteger accepted = new AtomicInteger();
      AtomicInteger sent = new AtomicInteger();
      AtomicInteger duplicate = new AtomicInteger();
      List<Thread> clients = new ArrayList<>();
      for (int number = 0; number < 8; number++) {
        int first = number * 100;
        clients.add(
            Thread.startVirtualThread(() -> {
              for (int from = first; from < first + 1_000; from += 100) {
                try {
                  JsonNode got =
                      site.post(
                              "/v1/models/credit/predictions",
                              Site.predictions(from, from + 200, START, 0))
                          .json();
                  sent.addAndGet(200);
                  accepted.addAndGet(got.path("accepted").asInt());
                  duplicate.addAndGet(got.path("duplicate").asInt());
                } catch (IOException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }
            }));
      }
      for (Thread client : clients) {
        client.join();
      }
      int different = 7 * 100 + 1_100;
      assertThat(sent).hasValue(8 * 10 * 200);
      assertThat(accepted).hasValue(different);
      assertThat(duplicate).hasValue(sent.get() - different);
      assertThat(site.settled("credit").path("versions").path(0).path("rows").asInt())
          .isEqualTo(different);
    }
  }

  @Test
  void killedUnderLoadAcknowledgedRowsAreThereOnce() throws Exception {
    Path data = folder.resolve("data");
    Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicInteger next = new AtomicInteger();
    for (int round = 0; round < 3; round++) {
      try (ChildServer server = ChildServer.start(data)) {
        Load load = new Load(server.address(), acknowledged, next);
        if (round == 0) {
          load.addModel();
        }
        assertThat(load.rows())
            .as("after a kill")
            .isGreaterThanOrEqualTo((long) acknowledged.size() * BATCH);
        load.until(acknowledged.size() + 40);
        server.kill();
        load.join();
      }
    }
    try (ChildServer server = ChildServer.start(data)) {
      Load load = new Load(server.address(), acknowledged, next);
      long rows = load.rows();
      // what was sent and not answered may be there or not; sent again, it is there once
      int batches = next.get();
      for (int batch = 0; batch < batches; batch++) {
        JsonNode got = load.send(batch);
        assertThat(got.path("accepted").asInt() + got.path("duplicate").asInt()).isEqualTo(BATCH);
        if (acknowledged.contains(batch)) {
          assertThat(got.path("duplicate").asInt()).as("batch " + batch).isEqualTo(BATCH);
        }
      }
      assertThat(rows).isBetween((long) acknowledged.size() * BATCH, (long) batches * BATCH);
      assertThat(load.rows()).isEqualTo((long) batches * BATCH);
      assertThat(server.terminate()).isEqualTo(143);
    }
  }

  @Test
  void aStopFinishesWhatWasBegun() throws Exception {
    Path data = folder.resolve("data");
    Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicInteger next = new AtomicInteger();
    try (ChildServer server = ChildServer.start(data)) {
      Load load = new Load(server.address(), acknowledged, next);
      load.addModel();
      load.until(20);
      assertThat(server.terminate()).isEqualTo(143);
      load.join();
    }
    try (ChildServer server = ChildServer.start(data)) {
      Load load = new Load(server.address(), acknowledged, next);
      assertThat(load.rows()).isGreaterThanOrEqualTo((long) acknowledged.size() * BATCH);
    }
  }

  /// Clients that send batches until the server is gone.
  private static final class Load {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final Set<Integer> acknowledged;
    private final AtomicInteger next;
    private final List<Thread> threads = new ArrayList<>();

    Load(URI address, Set<Integer> acknowledged, AtomicInteger next) {
      this.address = address;
      this.acknowledged = acknowledged;
      this.next = next;
    }

    void addModel() throws IOException, InterruptedException {
      put(
          "/v1/models/credit",
          "{prediction: approved, label: repaid, time: at, id: id, window: 1h}");
      put("/v1/models/credit/reference", Site.reference());
    }

    private void put(String path, String body) throws IOException, InterruptedException {
      int status =
          client
              .send(
                  HttpRequest.newBuilder(address.resolve(path))
                      .PUT(BodyPublishers.ofString(body))
                      .build(),
                  BodyHandlers.ofString())
              .statusCode();
      assertThat(status).isBetween(200, 201);
    }

    JsonNode send(int batch) throws IOException, InterruptedException {
      String body = Site.predictions(batch * BATCH, (batch + 1) * BATCH, START, 0);
      var answer =
          client.send(
              HttpRequest.newBuilder(address.resolve("/v1/models/credit/predictions"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 202) {
        throw new IOException(answer.body());
      }
      return Site.JSON.readTree(answer.body());
    }

    /// Sends until so many batches are acknowledged, and goes on after that.
    void until(int batches) throws InterruptedException {
      CountDownLatch enough = new CountDownLatch(1);
      for (int number = 0; number < CLIENTS; number++) {
        threads.add(
            Thread.startVirtualThread(() -> {
              try {
                while (true) {
                  int batch = next.getAndIncrement();
                  send(batch);
                  acknowledged.add(batch);
                  if (acknowledged.size() >= batches) {
                    enough.countDown();
                  }
                }
              } catch (IOException | InterruptedException ignored) {
                enough.countDown(); // the server is gone
              }
            }));
      }
      enough.await();
      assertThat(acknowledged.size()).isGreaterThanOrEqualTo(batches);
    }

    void join() throws InterruptedException {
      for (Thread thread : threads) {
        thread.join();
      }
    }

    /// How many rows there are, once all that was accepted is in its windows.
    long rows() throws IOException, InterruptedException {
      while (true) {
        String shown =
            client
                .send(
                    HttpRequest.newBuilder(address.resolve("/v1/models/credit")).build(),
                    BodyHandlers.ofString())
                .body();
        JsonNode model = Site.JSON.readTree(shown);
        if (model.path("lag").path("records").asLong() == 0) {
          return model.path("versions").path(0).path("rows").asLong();
        }
        Thread.sleep(20);
      }
    }
  }
}
