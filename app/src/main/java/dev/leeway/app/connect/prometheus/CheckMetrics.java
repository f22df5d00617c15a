package dev.leeway.app.connect.prometheus;

import dev.leeway.app.check.CheckResult;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.monitor.MetricComparison;
import dev.leeway.core.monitor.PerformanceComparison;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.profile.Role;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `metrics.prom`: what a check found of the current data, for the node exporter's textfile
/// collector or a push gateway. What was not measured or could not be judged has no sample.
public final class CheckMetrics {

  /// Of more features those with the largest effect are written, so that a wide table does not fill
  /// a server with series.
  static final int FEATURES = 200;

  private CheckMetrics() {}

  /// The check as exposition text.
  ///
  /// @param labels labels of every sample, such as the model's name; may be empty
  public static String text(CheckResult check, Map<String, String> labels) {
    ExpositionText text = new ExpositionText();
    value(check.performance(), Metric.ACCURACY)
        .ifPresent(value -> ModelMetric.ACCURACY.start(text).sample(labels, value));
    value(check.performance(), Metric.F1_WEIGHTED)
        .ifPresent(value -> ModelMetric.F1_SCORE.start(text).sample(labels, value));
    boolean answers =
        !check.drift().columns(Role.PREDICTION).isEmpty()
            || !check.drift().columns(Role.SCORE).isEmpty();
    if (answers) {
      ModelMetric.PREDICTIONS.start(text).sample(labels, (double) check.current().rows());
    }
    Verdict verdict = check.drift().verdict(Role.FEATURE);
    if (verdict != Verdict.INCONCLUSIVE) {
      ModelMetric.DRIFT_DETECTED.start(text).sample(labels, verdict == Verdict.DRIFTED ? 1 : 0);
    }
    features(text, check, labels);
    latency(text, check.evaluation().latency(), labels);
    return text.toString();
  }

  private static Optional<Double> value(PerformanceComparison performance, Metric metric) {
    return performance.metric(metric).map(MetricComparison::current).map(of -> of.value());
  }

  private static void features(ExpositionText text, CheckResult check, Map<String, String> labels) {
    List<ColumnDrift> judged =
        check.drift().columns(Role.FEATURE).stream()
            .filter(column -> column.verdict() != Verdict.INCONCLUSIVE)
            .sorted(
                Comparator.comparing(ColumnDrift::verdict)
                    .thenComparing(Comparator.comparingDouble(ColumnDrift::effect).reversed()))
            .limit(FEATURES)
            .toList();
    if (judged.isEmpty()) {
      return;
    }
    ModelMetric.FEATURE_DRIFT_DETECTED.start(text);
    judged.forEach(column -> text.sample(of(labels, column), column.drifted() ? 1 : 0));
    ModelMetric.FEATURE_CHANGE.start(text);
    judged.forEach(column -> text.sample(of(labels, column), column.effect()));
  }

  private static Map<String, String> of(Map<String, String> labels, ColumnDrift column) {
    return with(labels, "feature", column.column().name());
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.put(name, value);
    return all;
  }

  private static void latency(
      ExpositionText text, PerformanceComparison latency, Map<String, String> labels) {
    Map<String, Metric> quantiles = new LinkedHashMap<>();
    quantiles.put("0.5", Metric.LATENCY_P50);
    quantiles.put("0.95", Metric.LATENCY_P95);
    quantiles.put("0.99", Metric.LATENCY_P99);
    if (quantiles.values().stream().anyMatch(metric -> value(latency, metric).isPresent())) {
      ModelMetric.LATENCY.start(text);
      quantiles.forEach((quantile, metric) ->
          value(latency, metric)
              .ifPresent(value -> text.sample(with(labels, "quantile", quantile), value)));
    }
  }
}
