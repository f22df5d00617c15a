package dev.leeway.app.report.image;

import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.Severity;
import java.awt.Color;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The two lower panels: the features that moved most, and the alerts.
final class FindingPanels {

  private static final double NAMES = 190;

  private FindingPanels() {}

  static void features(
      Pen pen, List<Spread> spreads, double x, double y, double width, double height) {
    Plot panel = Plot.empty(pen, x, y, width, height, "Feature Distribution Drift (First 10)");
    if (spreads.isEmpty()) {
      panel.says("There is no numeric feature to draw");
      return;
    }
    panel.legend(
        List.of(Pen.BEFORE, Pen.NOW),
        List.of(
            "baseline", "current: mean and middle half, in standard deviations of the baseline"));
    double farthest = 1;
    for (Spread spread : spreads) {
      for (double value : spread.now()) {
        farthest = Math.max(farthest, Math.abs(value));
      }
      for (double value : spread.before()) {
        farthest = Math.max(farthest, Math.abs(value));
      }
    }
    double end = Math.ceil(farthest);
    double left = x + NAMES + 14;
    double scale = (width - NAMES - 14 - Plot.RIGHT) / (2 * end);
    double bottom = y + height - Plot.BOTTOM;
    for (int tick = (int) -end; tick <= end; tick++) {
      double at = left + (tick + end) * scale;
      pen.line(tick == 0 ? Pen.BEFORE : Pen.LINE, 1, at, y + Plot.TOP, at, bottom);
      pen.text(
          tick == 0 ? "0" : Plot.format("%+d", tick).replace('-', '−'),
          14,
          false,
          Pen.SOFT,
          at,
          bottom + 22,
          0.5);
    }
    double row = (bottom - y - Plot.TOP) / Math.max(4, spreads.size());
    for (int at = 0; at < spreads.size(); at++) {
      Spread spread = spreads.get(at);
      double middle = y + Plot.TOP + (at + 0.5) * row;
      pen.text(
          pen.shortened(spread.name(), 15, NAMES - 30),
          15,
          spread.drifted(),
          spread.drifted() ? Pen.WORSE : Pen.INK,
          x + NAMES,
          middle + 5,
          1);
      whisker(pen, Pen.BEFORE, spread.before(), left + end * scale, scale, middle - row / 6);
      whisker(pen, Pen.NOW, spread.now(), left + end * scale, scale, middle + row / 6);
    }
  }

  private static void whisker(
      Pen pen, Color color, double[] values, double zero, double scale, double y) {
    pen.line(color, 3, zero + values[0] * scale, y, zero + values[2] * scale, y);
    pen.dot(color, zero + values[1] * scale, y, 5);
  }

  static void alerts(Pen pen, List<Alert> alerts, double x, double y, double width, double height) {
    Plot panel = Plot.empty(pen, x, y, width, height, "Alert Types Distribution");
    if (alerts.isEmpty()) {
      panel.says("No alerts");
      return;
    }
    Map<AlertType, Map<Severity, Integer>> counts = new EnumMap<>(AlertType.class);
    for (Alert alert : alerts) {
      counts
          .computeIfAbsent(alert.type(), type -> new EnumMap<>(Severity.class))
          .merge(alert.severity(), 1, Integer::sum);
    }
    panel.legend(
        List.of(
            color(Severity.CRITICAL),
            color(Severity.HIGH),
            color(Severity.MEDIUM),
            color(Severity.LOW)),
        List.of("critical", "high", "medium", "low"));
    int most =
        counts.values().stream()
            .mapToInt(of -> of.values().stream().mapToInt(Integer::intValue).sum())
            .max()
            .orElse(1);
    double left = x + NAMES + 34;
    double scale = (width - NAMES - 34 - 60) / Math.max(2, most);
    double row = Math.min(56, (height - Plot.TOP - Plot.BOTTOM) / counts.size());
    double middle = y + Plot.TOP + 24 + row / 2;
    for (Map.Entry<AlertType, Map<Severity, Integer>> of : counts.entrySet()) {
      String name = of.getKey().id().replace('_', ' ');
      pen.text(name, 15, false, Pen.INK, x + NAMES + 22, middle + 5, 1);
      double at = left;
      for (Severity severity :
          List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
        double length = of.getValue().getOrDefault(severity, 0) * scale;
        pen.fill(color(severity), at, middle - row / 4, length, row / 2);
        at += length;
      }
      int total = of.getValue().values().stream().mapToInt(Integer::intValue).sum();
      pen.text(String.format(Locale.ROOT, "%,d", total), 15, true, Pen.INK, at + 10, middle + 5, 0);
      middle += row;
    }
  }

  private static Color color(Severity severity) {
    return switch (severity) {
      case CRITICAL -> new Color(0xa4133c);
      case HIGH -> new Color(0xd95a1e);
      case MEDIUM -> new Color(0xd19a1c);
      case LOW -> new Color(0x2b64a6);
    };
  }
}
