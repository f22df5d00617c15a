package dev.leeway.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a [ModelMonitor] has seen so far; valid from the first moment on, with no batches.
///
/// Period and summaries cover everything since the monitor was made. The two histories hold the
/// latest entries, as many as the monitor keeps.
///
/// @param metricsHistory the metrics of each batch, oldest first
/// @param alertHistory the alerts, oldest first
/// @param latestDataDrift what the last check of the inputs found, if there was one
/// @param warnings what should be known before the rest is believed, in words for people
public record MonitoringReport(
    Period period,
    PerformanceSummary performance,
    DriftSummary drift,
    List<BatchMetrics> metricsHistory,
    List<MonitorAlert> alertHistory,
    @Nullable DataDrift latestDataDrift,
    List<String> warnings) {

  /// How many of the alerts [#alerts()] shows.
  public static final int LATEST_ALERTS = 10;

  public MonitoringReport {
    metricsHistory = List.copyOf(metricsHistory);
    alertHistory = List.copyOf(alertHistory);
    warnings = List.copyOf(warnings);
  }

  /// The time covered.
  ///
  /// @param start when the first batch was logged, if one was
  /// @param end when the last batch was logged
  /// @param batches the batches logged
  /// @param predictions the rows of all batches
  public record Period(
      @Nullable Instant start, @Nullable Instant end, long batches, long predictions) {

    Map<String, @Nullable Object> toMap() {
      return new ReportMap()
          .put("start", start == null ? null : start.toString())
          .put("end", end == null ? null : end.toString())
          .put("n_batches", batches)
          .putReason(batches == 0 ? "no batch was logged" : null)
          .build();
    }
  }

  /// Metrics over batches, each batch weighing the same; null where there are too few.
  ///
  /// @param standardDeviation of the accuracies: the root of their mean squared deviation, dividing
  ///   by the number of batches (NumPy's default, `ddof=0`); null for fewer than two
  /// @param reason why a value is null, if one is
  public record PerformanceSummary(
      @Nullable Double averageAccuracy,
      @Nullable Double lowestAccuracy,
      @Nullable Double highestAccuracy,
      @Nullable Double standardDeviation,
      @Nullable Double averageF1,
      @Nullable String reason) {

    Map<String, @Nullable Object> toMap() {
      return new ReportMap()
          .put("avg_accuracy", averageAccuracy)
          .put("min_accuracy", lowestAccuracy)
          .put("max_accuracy", highestAccuracy)
          .put("std_accuracy", standardDeviation)
          .put("avg_f1", averageF1)
          .putReason(reason)
          .build();
    }
  }

  /// Numbers of alerts, by type.
  public record DriftSummary(long dataDriftAlerts, long outputDriftAlerts, long performanceAlerts) {

    /// Alerts of all types.
    public long totalAlerts() {
      return dataDriftAlerts + outputDriftAlerts + performanceAlerts;
    }

    Map<String, @Nullable Object> toMap() {
      return new ReportMap()
          .put("total_alerts", totalAlerts())
          .put("data_drift_alerts", dataDriftAlerts)
          .put("output_drift_alerts", outputDriftAlerts)
          .put("performance_alerts", performanceAlerts)
          .build();
    }
  }

  /// The last [#LATEST_ALERTS] alerts, oldest first.
  public List<MonitorAlert> alerts() {
    int size = alertHistory.size();
    return alertHistory.subList(Math.max(0, size - LATEST_ALERTS), size);
  }

  /// The report as nested maps and lists of strings, numbers, booleans and null, under the names
  /// and in the order of `report.json`. Where a value is null, a `reason` stands in the same map.
  public Map<String, @Nullable Object> toMap() {
    return new ReportMap()
        .put("monitoring_period", period.toMap())
        .put("performance_summary", performance.toMap())
        .put("drift_summary", drift.toMap())
        .put("metrics_history", metricsHistory.stream().map(BatchMetrics::toMap).toList())
        .put("alerts", alerts().stream().map(MonitorAlert::toMap).toList())
        .put("alert_history", alertHistory.stream().map(MonitorAlert::toMap).toList())
        .put("warnings", warnings)
        .build();
  }
}
