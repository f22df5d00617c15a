package dev.leeway.app.report;

import java.util.List;
import java.util.function.Function;

/// Values in their order with their intervals, as a chart that fills its box; the numbers beside it
/// are text of the page, so that they stay readable on a phone.
///
/// @param points from left to right, at least one
/// @param level a line across, such as the reference's value
/// @param words how a value is written
record LineChart(List<Point> points, double level, Function<Double, String> words) {

  /// One value.
  ///
  /// @param style the class its colour comes from
  /// @param value NaN for a gap
  /// @param low the interval's lower end; the value itself where there is no interval
  /// @param high its upper end
  record Point(String name, String style, double value, double low, double high) {}

  private static final double HEIGHT = 100;
  private static final int SLOT = 10;

  String html() {
    double lowest = level;
    double highest = level;
    for (Point point : points) {
      if (!Double.isNaN(point.value)) {
        lowest = Math.min(lowest, point.low);
        highest = Math.max(highest, point.high);
      }
    }
    double room =
        highest > lowest ? 0.08 * (highest - lowest) : Math.max(0.05, Math.abs(level) / 10);
    lowest -= room;
    highest += room;
    double scale = HEIGHT / (highest - lowest);
    StringBuilder chart = new StringBuilder("<figure class=\"line\">");
    tick(chart, highest - room, highest, scale);
    tick(chart, level, highest, scale);
    tick(chart, lowest + room, highest, scale);
    chart.append(
        Html.format(
            "<svg viewBox=\"0 0 %d %.0f\" preserveAspectRatio=\"none\" role=\"img\""
                + " aria-label=\"%d values over time\">",
            SLOT * points.size(), HEIGHT, points.size()));
    double across = (highest - level) * scale;
    chart.append(
        Html.format("<path class=\"level\" d=\"M0 %.1fH%d\"/>", across, SLOT * points.size()));
    line(chart, highest, scale);
    for (int at = 0; at < points.size(); at++) {
      Point point = points.get(at);
      if (Double.isNaN(point.value)) {
        continue;
      }
      double x = SLOT * (at + 0.5);
      double y = (highest - point.value) * scale;
      chart.append(
          Html.format(
              "<g class=\"%s\"><path class=\"whisker\" d=\"M%.1f %.1fV%.1f\"/><path class=\"dot\""
                  + " d=\"M%.1f %.1fh.01\"/><rect class=\"hit\" x=\"%.1f\" width=\"10\""
                  + " height=\"100\"><title>%s</title></rect></g>",
              point.style,
              x,
              (highest - point.low) * scale,
              (highest - point.high) * scale,
              x,
              y,
              x - SLOT / 2.0,
              Html.escaped(title(point))));
    }
    chart.append("</svg><figcaption class=\"ends\">");
    chart.append("<span>").append(Html.escaped(points.get(0).name)).append("</span><span>");
    chart.append(Html.escaped(points.get(points.size() - 1).name)).append("</span>");
    return chart.append("</figcaption></figure>\n").toString();
  }

  private String title(Point point) {
    return point.name
        + ": "
        + words.apply(point.value)
        + (point.low < point.high
            ? " (" + words.apply(point.low) + " … " + words.apply(point.high) + ")"
            : "");
  }

  private void tick(StringBuilder chart, double value, double highest, double scale) {
    chart.append(Html.format("<span style=\"top:%.1f%%\">", (highest - value) * scale));
    chart.append(Html.escaped(words.apply(value))).append("</span>");
  }

  private void line(StringBuilder chart, double highest, double scale) {
    chart.append("<path class=\"way\" d=\"");
    boolean down = false;
    for (int at = 0; at < points.size(); at++) {
      double value = points.get(at).value;
      if (Double.isNaN(value)) {
        down = false;
      } else {
        chart.append(
            Html.format(
                "%s%.1f %.1f", down ? "L" : "M", SLOT * (at + 0.5), (highest - value) * scale));
        down = true;
      }
    }
    chart.append("\"/>");
  }
}
