package dev.leeway.core.performance;

import dev.leeway.core.stats.Interval;
import dev.leeway.core.stats.Proportion;

/// The scores of one class, of the rows that are of it and of the others, and the areas that
/// follow.
///
/// @param own scores of the rows of the class
/// @param others scores of all other rows
record ScoredClass(ValueCounts own, ValueCounts others) {

  private static final int BINARY_DIGITS = 12;

  ScoredClass merge(ScoredClass other) {
    return new ScoredClass(own.merge(other.own), others.merge(other.others));
  }

  ScoredClass rounded() {
    return new ScoredClass(own.rounded(ScoredClass::round), others.rounded(ScoredClass::round));
  }

  /// To 12 binary digits after the point, or above 1 to as many after the leading one.
  static double round(double score) {
    if (Double.isInfinite(score)) {
      return score;
    }
    int digits = BINARY_DIGITS - Math.max(0, Math.getExponent(score));
    return Math.scalb(Math.rint(Math.scalb(score, digits)), -digits) + 0.0;
  }

  boolean hasBoth() {
    return own.total() > 0 && others.total() > 0;
  }

  /// The area under the ROC curve, or for [Metric#PR_AUC] the average precision.
  MetricValue area(Metric metric) {
    long rows = own.total() + others.total();
    if (!hasBoth()) {
      return MetricValue.absent(metric, rows, Absence.ONE_CLASS);
    }
    ScoreRanks ranks = new ScoreRanks(own, others);
    boolean isRoc = metric != Metric.PR_AUC;
    double value = isRoc ? ranks.rocAuc() : ranks.averagePrecision();
    long rarer = Math.min(own.total(), others.total());
    if (rarer < 2) {
      return MetricValue.withoutInterval(metric, value, rows, Absence.TOO_FEW_ROWS);
    }
    double error = isRoc ? ranks.rocAucError() : ranks.averagePrecisionError();
    if (error == 0 && (value == 0 || value == 1)) {
      return separated(metric, value, rarer, rows);
    }
    return MetricValue.normal(
        metric, value, error, isRoc ? IntervalMethod.DELONG : IntervalMethod.DELTA, rows);
  }

  /// When scores separate the classes, the area's own variance vanishes. It is the mean over
  /// disjoint pairs, of which there are as many as rows of the rarer class (Hoeffding 1963), so a
  /// share of so many pairs is on the safe side.
  private static MetricValue separated(Metric metric, double value, long pairs, long rows) {
    Interval interval = Proportion.wilson(value == 1 ? pairs : 0, pairs, MetricValue.CONFIDENCE);
    return new MetricValue(
        metric,
        value,
        interval,
        IntervalMethod.WILSON,
        MetricValue.standardError(interval),
        null,
        rows,
        null);
  }

  /// What holds the area of the scores before they were rounded; needs rows of both.
  Interval bounds(Metric metric) {
    ScoreRanks ranks = new ScoreRanks(own, others);
    return metric == Metric.PR_AUC ? ranks.averagePrecisionBounds() : ranks.rocAucBounds();
  }
}
