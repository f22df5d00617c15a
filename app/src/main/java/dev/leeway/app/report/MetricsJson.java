package dev.leeway.app.report;

import dev.leeway.core.monitor.MetricComparison;
import dev.leeway.core.monitor.PerformanceComparison;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.performance.MetricValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of `report.json` on performance metrics.
final class MetricsJson {

  private MetricsJson() {}

  static Map<String, @Nullable Object> of(PerformanceComparison performance) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("task", performance.task().id());
    map.put("missing", performance.missing().isEmpty() ? null : performance.missing());
    map.put("metric", performance.main() == null ? null : performance.main().id());
    Degradation loss = performance.degradation().orElse(null);
    degradation(map, loss);
    map.put("reference_windows", performance.referenceWindows());
    List<Object> metrics = new ArrayList<>();
    for (MetricComparison compared : performance.metrics()) {
      Map<String, @Nullable Object> metric = new LinkedHashMap<>();
      metric.put("metric", compared.metric().id());
      metric.put("reference", value(compared.reference()));
      metric.put("current", value(compared.current()));
      Map<String, @Nullable Object> lost = new LinkedHashMap<>();
      degradation(lost, compared.degradation());
      metric.put("change", lost);
      metrics.add(metric);
    }
    map.put("metrics", metrics);
    return map;
  }

  private static void degradation(
      Map<String, @Nullable Object> map, @Nullable Degradation degradation) {
    if (degradation == null) {
      map.put("state", null);
      return;
    }
    map.put("state", degradation.state().name().toLowerCase(Locale.ROOT));
    map.put("baseline", degradation.reference());
    map.put("current", degradation.current());
    map.put("degradation", degradation.loss());
    map.put(
        "degradation_scaled",
        Double.isFinite(degradation.scaledLoss()) ? degradation.scaledLoss() : null);
    map.put("degradation_lower_bound", degradation.lowerBound());
    map.put(
        "degradation_interval",
        degradation.interval() == null ? null : EvaluationJson.interval(degradation.interval()));
    map.put("interval_method", degradation.method() == null ? null : degradation.method().id());
    map.put("confidence", degradation.confidence());
    map.put("rows_needed", degradation.rowsNeeded());
  }

  static Map<String, @Nullable Object> values(List<MetricValue> values) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (MetricValue value : values) {
      map.put(value.metric().id(), value(value));
    }
    return map;
  }

  private static Map<String, @Nullable Object> value(MetricValue value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("value", value.value());
    map.put(
        "interval", value.interval() == null ? null : EvaluationJson.interval(value.interval()));
    map.put("interval_method", value.method() == null ? null : value.method().id());
    map.put("standard_error", value.standardError());
    map.put("n", value.rows());
    map.put("reason", value.reason() == null ? null : value.reason().id());
    return map;
  }
}
