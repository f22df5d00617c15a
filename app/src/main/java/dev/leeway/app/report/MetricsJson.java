package dev.leeway.app.report;

import dev.leeway.core.monitor.MetricComparison;
import dev.leeway.core.monitor.PerformanceComparison;
import dev.leeway.core.performance.ClassLabel;
import dev.leeway.core.performance.ClassificationState;
import dev.leeway.core.performance.ConfusionMatrix;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.performance.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The parts of `report.json` on performance metrics.
final class MetricsJson {

  /// With more classes there is no confusion matrix in the report.
  private static final int MOST_CLASSES = 50;

  private MetricsJson() {}

  static Map<String, @Nullable Object> of(PerformanceComparison performance) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("task", performance.task().id());
    map.put("missing", performance.missing().isEmpty() ? null : performance.missing());
    map.put("metric", performance.main() == null ? null : performance.main().id());
    map.put("why", performance.why().isEmpty() ? null : performance.why());
    Degradation loss = performance.degradation().orElse(null);
    degradation(map, loss);
    performance
        .metric(Metric.ACCURACY)
        .ifPresent(accuracy -> {
          map.put("baseline_accuracy", accuracy.reference().value());
          map.put("current_accuracy", accuracy.current().value());
          map.put("n_reference", accuracy.reference().rows());
          map.put("n_current", accuracy.current().rows());
        });
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
    if (performance.reference() instanceof ClassificationState reference
        && performance.current() instanceof ClassificationState current) {
      classes(map, reference, current);
    }
    return map;
  }

  private static void classes(
      Map<String, @Nullable Object> map,
      ClassificationState reference,
      ClassificationState current) {
    map.put("positive", reference.positive().map(ClassLabel::name).orElse(null));
    TreeSet<ClassLabel> labels = new TreeSet<>(reference.matrix().labels());
    labels.addAll(current.matrix().labels());
    if (labels.size() > MOST_CLASSES) {
      return;
    }
    List<Object> classes = new ArrayList<>();
    for (ClassLabel label : labels) {
      Map<String, @Nullable Object> of = new LinkedHashMap<>();
      of.put("class", label.name());
      of.put("reference", ofClass(reference, label));
      of.put("current", ofClass(current, label));
      classes.add(of);
    }
    map.put("classes", classes);
    Map<String, Object> matrix = new LinkedHashMap<>();
    matrix.put("labels", labels.stream().map(ClassLabel::name).toList());
    matrix.put("reference", counts(reference.matrix(), labels));
    matrix.put("current", counts(current.matrix(), labels));
    map.put("confusion_matrix", matrix);
  }

  private static @Nullable Object ofClass(ClassificationState state, ClassLabel label) {
    for (ClassificationState.OfClass of : state.classes()) {
      if (of.label().equals(label)) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("actual", of.actualRows());
        map.put("predicted", of.predictedRows());
        map.put("precision", value(of.precision()));
        map.put("recall", value(of.recall()));
        map.put("f1", value(of.f1()));
        return map;
      }
    }
    return null;
  }

  /// A row of counts for each actual class, in it one for each predicted class.
  private static List<List<Long>> counts(ConfusionMatrix matrix, Iterable<ClassLabel> labels) {
    List<List<Long>> rows = new ArrayList<>();
    for (ClassLabel actual : labels) {
      List<Long> row = new ArrayList<>();
      labels.forEach(predicted -> row.add(matrix.count(actual, predicted)));
      rows.add(row);
    }
    return rows;
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

  private static Map<String, Object> classes(Share averaged) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("averaged", averaged.part());
    map.put("all", averaged.whole());
    return map;
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
    map.put("classes", value.classes() == null ? null : classes(value.classes()));
    map.put("reason", value.reason() == null ? null : value.reason().id());
    return map;
  }
}
