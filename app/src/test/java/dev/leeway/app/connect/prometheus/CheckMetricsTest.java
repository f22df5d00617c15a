package dev.leeway.app.connect.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.report.Checks;
import dev.leeway.core.profile.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckMetricsTest {

  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  @TempDir private Path folder = Path.of("");

  @Test
  void whatWasFoundIsThere() throws IOException {
    assertThat(CheckMetrics.text(Checks.classifier(folder, Optional.empty()), Map.of("model", "m")))
        .contains("\nmodel_accuracy{model=\"m\"} 0.")
        .contains("\nmodel_f1_score{model=\"m\"} 0.")
        .contains("\nmodel_predictions_total{model=\"m\"} 500\n")
        .contains("\nmodel_drift_detected{model=\"m\"} 1\n")
        .contains("\nmodel_feature_drift_detected{model=\"m\",feature=\"steady\"} 0\n")
        .contains("\nfeature_distribution_change{model=\"m\",feature=\"x\"} 0.");
  }

  @Test
  void whatWasNotMeasuredHasNoSample() throws IOException {
    String same = "x\n" + "1\n2\n".repeat(100);

    assertThat(CheckMetrics.text(Checks.of(folder, same, same, Map.of(), Instant.EPOCH), Map.of()))
        .doesNotContain("accuracy", "f1", "predictions", "latency")
        .contains("model_drift_detected 0\n");
    String few = "x\n1\n2\n";
    assertThat(CheckMetrics.text(Checks.of(folder, few, few, Map.of(), Instant.EPOCH), Map.of()))
        .isEmpty();
  }

  @Test
  void ofManyFeaturesThoseThatMovedMostAreWritten() throws IOException {
    List<String> names = IntStream.range(0, 210).mapToObj(at -> "f" + at).toList();
    String text = CheckMetrics.text(Checks.wide(folder, names), Map.of());

    assertThat(text.lines().filter(line -> line.startsWith("feature_distribution_change{")))
        .hasSize(CheckMetrics.FEATURES);
    assertThat(text).contains("{feature=\"f200\"} 1");
  }

  @Test
  void promtoolHasNothingToSay() throws IOException, InterruptedException {
    if (!Files.isExecutable(PROMTOOL)) {
      System.out.println("skipped: no " + PROMTOOL);
      Assumptions.abort("no " + PROMTOOL);
    }
    String data = "x,\"a\"\"b\\c\",took,answer\n" + "1,2,0.1,yes\n2,1,0.2,no\n".repeat(100);
    Path metrics =
        Files.writeString(
            folder.resolve("metrics.prom"),
            CheckMetrics.text(
                Checks.of(
                    folder,
                    data,
                    data,
                    Map.of("took", Role.LATENCY, "answer", Role.PREDICTION),
                    Instant.EPOCH),
                Map.of()));
    assertThat(metrics).content().contains("model_latency_seconds{quantile=\"0.5\"} 0.1");
    Path said = folder.resolve("said");
    Process promtool =
        new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
            .redirectInput(metrics.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();

    assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(said, StandardCharsets.UTF_8)).isEmpty();
    assertThat(promtool.exitValue()).isZero();
  }
}
