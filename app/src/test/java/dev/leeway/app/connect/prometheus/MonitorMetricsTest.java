package dev.leeway.app.connect.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.ModelMonitor;
import org.junit.jupiter.api.Test;

class MonitorMetricsTest {

  private final ModelMonitor monitor =
      ModelMonitor.of(
          rows -> new int[rows.length],
          new double[][] {{1}, {2}, {3}, {4}, {5}, {6}},
          new int[] {0, 0, 0, 0, 0, 1});

  @Test
  void whatWasNotMeasuredHasNoSample() {
    assertThat(MonitorMetrics.text(monitor.monitoringReport(), "m", "1"))
        .isEqualTo(
            """
            # HELP model_predictions_total Predictions that were looked at.
            # TYPE model_predictions_total counter
            model_predictions_total{model="m",version="1"} 0
            """);
  }

  @Test
  void latestBatchAndEveryFeatureAreTold() {
    double[][] x = {{1}, {2}, {3}, {4}};
    monitor.logPredictions(x, new int[] {0, 0, 0, 1}, new int[4]);
    monitor.detectDataDrift(x);
    assertThat(MonitorMetrics.text(monitor.monitoringReport(), "credit \"a\"", "2").lines())
        .filteredOn(line -> !line.startsWith("#"))
        .containsExactly(
            "model_accuracy{model=\"credit \\\"a\\\"\",version=\"2\"} 0.75",
            "model_f1_score{model=\"credit \\\"a\\\"\",version=\"2\"} 0.6428571428571428",
            "model_predictions_total{model=\"credit \\\"a\\\"\",version=\"2\"} 4",
            "model_drift_detected{model=\"credit \\\"a\\\"\",version=\"2\"} 0",
            "feature_distribution_change{model=\"credit \\\"a\\\"\",version=\"2\","
                + "feature=\"feature_0\"} 0");
  }
}
