package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.WindowResult;
import dev.leeway.core.alert.AlertType;
import dev.leeway.core.monitor.MetricComparison;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.MetricValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The keys of the monitoring report in `report.json`: a batch is a window of the current data, or,
/// where there are no windows, all of it.
final class MonitoringJson {

  /// One batch with its metrics.
  private record Entry(Instant time, List<MetricValue> metrics) {

    @Nullable Double value(Metric metric) {
      return metrics.stream()
          .filter(value -> value.metric() == metric)
          .findFirst()
          .map(MetricValue::value)
          .orElse(null);
    }
  }

  private final CheckResult check;
  private final List<Entry> batches = new ArrayList<>();

  private MonitoringJson(CheckResult check) {
    this.check = check;
    for (WindowResult window : check.windows()) {
      if (window.rows() > 0) {
        batches.add(new Entry(window.start().orElse(check.generatedAt()), window.metrics()));
      }
    }
    if (batches.isEmpty()) {
      batches.add(
          new Entry(
              check.generatedAt(),
              check.performance().metrics().stream().map(MetricComparison::current).toList()));
    }
  }

  static void put(Map<String, @Nullable Object> report, CheckResult check) {
    MonitoringJson monitoring = new MonitoringJson(check);
    report.put("monitoring_period", monitoring.period());
    report.put("performance_summary", monitoring.summary());
    report.put("drift_summary", monitoring.drift());
    report.put("metrics_history", monitoring.history());
  }

  private Map<String, @Nullable Object> period() {
    Map<String, @Nullable Object> period = new LinkedHashMap<>();
    Optional<Instant> last =
        check.windows().isEmpty()
            ? Optional.empty()
            : check.windows().get(check.windows().size() - 1).end();
    period.put("start", batches.get(0).time());
    period.put("end", last.orElse(check.generatedAt()));
    period.put("n_batches", batches.size());
    return period;
  }

  private Map<String, @Nullable Object> summary() {
    List<Double> accuracies = values(Metric.ACCURACY);
    List<Double> f1 = values(Metric.F1_WEIGHTED);
    Map<String, @Nullable Object> summary = new LinkedHashMap<>();
    DoubleSummaryStatistics accuracy =
        accuracies.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    boolean known = accuracy.getCount() > 0;
    summary.put("avg_accuracy", known ? (Object) accuracy.getAverage() : null);
    summary.put("min_accuracy", known ? (Object) accuracy.getMin() : null);
    summary.put("max_accuracy", known ? (Object) accuracy.getMax() : null);
    summary.put("std_accuracy", standardDeviation(accuracies, accuracy.getAverage()));
    summary.put(
        "avg_f1",
        f1.isEmpty() ? null : f1.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    summary.put("reason", known ? (batches.size() == 1 ? "one_batch" : null) : "no_labels");
    return summary;
  }

  private List<Double> values(Metric metric) {
    List<Double> values = new ArrayList<>();
    for (Entry batch : batches) {
      Double value = batch.value(metric);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /// Between batches, divided by their number less 1; null for fewer than 2.
  private static @Nullable Double standardDeviation(List<Double> values, double mean) {
    if (values.size() < 2) {
      return null;
    }
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.size() - 1));
  }

  private Map<String, @Nullable Object> drift() {
    Map<String, @Nullable Object> drift = new LinkedHashMap<>();
    drift.put("total_alerts", check.alerts().size());
    drift.put("data_drift_alerts", count(AlertType.DATA_DRIFT));
    drift.put("output_drift_alerts", count(AlertType.OUTPUT_DRIFT));
    drift.put("concept_drift_alerts", count(AlertType.CONCEPT_DRIFT));
    drift.put("performance_alerts", count(AlertType.PERFORMANCE_DEGRADATION));
    return drift;
  }

  private long count(AlertType type) {
    return check.alerts().stream().filter(alert -> alert.type() == type).count();
  }

  private List<Object> history() {
    List<Object> history = new ArrayList<>();
    for (Entry batch : batches) {
      if (batch.value(Metric.ACCURACY) != null) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("timestamp", batch.time());
        map.put("accuracy", batch.value(Metric.ACCURACY));
        map.put("precision", batch.value(Metric.PRECISION_WEIGHTED));
        map.put("recall", batch.value(Metric.RECALL_WEIGHTED));
        map.put("f1", batch.value(Metric.F1_WEIGHTED));
        map.put("n_samples", rows(batch));
        history.add(map);
      }
    }
    return history;
  }

  private static long rows(Entry batch) {
    return batch.metrics().stream()
        .filter(value -> value.metric() == Metric.ACCURACY)
        .mapToLong(MetricValue::rows)
        .findFirst()
        .orElse(0);
  }
}
