package dev.leeway.core.performance;

import static dev.leeway.core.performance.Metric.Direction.HIGHER;
import static dev.leeway.core.performance.Metric.Direction.LOWER;
import static dev.leeway.core.performance.Metric.Direction.ZERO;
import static dev.leeway.core.performance.Metric.Scale.NONE;
import static dev.leeway.core.performance.Metric.Scale.POINTS;
import static dev.leeway.core.performance.Metric.Scale.RELATIVE;
import static dev.leeway.core.performance.Task.CLASSIFICATION;
import static dev.leeway.core.performance.Task.RANKING;
import static dev.leeway.core.performance.Task.REGRESSION;
import static dev.leeway.core.performance.Task.SERVING;

import dev.leeway.core.stats.Interval;
import java.util.Arrays;
import java.util.Optional;

/// A measure of a model. The id is the same in options, files, metrics and reports.
///
/// Where scikit-learn has the metric, the value is scikit-learn's; what differs, and what happens
/// without rows, with one class or with ties, is said at the state that gives the value:
/// [ClassificationState], [RegressionState], [RankingState], [ServingState].
public enum Metric {
  /// The share of rows whose prediction was right.
  ACCURACY("accuracy", "Accuracy", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// The mean of the recalls of the classes that have rows.
  BALANCED_ACCURACY("balanced_accuracy", "Balanced accuracy", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// The share of predictions of the positive class that were right.
  PRECISION("precision", "Precision", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// The share of rows of the positive class that were found.
  RECALL("recall", "Recall", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// The harmonic mean of precision and recall of the positive class.
  F1("f1", "F1", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// The mean of the classes' precisions.
  PRECISION_MACRO("precision_macro", "Precision (macro)", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// The mean of the classes' recalls.
  RECALL_MACRO("recall_macro", "Recall (macro)", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// The mean of the classes' F1.
  F1_MACRO("f1_macro", "F1 (macro)", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// The mean of the classes' precisions, weighted by their rows.
  PRECISION_WEIGHTED(
      "precision_weighted", "Precision (weighted)", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// The mean of the classes' recalls, weighted by their rows: accuracy by another name.
  RECALL_WEIGHTED("recall_weighted", "Recall (weighted)", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// The mean of the classes' F1, weighted by their rows.
  F1_WEIGHTED("f1_weighted", "F1 (weighted)", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// The correlation of actual and predicted classes. Matthews (1975); for more than two classes
  /// Gorodkin (2004).
  MCC("mcc", "Matthews correlation", CLASSIFICATION, HIGHER, POINTS, -1, 1),
  /// Agreement beyond what the shares of the classes give by chance. Cohen (1960).
  KAPPA("kappa", "Cohen's kappa", CLASSIFICATION, HIGHER, POINTS, -1, 1),
  /// The chance that a row of the positive class scores above one of the others, ties half.
  ROC_AUC("roc_auc", "ROC AUC", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// The mean over classes of the ROC AUC of each against the rest.
  ROC_AUC_MACRO("roc_auc_macro", "ROC AUC (macro)", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// The same, weighted by the classes' rows.
  ROC_AUC_WEIGHTED("roc_auc_weighted", "ROC AUC (weighted)", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// Average precision: the mean, over the rows of the positive class, of the precision at their
  /// score.
  PR_AUC("pr_auc", "PR AUC", CLASSIFICATION, HIGHER, POINTS, 0, 1),
  /// The mean of −ln of the probability given to the actual class, in nats.
  LOG_LOSS("log_loss", "Log loss", CLASSIFICATION, LOWER, RELATIVE, 0, Double.POSITIVE_INFINITY),
  /// The mean squared error of the probabilities. Brier (1950).
  BRIER("brier", "Brier score", CLASSIFICATION, LOWER, RELATIVE, 0, 2),
  /// The mean distance of probability and frequency over ten bins of probability.
  ECE("ece", "Expected calibration error", CLASSIFICATION, LOWER, POINTS, 0, 1),
  /// The mean absolute error, in the target's unit.
  MAE("mae", "Mean absolute error", REGRESSION, LOWER, RELATIVE, 0, Double.POSITIVE_INFINITY),
  /// The root of the mean squared error, in the target's unit.
  RMSE("rmse", "Root mean squared error", REGRESSION, LOWER, RELATIVE, 0, Double.POSITIVE_INFINITY),
  /// The mean of |error| / |actual|; 0.1 is 10 %.
  MAPE(
      "mape",
      "Mean absolute percentage error",
      REGRESSION,
      LOWER,
      RELATIVE,
      0,
      Double.POSITIVE_INFINITY),
  /// The share of the target's variance that predictions explain.
  R2("r2", "R²", REGRESSION, HIGHER, POINTS, Double.NEGATIVE_INFINITY, 1),
  /// The mean of prediction less actual, in the target's unit; above 0 where the model overshoots.
  BIAS("bias", "Bias", REGRESSION, ZERO, NONE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
  /// The largest absolute error, in the target's unit.
  MAX_ERROR("max_error", "Largest error", REGRESSION, LOWER, NONE, 0, Double.POSITIVE_INFINITY),
  /// Normalised discounted cumulative gain of the first k items. Järvelin and Kekäläinen (2002).
  NDCG("ndcg", "NDCG", RANKING, HIGHER, POINTS, 0, 1),
  /// Mean average precision of the first k items.
  MAP("map", "Mean average precision", RANKING, HIGHER, POINTS, 0, 1),
  /// The mean of one over the rank of the first relevant item.
  MRR("mrr", "Mean reciprocal rank", RANKING, HIGHER, POINTS, 0, 1),
  /// The share of queries with a relevant item among the first k.
  HIT_RATE("hit_rate", "Hit rate", RANKING, HIGHER, POINTS, 0, 1),
  /// The time that half of the answers do not exceed, in seconds.
  LATENCY_P50("latency_p50", "Latency, median", SERVING, LOWER, NONE, 0, Double.POSITIVE_INFINITY),
  /// The time that 95 % of the answers do not exceed, in seconds.
  LATENCY_P95("latency_p95", "Latency, 95 %", SERVING, LOWER, NONE, 0, Double.POSITIVE_INFINITY),
  /// The time that 99 % of the answers do not exceed, in seconds.
  LATENCY_P99("latency_p99", "Latency, 99 %", SERVING, LOWER, NONE, 0, Double.POSITIVE_INFINITY),
  /// Rows a second.
  THROUGHPUT("throughput", "Throughput", SERVING, HIGHER, NONE, 0, Double.POSITIVE_INFINITY);

  /// Which values are good.
  public enum Direction {
    /// The higher the better.
    HIGHER,
    /// The lower the better.
    LOWER,
    /// The nearer to 0 the better.
    ZERO
  }

  /// In what a loss is counted when it is held against [Degradation#CRITICAL].
  public enum Scale {
    /// As it is: 0.9 to 0.84 loses 6 points.
    POINTS,
    /// In shares of the reference's value: 2 to 2.2 loses 10 %.
    RELATIVE,
    /// In nothing: a loss can be confirmed, but none is critical.
    NONE
  }

  private final String id;
  private final String title;
  private final Task task;
  private final Direction direction;
  private final Scale scale;
  private final double lowest;
  private final double highest;

  Metric(
      String id,
      String title,
      Task task,
      Direction direction,
      Scale scale,
      double lowest,
      double highest) {
    this.id = id;
    this.title = title;
    this.task = task;
    this.direction = direction;
    this.scale = scale;
    this.lowest = lowest;
    this.highest = highest;
  }

  /// The name used in options, files, metrics and reports.
  public String id() {
    return id;
  }

  /// The name for people.
  public String title() {
    return title;
  }

  /// What kind of model it judges.
  public Task task() {
    return task;
  }

  /// Which values are good.
  public Direction direction() {
    return direction;
  }

  /// In what a loss is counted.
  public Scale scale() {
    return scale;
  }

  /// The values it can take; ends may be infinite.
  public Interval range() {
    return new Interval(lowest, highest);
  }

  /// The metric of this id, if there is one.
  public static Optional<Metric> ofId(String id) {
    return Arrays.stream(values()).filter(metric -> metric.id.equals(id)).findFirst();
  }

  /// How much worse `current` is than `reference`, in the metric's unit; negative when better.
  public double loss(double reference, double current) {
    return switch (direction) {
      case HIGHER -> reference - current;
      case LOWER -> current - reference;
      case ZERO -> Math.abs(current) - Math.abs(reference);
    };
  }
}
