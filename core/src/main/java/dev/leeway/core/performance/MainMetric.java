package dev.leeway.core.performance;

/// The metric by which a model is judged when none was chosen, and why this one.
///
/// - classification: accuracy when the reference's classes are balanced, the rarest having at least
///   a fifth of the rows; else ROC AUC when there are scores (the macro average for several
///   classes); else F1 (of the positive class, or macro);
/// - regression: RMSE;
/// - ranking: NDCG;
/// - serving: the latency that 95 % do not exceed.
///
/// @param metric the metric
/// @param why in words, to follow "because"
public record MainMetric(Metric metric, String why) {

  /// Of classes this rare or rarer in shares of 1 / `RAREST`, accuracy says little.
  private static final int RAREST = 5;

  /// The choice for a model by the state of its reference.
  public static MainMetric of(PerformanceState reference) {
    if (reference instanceof ClassificationState classification) {
      return of(classification);
    }
    return switch (reference.task()) {
      case REGRESSION -> new MainMetric(Metric.RMSE, "the target is a number");
      case RANKING -> new MainMetric(Metric.NDCG, "the answer is an order");
      case SERVING -> new MainMetric(Metric.LATENCY_P95, "the model is judged by its speed");
      case CLASSIFICATION -> throw new IllegalStateException("not a classifier: " + reference);
    };
  }

  private static MainMetric of(ClassificationState reference) {
    if (isBalanced(reference.matrix())) {
      return new MainMetric(
          Metric.ACCURACY, "every class has at least 20 % of the reference's rows");
    }
    boolean isBinary = reference.positive().isPresent();
    if (reference.hasScores()) {
      return new MainMetric(
          isBinary ? Metric.ROC_AUC : Metric.ROC_AUC_MACRO,
          "a class has less than 20 % of the reference's rows, and there are scores");
    }
    return new MainMetric(
        isBinary ? Metric.F1 : Metric.F1_MACRO,
        "a class has less than 20 % of the reference's rows, and there are no scores");
  }

  private static boolean isBalanced(ConfusionMatrix matrix) {
    return matrix.labels().stream()
        .mapToLong(matrix::actualRows)
        .filter(rows -> rows > 0)
        .allMatch(rows -> rows >= matrix.rows() / (double) RAREST);
  }
}
