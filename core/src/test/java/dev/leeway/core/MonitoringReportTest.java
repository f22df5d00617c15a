package dev.leeway.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MonitoringReportTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final World world = new World(2);
  private final double[][] baseline = world.rows(1000);
  private int ticks;

  private ModelMonitor monitor(int historyLimit) {
    return ModelMonitor.builder(World.MODEL)
        .clock(() -> START.plusSeconds(60L * ticks++))
        .logger(new RecordingLogger())
        .historyLimit(historyLimit)
        .build(baseline, World.actual(baseline, 100));
  }

  private void log(ModelMonitor monitor, int wrong) {
    double[][] x = world.rows(100);
    monitor.logPredictions(x, World.actual(x, wrong), World.MODEL.predict(x));
  }

  @Test
  void reportWithoutBatchesIsValid() {
    Map<String, @Nullable Object> report = monitor(10).monitoringReport().toMap();
    assertThat(report)
        .containsOnlyKeys(
            "monitoring_period",
            "performance_summary",
            "drift_summary",
            "metrics_history",
            "alerts",
            "alert_history",
            "warnings");
    assertThat(map(report, "monitoring_period"))
        .containsEntry("start", null)
        .containsEntry("end", null)
        .containsEntry("n_batches", 0L)
        .containsEntry("reason", "no batch was logged");
    assertThat(map(report, "performance_summary"))
        .containsEntry("avg_accuracy", null)
        .containsEntry("reason", "no batch was logged");
    assertThat(report.get("metrics_history")).isEqualTo(List.of());
  }

  @Test
  void spreadOfOneBatchIsNullWithAReason() {
    ModelMonitor monitor = monitor(10);
    log(monitor, 8);
    assertThat(map(monitor.monitoringReport().toMap(), "performance_summary"))
        .containsEntry("avg_accuracy", 0.92)
        .containsEntry("std_accuracy", null)
        .containsEntry("reason", "one batch was logged, a standard deviation needs two");
  }

  @Test
  void summariesCoverAllBatches() {
    ModelMonitor monitor = monitor(10);
    log(monitor, 10);
    log(monitor, 20);
    log(monitor, 0);
    Map<String, @Nullable Object> report = monitor.monitoringReport().toMap();
    assertThat(report.keySet())
        .containsExactly(
            "monitoring_period",
            "performance_summary",
            "drift_summary",
            "metrics_history",
            "alerts",
            "alert_history",
            "warnings");
    Map<String, @Nullable Object> period = map(report, "monitoring_period");
    assertThat(period.keySet()).containsExactly("start", "end", "n_batches");
    assertThat(period)
        .containsEntry("start", "2026-03-01T00:00:00Z")
        .containsEntry("end", "2026-03-01T00:02:00Z")
        .containsEntry("n_batches", 3L);
    Map<String, @Nullable Object> performance = map(report, "performance_summary");
    assertThat(performance.keySet())
        .containsExactly("avg_accuracy", "min_accuracy", "max_accuracy", "std_accuracy", "avg_f1");
    assertThat((Double) performance.get("avg_accuracy")).isCloseTo(0.9, within(1e-15));
    assertThat(performance).containsEntry("min_accuracy", 0.8).containsEntry("max_accuracy", 1.0);
    // numpy.std([0.9, 0.8, 1.0])
    assertThat((Double) performance.get("std_accuracy"))
        .isCloseTo(0.08164965809277260, within(1e-15));
    assertThat(maps(report, "metrics_history").get(0).keySet())
        .containsExactly("timestamp", "accuracy", "precision", "recall", "f1", "n_samples");
  }

  @Test
  void alertsHaveTheFieldsOfTheirType() {
    ModelMonitor monitor = monitor(10);
    double[][] x = World.scaled(world.rows(500), 3);
    int[] ones = new int[500];
    Arrays.fill(ones, 1);
    monitor.detectDataDrift(x);
    monitor.detectOutputDrift(ones);
    monitor.detectPerformanceDegradation(new int[500], ones);
    Map<String, @Nullable Object> report = monitor.monitoringReport().toMap();

    List<Map<String, @Nullable Object>> alerts = maps(report, "alerts");
    assertThat(alerts.get(0).keySet())
        .containsExactly(
            "timestamp", "severity", "type", "action", "drifted_features", "n_drifted");
    assertThat(alerts.get(0))
        .containsEntry("timestamp", "2026-03-01T00:00:00Z")
        .containsEntry("severity", "high")
        .containsEntry("type", "data_drift")
        .containsEntry("action", "investigation needed")
        .containsEntry("n_drifted", 20);
    assertThat(maps(alerts.get(0), "drifted_features").get(0).keySet())
        .containsExactly("feature", "feature_index", "ks_statistic", "p_value");
    assertThat(alerts.get(1).keySet())
        .containsExactly("timestamp", "severity", "type", "action", "chi2_statistic", "p_value");
    assertThat(alerts.get(1)).containsEntry("type", "output_drift");
    assertThat(alerts.get(2).keySet())
        .containsExactly(
            "timestamp",
            "severity",
            "type",
            "action",
            "baseline_accuracy",
            "current_accuracy",
            "degradation");
    assertThat(alerts.get(2))
        .containsEntry("type", "performance_degradation")
        .containsEntry("severity", "critical")
        .containsEntry("current_accuracy", 0.0);
    Map<String, @Nullable Object> summary = map(report, "drift_summary");
    assertThat(summary.keySet())
        .containsExactly(
            "total_alerts", "data_drift_alerts", "output_drift_alerts", "performance_alerts");
    assertThat(summary.values()).containsExactly(3L, 1L, 1L, 1L);
  }

  @Test
  void lastTenAlertsAreShownAndAllAreKept() {
    ModelMonitor monitor = monitor(100);
    for (int alert = 0; alert < 13; alert++) {
      monitor.detectPerformanceDegradation(new int[] {1, 1, 1, 1, 1}, new int[5]);
    }
    MonitoringReport report = monitor.monitoringReport();
    assertThat(report.alertHistory()).hasSize(13);
    assertThat(report.alerts()).isEqualTo(report.alertHistory().subList(3, 13));
  }

  @Test
  void historyIsBoundedWhileTotalsGoOn() {
    ModelMonitor monitor = monitor(2);
    for (int batch = 0; batch < 5; batch++) {
      log(monitor, 10 * batch);
      monitor.detectPerformanceDegradation(new int[] {1, 1, 1, 1, 1}, new int[5]);
    }
    MonitoringReport report = monitor.monitoringReport();
    assertThat(report.metricsHistory())
        .extracting(BatchMetrics::accuracy)
        .containsExactly(0.7, 0.6);
    assertThat(report.alertHistory()).hasSize(2);
    assertThat(report.period().batches()).isEqualTo(5);
    assertThat(report.period().predictions()).isEqualTo(500);
    assertThat(report.drift().totalAlerts()).isEqualTo(5);
    assertThat(report.performance().highestAccuracy()).isEqualTo(1.0);
  }

  @Test
  void batchesFromSeveralThreadsAreAllCounted() {
    ModelMonitor monitor = monitor(10);
    double[][] x = world.rows(10);
    IntStream.range(0, 2000)
        .parallel()
        .forEach(batch -> monitor.logPredictions(x, new int[10], new int[10]));
    assertThat(monitor.monitoringReport().period().predictions()).isEqualTo(20_000);
  }

  @Test
  void reportDoesNotFollowItsMonitor() {
    ModelMonitor monitor = monitor(10);
    MonitoringReport before = monitor.monitoringReport();
    log(monitor, 10);
    assertThat(before.metricsHistory()).isEmpty();
  }

  @SuppressWarnings("unchecked") // every nested map of a report has names as keys
  private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> of, String name) {
    return (Map<String, @Nullable Object>) requireNonNull(of.get(name));
  }

  @SuppressWarnings("unchecked") // so has every map in its lists
  private static List<Map<String, @Nullable Object>> maps(
      Map<String, @Nullable Object> of, String name) {
    return (List<Map<String, @Nullable Object>>) requireNonNull(of.get(name));
  }
}
