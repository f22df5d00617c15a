package dev.leeway.app.report.image;

import dev.leeway.core.monitor.MetricWords;
import dev.leeway.core.performance.Metric;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The two upper panels: the main figure over the batches, and precision, recall and F1.
final class MetricPanels {

  private static final Color RECALL = new Color(0x7a3fb0);
  private static final Color F1 = new Color(0x1f7a6b);
  private static final List<Color> COLORS = List.of(Pen.NOW, RECALL, F1);
  private static final List<List<Metric>> CHOICES =
      List.of(
          List.of(Metric.PRECISION, Metric.RECALL, Metric.F1),
          List.of(Metric.PRECISION_MACRO, Metric.RECALL_MACRO, Metric.F1_MACRO),
          List.of(Metric.PRECISION_WEIGHTED, Metric.RECALL_WEIGHTED, Metric.F1_WEIGHTED));

  private MetricPanels() {}

  static void accuracy(Pen pen, Batches batches, double x, double y, double width, double height) {
    Metric main = batches.performance().main();
    Optional<Metric> shown =
        Stream.of(Optional.of(Metric.ACCURACY), Optional.ofNullable(main))
            .flatMap(Optional::stream)
            .filter(batches::has)
            .findFirst();
    String name =
        shown.filter(m -> m != Metric.ACCURACY).map(Metric::title).orElse("Model Accuracy");
    Plot panel = Plot.empty(pen, x, y, width, height, name + " Over Time");
    if (shown.isEmpty()) {
      panel.says(absence(batches));
      return;
    }
    Metric metric = shown.get();
    Plot.Point reference = batches.reference(metric);
    List<Plot.Point> points = new ArrayList<>(batches.points(metric));
    double mean =
        points.stream()
            .mapToDouble(Plot.Point::value)
            .filter(value -> !Double.isNaN(value))
            .average()
            .orElseThrow();
    List<Plot.Point> all = new ArrayList<>(points);
    all.add(reference);
    Plot plot =
        panel.scaled(
            lowest(all), highest(all), metric.range(), value -> MetricWords.value(metric, value));
    plot.level(Pen.BEFORE, reference.value());
    if (batches.isSingle()) {
      points.add(0, reference);
      plot.line(Pen.NOW, points, true);
      plot.legend(
          List.of(Pen.NOW, Pen.BEFORE),
          List.of(
              "with 95 % interval", "reference " + MetricWords.value(metric, reference.value())));
    } else {
      plot.level(Pen.GOOD, mean);
      plot.line(Pen.NOW, points, true);
      plot.legend(
          List.of(Pen.NOW, Pen.GOOD, Pen.BEFORE),
          List.of(
              "batch, with 95 % interval",
              "mean " + MetricWords.value(metric, mean),
              "reference " + MetricWords.value(metric, reference.value())));
    }
    plot.names(points);
  }

  static void quality(Pen pen, Batches batches, double x, double y, double width, double height) {
    Plot panel = Plot.empty(pen, x, y, width, height, "Performance Metrics Over Time");
    Optional<List<Metric>> shown =
        CHOICES.stream().filter(choice -> batches.has(choice.get(2))).findFirst();
    if (shown.isEmpty()) {
      panel.says(
          batches.performance().main() == null
              ? absence(batches)
              : "Precision, recall and F1 are of classifiers");
      return;
    }
    List<List<Plot.Point>> lines = new ArrayList<>();
    List<String> meanings = new ArrayList<>();
    for (Metric metric : shown.get()) {
      List<Plot.Point> points = new ArrayList<>(batches.points(metric));
      if (batches.isSingle()) {
        points.add(0, batches.reference(metric));
      }
      lines.add(points);
      meanings.add(metric.title());
    }
    List<Plot.Point> all = lines.stream().flatMap(List::stream).toList();
    Plot plot =
        panel.scaled(
            all.stream()
                .mapToDouble(Plot.Point::value)
                .filter(v -> !Double.isNaN(v))
                .min()
                .orElse(0),
            all.stream()
                .mapToDouble(Plot.Point::value)
                .filter(v -> !Double.isNaN(v))
                .max()
                .orElse(1),
            Metric.F1.range(),
            value -> Plot.format("%.2f", value));
    for (int at = 0; at < lines.size(); at++) {
      plot.line(COLORS.get(at), lines.get(at), false);
    }
    plot.legend(COLORS, meanings);
    plot.names(lines.get(0));
  }

  private static String absence(Batches batches) {
    String missing = batches.performance().missing();
    return missing.isEmpty() ? "Nothing could be measured" : "Not measured: " + missing;
  }

  private static double lowest(List<Plot.Point> points) {
    return points.stream()
        .mapToDouble(Plot.Point::low)
        .filter(v -> !Double.isNaN(v))
        .min()
        .orElse(0);
  }

  private static double highest(List<Plot.Point> points) {
    return points.stream()
        .mapToDouble(Plot.Point::high)
        .filter(v -> !Double.isNaN(v))
        .max()
        .orElse(1);
  }
}
