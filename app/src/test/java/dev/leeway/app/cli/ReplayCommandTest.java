package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.replay.Server;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

  private static final String HISTORY =
      """
      who,at,age,postcode,region,answer,p,secs,paid,release
      007,2026-01-03T10:00:00Z,30,01234,east,yes,0.9,0.25,yes,v2
      008,2026-01-01T10:00:00.5Z,31.5,,west,no,0.1,0.5,,v1
      009,,32,05678,east,no,0.2,0.5,no,v1
      010,2026-01-02 10:00:00,NA,00001,,no,0.3,,no,
      """;

  private static final String CONFIG =
      """
      models:
        credit:
          id: who
          time: at
          segment: region
          prediction: answer
          score: p
          latency: secs
          label: paid
          kind: {postcode: categorical}
      """;

  @TempDir Path folder;
  private Server server;
  private Session session;

  @BeforeEach
  void start() throws Exception {
    server = new Server();
    session = new Session(folder).file("history.csv", HISTORY).file("leeway.yaml", CONFIG);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int replay(String... more) {
    return session.run(
        Stream.concat(
                Stream.of(
                    "replay",
                    "--from",
                    "{dir}/history.csv",
                    "--model",
                    "credit",
                    "--url",
                    server.url()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void rowsGoInTheOrderOfTimeAsTheyAreWritten() {
    assertThat(replay("--config", "{dir}/leeway.yaml", "--version-column", "release"))
        .as(session.err())
        .isZero();
    assertThat(server.rows)
        .extracting(Object::toString)
        .containsExactly(
            """
            {"id":"008","time":"2026-01-01T10:00:00.500Z","version":"v1","prediction":"no",\
            "score":0.1,"latency_seconds":0.5,"features":{"age":31.5,"postcode":null},\
            "segments":{"region":"west"}}\
            """,
            """
            {"id":"010","time":"2026-01-02T10:00:00Z","prediction":"no","score":0.3,\
            "latency_seconds":null,"label":"no","features":{"age":null,"postcode":"00001"},\
            "segments":{"region":null}}\
            """,
            """
            {"id":"007","time":"2026-01-03T10:00:00Z","version":"v2","prediction":"yes",\
            "score":0.9,"latency_seconds":0.25,"label":"yes","features":{"age":30,\
            "postcode":"01234"},"segments":{"region":"east"}}\
            """);
    assertThat(session.out())
        .isEqualTo(
            """
            Sent 3 rows of model credit: 3 accepted, 0 known before, 0 rejected
            Not sent: 1 rows without a time
            """);
    assertThat(replay("--config", "{dir}/leeway.yaml")).isZero();
    assertThat(session.out()).contains("0 accepted, 3 known before");
  }

  @Test
  void rolesComeFromOptionsAndRowsWithoutIdsGetOnes() {
    assertThat(
            replay(
                "--time",
                "at",
                "--score",
                "p,secs",
                "--model-version",
                "7",
                "--ignore",
                "who,paid,release",
                "--batch",
                "2"))
        .as(session.err())
        .isZero();
    assertThat(server.requests).containsExactly(2, 1);
    assertThat(server.rows.get(0).toString())
        .isEqualTo(
            """
            {"id":"history.csv:2","time":"2026-01-01T10:00:00.500Z","version":"7",\
            "scores":{"p":0.1,"secs":0.5},"features":{"age":31.5,"postcode":null,\
            "region":"west","answer":"no"}}\
            """);
  }

  @Test
  void labelsOfTheirOwnFilesFollowWithTheTimeOfTheirRows() {
    session.file("labels.csv", "who,paid\n008,yes\n999,no\n007,\n010,no\n");
    assertThat(replay("--config", "{dir}/leeway.yaml", "--labels", "{dir}/labels.csv"))
        .as(session.err())
        .isZero();
    assertThat(server.labels)
        .extracting(Object::toString)
        .containsExactly(
            "{\"id\":\"008\",\"label\":\"yes\",\"time\":\"2026-01-01T10:00:00.500Z\"}",
            "{\"id\":\"010\",\"label\":\"no\",\"time\":\"2026-01-02T10:00:00Z\"}");
    assertThat(session.out()).contains("Sent 2 labels: 2 accepted");
    session.file("labels.csv", "who,at,paid\n008,2026-02-01,yes\n999,2026-02-02,no\n");
    assertThat(replay("--config", "{dir}/leeway.yaml", "--labels", "{dir}/labels.csv")).isZero();
    assertThat(server.labels.subList(2, 4))
        .extracting(label -> label.get("time").asString())
        .containsExactly("2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z");
  }

  @Test
  void rejectedRowsAreCountedByReason() {
    session.file("history.csv", HISTORY.replace("0.9,", "1.9,").replace("0.1,", "2,"));
    assertThat(replay("--config", "{dir}/leeway.yaml")).isEqualTo(1);
    assertThat(session.out())
        .contains("1 accepted, 0 known before, 2 rejected")
        .contains("  rejected 2 times: score must be at most 1");
  }

  @Test
  void speedFollowsTheTimesOfTheRows() {
    long start = System.nanoTime();
    // two days and a bit in about half a second
    assertThat(replay("--config", "{dir}/leeway.yaml", "--speed", "345600")).isZero();
    assertThat((System.nanoTime() - start) / 1e9).isGreaterThan(0.49);
    assertThat(server.rows).hasSize(3);
  }

  @Test
  void badInputIsSaidInASentence() {
    assertThat(replay()).isEqualTo(2);
    assertThat(session.err()).contains("--time COLUMN is missing: rows are sent in its order");
    assertThat(replay("--time", "when")).isEqualTo(2);
    assertThat(session.err()).contains("history.csv has no column when; it has who, at, age");
    assertThat(replay("--time", "age")).isEqualTo(2);
    assertThat(session.err()).contains("column age of").contains("must hold dates or times");
    assertThat(replay("--time", "at", "--speed", "fast")).isEqualTo(2);
    assertThat(session.err()).contains("--speed must be max or a number above 0, was fast");
    assertThat(replay("--time", "at", "--batch", "0")).isEqualTo(2);
    assertThat(session.err()).contains("--batch must be at least 1, was 0");
    assertThat(replay("--time", "at", "--labels", "{dir}/history.csv")).isEqualTo(2);
    assertThat(session.err()).contains("--labels needs --label COLUMN");
    assertThat(replay("--time", "at", "--token-file", "{dir}/none")).isEqualTo(2);
    assertThat(session.err()).contains("cannot read {dir}/none");
    assertThat(
            session.run(
                "replay",
                "--from",
                "{dir}/history.csv",
                "--model",
                "credit",
                "--time",
                "at",
                "--url",
                "nowhere"))
        .isEqualTo(2);
    assertThat(session.err()).contains("the address must be like http://127.0.0.1:8710");
    session.file("other.yaml", "models: {churn: }");
    assertThat(replay("--config", "{dir}/other.yaml")).isEqualTo(2);
    assertThat(session.err()).contains("{dir}/other.yaml has no model credit");
    assertThat(server.requests).isEmpty();
    assertThat(session.run("replay", "--from", "{dir}/history.csv", "--model", "a/b")).isEqualTo(2);
    assertThat(session.err()).contains("--model must be");
  }

  @Test
  void theServersRefusalIsSaid() {
    server.token = "secret";
    assertThat(replay("--time", "at")).isEqualTo(2);
    assertThat(session.err()).contains("refuses the rows: 401 no token");
    session.file("token", "secret\n");
    assertThat(replay("--time", "at", "--token-file", "{dir}/token")).as(session.err()).isZero();
    assertThat(
            session.run(
                "replay",
                "--from",
                "{dir}/history.csv",
                "--model",
                "churn",
                "--url",
                server.url(),
                "--time",
                "at",
                "--token",
                "secret"))
        .isEqualTo(2);
    assertThat(session.err()).contains("refuses the rows: 404 no such model");
  }
}
