package dev.leeway.core.performance;

import java.util.List;

/// The metrics of a classifier, as functions of its [ConfusionMatrix]; all shares in [0, 1].
///
/// Precision of a class is the share of its predictions that were right, recall the share of its
/// rows that were found, F1 their harmonic mean: van Rijsbergen (1979), Information Retrieval,
/// chapter 7. A share of nothing (a class never predicted, a class without rows) counts as 0.
/// Averages run over every class that occurs as actual or as predicted: *macro* gives each the same
/// weight, *weighted* its number of actual rows. Both conventions are those of scikit-learn with
/// `zero_division=0`.
///
/// A matrix without rows has no metrics: every method throws [IllegalArgumentException].
public final class ClassificationMetrics {

  private ClassificationMetrics() {}

  /// Precision, recall and F1 of a class, or their average over classes.
  public record Scores(double precision, double recall, double f1) {}

  /// The share of rows whose prediction was right.
  public static double accuracy(ConfusionMatrix matrix) {
    requireRows(matrix);
    return (double) matrix.correct() / matrix.rows();
  }

  /// The scores of one class; all 0 for a class that does not occur.
  public static Scores of(ConfusionMatrix matrix, ClassLabel label) {
    requireRows(matrix);
    double hits = matrix.count(label, label);
    double actual = matrix.actualRows(label);
    double predicted = matrix.predictedRows(label);
    return new Scores(
        share(hits, predicted), share(hits, actual), share(2 * hits, actual + predicted));
  }

  /// The mean of the classes' scores, each class weighing the same.
  public static Scores macro(ConfusionMatrix matrix) {
    requireRows(matrix);
    List<ClassLabel> labels = matrix.labels();
    return average(matrix, labels.stream().mapToDouble(label -> 1.0 / labels.size()).toArray());
  }

  /// The mean of the classes' scores, each weighing as many rows as it really has.
  public static Scores weighted(ConfusionMatrix matrix) {
    requireRows(matrix);
    return average(
        matrix,
        matrix.labels().stream()
            .mapToDouble(label -> (double) matrix.actualRows(label) / matrix.rows())
            .toArray());
  }

  private static Scores average(ConfusionMatrix matrix, double[] weights) {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    List<ClassLabel> labels = matrix.labels();
    for (int index = 0; index < weights.length; index++) {
      Scores scores = of(matrix, labels.get(index));
      precision += weights[index] * scores.precision();
      recall += weights[index] * scores.recall();
      f1 += weights[index] * scores.f1();
    }
    return new Scores(precision, recall, f1);
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  private static void requireRows(ConfusionMatrix matrix) {
    if (matrix.rows() == 0) {
      throw new IllegalArgumentException("metrics need at least 1 row, had none");
    }
  }
}
