package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.WindowResult;
import dev.leeway.core.monitor.MetricWords;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.MetricValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The main metric over the windows of the reference and of the current data, with its intervals
/// and the reference's value across.
final class MetricChart {

  /// The latest windows of each side that are drawn.
  static final int WINDOWS = 120;

  private MetricChart() {}

  /// Empty without windows, or without a metric.
  static String html(CheckResult check) {
    Metric main = check.performance().main();
    Optional<Double> level =
        Optional.ofNullable(main)
            .flatMap(metric -> check.performance().metric(metric))
            .map(compared -> compared.reference().value());
    if (main == null || level.isEmpty() || check.windows().isEmpty()) {
      return "";
    }
    List<LineChart.Point> points = new ArrayList<>();
    latest(check.referenceWindows()).forEach(window -> points.add(point(window, main, "before")));
    latest(check.windows()).forEach(window -> points.add(point(window, main, style(window))));
    if (points.stream().allMatch(point -> Double.isNaN(point.value()))) {
      return "";
    }
    return "<h3>"
        + Html.escaped(main.title())
        + " over time</h3>\n<p class=\"legend\"><i class=\"before\"></i> reference windows"
        + " <i class=\"now\"></i> current windows <i class=\"worse\"></i> confirmed loss"
        + " <span class=\"note\">bars: 95 % intervals; line across: the whole reference</span></p>\n"
        + new LineChart(points, level.get(), value -> MetricWords.value(main, value)).html();
  }

  static List<WindowResult> latest(List<WindowResult> windows) {
    return windows.subList(Math.max(0, windows.size() - WINDOWS), windows.size());
  }

  private static String style(WindowResult window) {
    boolean worse =
        window
            .evaluation()
            .flatMap(found -> found.performance().degradation())
            .filter(loss ->
                loss.state() == Degradation.State.CRITICAL
                    || loss.state() == Degradation.State.CONFIRMED)
            .isPresent();
    return worse ? "worse" : "now";
  }

  private static LineChart.Point point(WindowResult window, Metric main, String style) {
    Optional<MetricValue> found =
        window.metrics().stream().filter(value -> value.metric() == main).findFirst();
    Double value = found.map(MetricValue::value).orElse(null);
    if (found.isEmpty() || value == null) {
      return new LineChart.Point(window.name(), style, Double.NaN, Double.NaN, Double.NaN);
    }
    double low = Optional.ofNullable(found.get().interval()).map(i -> i.low()).orElse(value);
    double high = Optional.ofNullable(found.get().interval()).map(i -> i.high()).orElse(value);
    return new LineChart.Point(window.name(), style, value, low, high);
  }
}
