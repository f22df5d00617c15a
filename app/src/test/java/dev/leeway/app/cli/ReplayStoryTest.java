package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.server.Server;
import dev.leeway.app.server.model.ServerConfig;
import dev.leeway.app.server.model.ServerConfigReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From init to export, with the real server.
class ReplayStoryTest {

  @TempDir Path folder;

  private static String rows(int days, int each, long seed) {
    Random random = new Random(seed);
    StringBuilder rows = new StringBuilder("id,timestamp,income,region,prediction,label\n");
    for (int row = 0; row < days * each; row++) {
      boolean yes = random.nextInt(3) > 0;
      rows.append(
          "a%d,2026-02-%02dT%02d:00:00Z,%d,%s,%s,%s\n"
              .formatted(
                  row,
                  1 + row / each,
                  row % each * 24 / each,
                  20_000 + random.nextInt(50_000),
                  random.nextBoolean() ? "east" : "west",
                  yes ? "yes" : "no",
                  random.nextInt(10) > 0 == yes ? "yes" : "no"));
    }
    return rows.toString();
  }

  @Test
  void aHistoryIsSentCountedOnceAndTakenOutAgain() {
    Session session =
        new Session(folder)
            .file("reference.csv", rows(10, 50, 1))
            .file("history.csv", rows(20, 40, 2));
    assertThat(
            session.run(
                "init",
                "--reference",
                "{dir}/reference.csv",
                "--model",
                "credit",
                "--id",
                "id",
                "--segment",
                "region",
                "--out",
                "{dir}/leeway.yaml"))
        .as(session.err())
        .isZero();
    Path data = folder.resolve("leeway-data");
    String config = "{dir}/leeway.yaml";
    try (Server server = Server.open(withAnyPort(), "test", false, InstantSource.system())) {
      String[] replay = {
        "replay",
        "--from",
        "{dir}/history.csv",
        "--model",
        "credit",
        "--url",
        server.address().toString(),
        "--config",
        config,
        "--batch",
        "300"
      };
      assertThat(session.run(replay)).as(session.err() + session.out()).isZero();
      assertThat(session.out())
          .contains("Sent 800 rows of model credit: 800 accepted, 0 known before, 0 rejected");
      assertThat(session.run(replay)).as(session.err()).isZero();
      assertThat(session.out()).contains("0 accepted, 800 known before, 0 rejected");
      assertThat(session.run("backup", "--data", data.toString(), "--out", "{dir}/b")).isEqualTo(2);
      assertThat(session.err()).contains("already open");
    }
    assertThat(session.run("backup", "--data", data.toString(), "--out", "{dir}/b.zip"))
        .as(session.err())
        .isZero();
    assertThat(session.run("restore", "--from", "{dir}/b.zip", "--data", "{dir}/again"))
        .as(session.err())
        .isZero();
    assertThat(
            session.run(
                "export", "--data", "{dir}/again", "--model", "credit", "--out", "{dir}/r.parquet"))
        .as(session.err())
        .isZero();
    assertThat(session.out()).contains("800 rows of model credit");
  }

  private ServerConfig withAnyPort() {
    ServerConfig written = ServerConfigReader.read(folder.resolve("leeway.yaml"));
    return new ServerConfig(
        written.data(),
        written.host(),
        0,
        written.tokens(),
        written.tls(),
        written.limits(),
        written.models());
  }
}
