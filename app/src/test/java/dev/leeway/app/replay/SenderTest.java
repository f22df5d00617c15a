package dev.leeway.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {

  private final List<Duration> waits = new ArrayList<>();
  private Server server;
  private Sender sender;

  @BeforeEach
  void start() throws Exception {
    server = new Server();
    sender = new Sender(server.url() + "/", "credit", null, waits::add);
  }

  @AfterEach
  void stop() {
    sender.close();
    server.close();
  }

  private static List<Map<String, Object>> rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(row -> Map.<String, Object>of("id", "r" + row))
        .toList();
  }

  @Test
  void aBatchWhoseAnswerWasLostCountsOnce() throws Exception {
    server.faults.add(-1);
    sender.send("predictions", rows(0, 5));
    assertThat(server.requests).containsExactly(5, 5);
    assertThat(server.rows).hasSize(5);
    assertThat(sender.accepted()).isZero();
    assertThat(sender.duplicates()).isEqualTo(5);
    assertThat(sender.resent()).isEqualTo(1);
  }

  @Test
  void aBusyServerSaysWhenToComeAgain() throws Exception {
    server.faults.addAll(List.of(429, 503, 429));
    sender.send("predictions", rows(0, 5));
    assertThat(waits)
        .containsExactly(Duration.ofSeconds(7), Duration.ofMillis(500), Duration.ofSeconds(7));
    assertThat(sender.accepted()).isEqualTo(5);
  }

  @Test
  void aServerThatIsAwayIsGivenUpAfterTenMinutes() {
    server.faults.addAll(Collections.nCopies(1_000, 503));
    assertThatThrownBy(() -> sender.send("predictions", rows(0, 5)))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("did not take rows for 10 minutes: it answers 503 told to fail");
    assertThat(waits.stream().mapToLong(Duration::toMillis).sum()).isBetween(600_000L, 630_000L);
  }

  @Test
  void whatIsTooLargeIsSentInHalves() throws Exception {
    server.faults.addAll(List.of(413, 413));
    sender.send("predictions", rows(0, 10));
    assertThat(server.requests).containsExactly(10, 5, 2, 3, 5);
    assertThat(sender.accepted()).isEqualTo(10);
    server.faults.add(413);
    assertThatThrownBy(() -> sender.send("predictions", rows(20, 21)))
        .hasMessageContaining("refuses the rows: 413 told to fail");
  }

  @Test
  void aRefusalIsSaidAndNotTriedAgain() {
    server.token = "secret";
    assertThatThrownBy(() -> sender.send("predictions", rows(0, 5)))
        .hasMessage(
            "the server at %s/v1/models/credit/ refuses the rows: 401 no token; give a token with"
                    .formatted(server.url())
                + " --token-file, or in LEEWAY_TOKEN");
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"here", "ftp://a", "http://", "http://a b", "http://a?b=c", ""})
  void whatIsNoAddressIsRefused(String url) {
    assertThatThrownBy(() -> new Sender(url, "credit", null, waits::add))
        .isInstanceOf(ReplayException.class)
        .hasMessage("the address must be like http://127.0.0.1:8710, was " + url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"accepted\": \"many\"}", "{\"accepted\": 1"})
  void anAnswerOfSomethingElseIsNoSuccess(String body) {
    assertThatThrownBy(() -> Reply.read(body))
        .isInstanceOf(ReplayException.class)
        .hasMessageStartingWith("the server's answer is none of Leeway's");
  }
}
