package dev.leeway.core.performance;

import dev.leeway.core.stats.Interval;
import dev.leeway.core.stats.Proportion;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The metrics that follow from a confusion matrix alone, with intervals.
///
/// @param matrix of at least one row
record MatrixMetrics(ConfusionMatrix matrix) {

  static final Set<Metric> DEFINED =
      Collections.unmodifiableSet(EnumSet.range(Metric.ACCURACY, Metric.KAPPA));

  ClassificationState.OfClass ofClass(ClassLabel label) {
    return new ClassificationState.OfClass(
        label,
        matrix.actualRows(label),
        matrix.predictedRows(label),
        precision(label),
        recall(label),
        f1(label));
  }

  MetricValue of(Metric metric, @Nullable ClassLabel positive) {
    return switch (metric) {
      case ACCURACY, RECALL_WEIGHTED ->
          MetricValue.ofShare(metric, matrix.correct(), matrix.rows(), matrix.rows());
      case PRECISION, RECALL, F1 ->
          positive == null
              ? MetricValue.absent(metric, matrix.rows(), Absence.NOT_APPLICABLE)
              : ofPositive(metric, positive);
      case BALANCED_ACCURACY -> byCells(metric, ClassificationMetrics.balancedAccuracy(matrix));
      case PRECISION_MACRO -> byCells(metric, ClassificationMetrics.macro(matrix).precision());
      case RECALL_MACRO -> byCells(metric, ClassificationMetrics.macro(matrix).recall());
      case F1_MACRO -> byCells(metric, ClassificationMetrics.macro(matrix).f1());
      case PRECISION_WEIGHTED ->
          byCells(metric, ClassificationMetrics.weighted(matrix).precision());
      case F1_WEIGHTED -> byCells(metric, ClassificationMetrics.weighted(matrix).f1());
      case MCC -> byCells(metric, ClassificationMetrics.matthews(matrix));
      case KAPPA ->
          ClassificationMetrics.isOneClass(matrix)
              ? MetricValue.absent(metric, matrix.rows(), Absence.ONE_CLASS)
              : byCells(metric, ClassificationMetrics.kappa(matrix));
      default -> throw new IllegalArgumentException(metric + " does not come from a matrix");
    };
  }

  private MetricValue ofPositive(Metric metric, ClassLabel positive) {
    return switch (metric) {
      case PRECISION -> precision(positive);
      case RECALL -> recall(positive);
      default -> f1(positive);
    };
  }

  private MetricValue precision(ClassLabel label) {
    return MetricValue.ofShare(
        Metric.PRECISION, matrix.count(label, label), matrix.predictedRows(label), matrix.rows());
  }

  private MetricValue recall(ClassLabel label) {
    return MetricValue.ofShare(
        Metric.RECALL, matrix.count(label, label), matrix.actualRows(label), matrix.rows());
  }

  /// F1 is 2J / (1 + J) with Jaccard's J = TP / (TP + FP + FN), which is a share.
  private MetricValue f1(ClassLabel label) {
    long hits = matrix.count(label, label);
    long involved = matrix.actualRows(label) + matrix.predictedRows(label) - hits;
    if (involved == 0) {
      return MetricValue.absent(Metric.F1, matrix.rows(), Absence.NO_BASE);
    }
    Interval jaccard = Proportion.wilson(hits, involved, MetricValue.CONFIDENCE);
    Interval interval = new Interval(ofJaccard(jaccard.low()), ofJaccard(jaccard.high()));
    return new MetricValue(
        Metric.F1,
        2.0 * hits / (involved + hits),
        interval,
        IntervalMethod.WILSON,
        MetricValue.standardError(interval),
        null,
        matrix.rows(),
        null);
  }

  private static double ofJaccard(double share) {
    return 2 * share / (1 + share);
  }

  private MetricValue byCells(Metric metric, double value) {
    long rows = matrix.rows();
    if (rows < 2) {
      return MetricValue.withoutInterval(metric, value, rows, Absence.TOO_FEW_ROWS);
    }
    double error = new MatrixErrors(matrix).of(metric);
    return Double.isFinite(error)
        ? MetricValue.normal(metric, value, error, IntervalMethod.DELTA, rows)
        : MetricValue.withoutInterval(metric, value, rows, Absence.NO_SPREAD);
  }
}
