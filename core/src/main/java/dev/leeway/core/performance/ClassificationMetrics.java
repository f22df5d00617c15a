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

  /// The mean recall of the classes that have rows.
  public static double balancedAccuracy(ConfusionMatrix matrix) {
    requireRows(matrix);
    return matrix.labels().stream()
        .filter(label -> matrix.actualRows(label) > 0)
        .mapToDouble(label -> (double) matrix.count(label, label) / matrix.actualRows(label))
        .average()
        .orElseThrow();
  }

  /// Matthews' correlation of actual and predicted class, in [−1, 1], 0 for guesses by chance.
  /// Gorodkin (2004), *Comparing two K-category assignments by a K-category correlation
  /// coefficient*; for two classes the coefficient of Matthews (1975). When all rows are of one
  /// class, or one class is predicted for all, there is no variance to correlate; it is 0 then.
  public static double matthews(ConfusionMatrix matrix) {
    Agreement agreement = agreement(matrix);
    double variances = agreement.actualVariance * agreement.predictedVariance;
    return variances == 0
        ? 0
        : Math.max(
            -1, Math.min(1, (agreement.observed - agreement.byChance) / Math.sqrt(variances)));
  }

  /// Cohen's (1960) kappa, in [−1, 1]: the share of rows predicted right beyond what the shares of
  /// the classes give by chance, over what there is beyond chance; 0 for guesses by chance.
  ///
  /// @throws IllegalArgumentException when all rows are of one class and that class is predicted
  ///   for all: nothing is beyond chance
  public static double kappa(ConfusionMatrix matrix) {
    if (isOneClass(matrix)) {
      throw new IllegalArgumentException("kappa needs two classes, had one");
    }
    Agreement agreement = agreement(matrix);
    return 1 - (1 - agreement.observed) / (1 - agreement.byChance);
  }

  static boolean isOneClass(ConfusionMatrix matrix) {
    return matrix.labels().size() == 1;
  }

  /// @param observed share of rows predicted right
  /// @param byChance what the shares of the classes give when predictions are independent
  /// @param actualVariance 1 − Σ of the squared shares of the actual classes
  /// @param predictedVariance the same of the predicted
  private record Agreement(
      double observed, double byChance, double actualVariance, double predictedVariance) {}

  private static Agreement agreement(ConfusionMatrix matrix) {
    requireRows(matrix);
    double rows = matrix.rows();
    double byChance = 0;
    double actualVariance = 0;
    double predictedVariance = 0;
    for (ClassLabel label : matrix.labels()) {
      double actual = matrix.actualRows(label) / rows;
      double predicted = matrix.predictedRows(label) / rows;
      byChance += actual * predicted;
      actualVariance += actual * (1 - actual);
      predictedVariance += predicted * (1 - predicted);
    }
    return new Agreement(matrix.correct() / rows, byChance, actualVariance, predictedVariance);
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
