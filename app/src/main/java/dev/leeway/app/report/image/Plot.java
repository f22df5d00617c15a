package dev.leeway.app.report.image;

import dev.leeway.core.stats.Interval;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/// A panel of the picture: its box, its title, a scale, and lines over batches.
///
/// @param words how a value of the scale is written
record Plot(
    Pen pen,
    double x,
    double y,
    double width,
    double height,
    double lowest,
    double highest,
    DoubleFunction<String> words) {

  static final double LEFT = 78;
  static final double TOP = 74;
  static final double BOTTOM = 46;
  static final double RIGHT = 24;

  private static final int LINES = 4;
  private static final double ALMOST = 1e-9;
  private static final int SIZE = 15;

  /// A value of one batch.
  record Point(String name, double value, double low, double high) {

    static Point none(String name) {
      return new Point(name, Double.NaN, Double.NaN, Double.NaN);
    }
  }

  /// The panel with its title and no scale.
  static Plot empty(Pen pen, double x, double y, double width, double height, String title) {
    pen.fill(Color.WHITE, x, y, width, height);
    pen.text(title, 20, true, Pen.INK, x + 22, y + 34, 0);
    return new Plot(pen, x, y, width, height, 0, 1, value -> "");
  }

  /// What stands where there is nothing to draw.
  void says(String sentence) {
    pen.text(
        pen.shortened(sentence, 17, width - 60),
        17,
        false,
        Pen.SOFT,
        x + width / 2,
        y + height / 2,
        0.5);
  }

  /// The same panel with a scale that holds these values, with some room but not beyond what the
  /// values can be, and lines across at round values.
  Plot scaled(double low, double high, Interval range, DoubleFunction<String> written) {
    double room = high > low ? 0.05 * (high - low) : Math.max(0.05, Math.abs(high) / 10);
    double bottom = Math.max(low - room, Math.min(low, range.low()));
    double top = Math.min(high + room, Math.max(high, range.high()));
    double step = step((top - bottom) / LINES);
    long first = (long) Math.floor(bottom / step + ALMOST);
    long last = (long) Math.ceil(top / step - ALMOST);
    Plot plot = new Plot(pen, x, y, width, height, first * step, last * step, written);
    for (long line = first; line <= last; line++) {
      double where = plot.toY(line * step);
      pen.line(Pen.LINE, 1, x + LEFT, where, x + width - RIGHT, where);
      pen.text(written.apply(line * step), 14, false, Pen.SOFT, x + LEFT - 8, where + 5, 1);
    }
    return plot;
  }

  /// The least of 1, 2, 2.5 and 5 times a power of ten that is at least so much.
  static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double digits : new double[] {1, 2, 2.5, 5}) {
      if (digits * power >= least * (1 - ALMOST)) {
        return digits * power;
      }
    }
    return 10 * power;
  }

  double toY(double value) {
    return y + height - BOTTOM - (value - lowest) / (highest - lowest) * (height - TOP - BOTTOM);
  }

  double toX(int at, int batches) {
    return x + LEFT + (width - LEFT - RIGHT) * (at + 0.5) / batches;
  }

  /// The values joined by a line, with their intervals; a gap where there is none.
  void line(Color color, List<Point> points, boolean intervals) {
    int before = -1;
    for (int at = 0; at < points.size(); at++) {
      Point point = points.get(at);
      if (Double.isNaN(point.value)) {
        before = -1;
        continue;
      }
      double here = toX(at, points.size());
      if (intervals && point.low < point.high) {
        Color pale = new Color(color.getRed(), color.getGreen(), color.getBlue(), 90);
        pen.line(pale, 3, here, toY(point.low), here, toY(point.high));
      }
      if (before >= 0) {
        double from = toX(before, points.size());
        pen.line(color, 2, from, toY(points.get(before).value), here, toY(point.value));
      }
      pen.dot(color, here, toY(point.value), points.size() > 60 ? 2.5 : 5);
      before = at;
    }
  }

  void level(Color color, double value) {
    pen.dashed(color, x + LEFT, toY(value), x + width - RIGHT, toY(value));
  }

  /// The first and the last batch by name, and some between where there is room.
  void names(List<Point> points) {
    int shown = Math.min(points.size(), 5);
    double room = (width - LEFT - RIGHT) / shown - 10;
    for (int at = 0; at < shown; at++) {
      int batch = shown == 1 ? 0 : at * (points.size() - 1) / (shown - 1);
      pen.text(
          pen.shortened(points.get(batch).name, 14, room),
          14,
          false,
          Pen.SOFT,
          Math.max(x + LEFT, Math.min(toX(batch, points.size()), x + width - RIGHT)),
          y + height - 18,
          points.size() < 9 ? 0.5 : at == 0 ? 0.2 : at == shown - 1 ? 0.8 : 0.5);
    }
  }

  /// Colours with their meaning, below the title.
  void legend(List<Color> colors, List<String> meanings) {
    double at = x + 22;
    for (int entry = 0; entry < colors.size(); entry++) {
      pen.fill(colors.get(entry), at, y + 46, 13, 13);
      pen.text(meanings.get(entry), SIZE, false, Pen.SOFT, at + 19, y + 58, 0);
      at += 19 + pen.width(meanings.get(entry), SIZE) + 22;
    }
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
