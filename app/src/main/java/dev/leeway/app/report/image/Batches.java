package dev.leeway.app.report.image;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.WindowResult;
import dev.leeway.core.monitor.MetricComparison;
import dev.leeway.core.monitor.PerformanceComparison;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.MetricValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The metrics of the current data by windows, or of all of it as one batch.
///
/// @param names what each batch is called
/// @param values the metrics of each
/// @param performance both sides as a whole
record Batches(
    List<String> names, List<List<MetricValue>> values, PerformanceComparison performance) {

  /// The latest windows that a panel has room for.
  private static final int MOST = 200;

  static Batches of(CheckResult check) {
    List<String> names = new ArrayList<>();
    List<List<MetricValue>> values = new ArrayList<>();
    List<WindowResult> windows =
        check.windows().subList(Math.max(0, check.windows().size() - MOST), check.windows().size());
    for (WindowResult window : windows) {
      names.add(window.name());
      values.add(window.metrics());
    }
    if (windows.isEmpty()) {
      names.add("current");
      values.add(check.performance().metrics().stream().map(MetricComparison::current).toList());
    }
    return new Batches(names, values, check.performance());
  }

  boolean isSingle() {
    return names.size() == 1;
  }

  /// The metric of each batch.
  List<Plot.Point> points(Metric metric) {
    List<Plot.Point> points = new ArrayList<>();
    for (int at = 0; at < names.size(); at++) {
      points.add(
          point(
              names.get(at),
              values.get(at).stream()
                  .filter(value -> value.metric() == metric)
                  .findFirst()
                  .orElse(null)));
    }
    return points;
  }

  /// The metric of the whole reference.
  Plot.Point reference(Metric metric) {
    return point(
        "reference", performance.metric(metric).map(MetricComparison::reference).orElse(null));
  }

  private static Plot.Point point(String name, @Nullable MetricValue found) {
    Double value = found == null ? null : found.value();
    if (found == null || value == null) {
      return Plot.Point.none(name);
    }
    return found.interval() == null
        ? new Plot.Point(name, value, value, value)
        : new Plot.Point(name, value, found.interval().low(), found.interval().high());
  }

  boolean has(Metric metric) {
    return points(metric).stream().anyMatch(point -> !Double.isNaN(point.value()));
  }
}
