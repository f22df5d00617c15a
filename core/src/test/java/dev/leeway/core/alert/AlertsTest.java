package dev.leeway.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.performance.ClassLabel;
import dev.leeway.core.performance.ClassificationState;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.RegressionState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest(name = "{0}/{1} → {2}/{3}: {4}")
  @CsvSource({
    "900,  1000,  850,  1000, LOW", // 5.0 points do not fire
    "9000, 10000, 8500, 10000, LOW",
    "9000, 10000, 8490, 10000, CRITICAL", // 5.1 do, once confirmed
    "900,  1000,  890,  1000, ", // within chance
    "90,   100,   84,   100, ", // 6 points, not confirmed
    "9000, 10000, 8900, 10000, LOW",
    "900,  1000,  950,  1000, ", // better
  })
  void theSeverityOfALossFollowsTheTable(
      int right, int rows, int rightNow, int rowsNow, Severity severity) {
    Degradation loss =
        Degradation.between(
                state(right, rows).metric(Metric.ACCURACY),
                state(rightNow, rowsNow).metric(Metric.ACCURACY))
            .orElseThrow();

    assertThat(Alerts.ofLoss(loss, NOW).map(Alert::severity))
        .isEqualTo(Optional.ofNullable(severity));
  }

  private static ClassificationState state(int right, int rows) {
    ClassLabel yes = ClassLabel.of("yes");
    ClassLabel no = ClassLabel.of("no");
    ClassificationState.Recorder recorder = ClassificationState.Recorder.ofLabels();
    for (int row = 0; row < rows; row++) {
      recorder.add(yes, row < right ? yes : no);
    }
    return recorder.snapshot();
  }

  @Test
  void anErrorThatRisesIsSpokenOfInPercent() {
    Degradation loss =
        Degradation.between(errors(1).metric(Metric.RMSE), errors(1.2).metric(Metric.RMSE))
            .orElseThrow();
    Alert alert = Alerts.ofLoss(loss, NOW).orElseThrow();

    assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(alert.summary()).matches("root mean squared error rose by 20\\.0 %, from .* to .*");
  }

  private static RegressionState errors(double size) {
    RegressionState.Recorder recorder = new RegressionState.Recorder();
    for (int row = 0; row < 2_000; row++) {
      double error = size * Math.sin(row);
      recorder.add(row, row + error);
    }
    return recorder.snapshot();
  }
}
