package dev.leeway.core.performance;

import org.jspecify.annotations.Nullable;

/// The sampling variances of two values of one metric, and from how many rows each comes.
///
/// By itself a variance of few rows with heavy tails is mostly too small: what makes it large has
/// not been met yet, and the value is too small with it. More rows on the other side have met it.
/// So where only chance tells the sides apart, the variance of a reference row counts as at least
/// the pooled one of both sides (Student, 1908), which is what it is as long as nothing changed;
/// the current side keeps its own (Welch, 1947), which is the larger one for tails that it has met
/// and the reference has not. A side without any variance has the other's.
///
/// @param referenceVariance of the reference's value, at least 0; NaN where it is not known
/// @param referenceRows the rows that it comes from
/// @param currentVariance of the current value, at least 0; NaN where it is not known
/// @param currentRows the rows that it comes from
/// @param alike whether rows of both sides have one variance as long as nothing changed
record TwoErrors(
    double referenceVariance,
    long referenceRows,
    double currentVariance,
    long currentRows,
    boolean alike) {

  /// A prediction of the rows needed goes no further than this.
  private static final double MOST_ROWS = 1L << 40;

  /// More steps change a prediction of the rows needed by less than it is worth.
  private static final int STEPS = 20;

  /// Of two samples of rows.
  static TwoErrors ofRows(
      double referenceVariance, long referenceRows, double currentVariance, long currentRows) {
    double ratio = (double) referenceRows / currentRows;
    double reference = referenceVariance == 0 ? currentVariance / ratio : referenceVariance;
    double current = currentVariance == 0 ? referenceVariance * ratio : currentVariance;
    return new TwoErrors(reference, referenceRows, current, currentRows, true);
  }

  /// Of a spread that does not depend on the current rows, and their own error.
  static TwoErrors ofSpread(double spread, MetricValue current, double currentVariance) {
    return new TwoErrors(spread, 0, currentVariance, current.rows(), false);
  }

  /// The variance that counts for the reference's value.
  double reference() {
    return reference(currentRows);
  }

  /// The same with so many current rows of the variance that they have.
  private double reference(double rows) {
    double degrees = referenceRows + rows - 2;
    if (!alike || !(degrees > 0)) {
      return referenceVariance;
    }
    double squares =
        (referenceRows - 1.0) * referenceVariance * referenceRows
            + (rows - 1) * currentVariance * currentRows;
    return Math.max(referenceVariance, squares / degrees / referenceRows);
  }

  /// The standard error of the difference; NaN where one is not known.
  double ofDifference() {
    return Math.sqrt(reference() + currentVariance);
  }

  /// Welch's (1947) degrees of freedom of that error; at least 1.
  double degreesOfFreedom() {
    double before = reference();
    double sum = before + currentVariance;
    double degrees =
        sum
            * sum
            / (before * before / Math.max(1, referenceRows - 1.0)
                + currentVariance * currentVariance / Math.max(1, currentRows - 1.0));
    return Double.isNaN(degrees) ? Double.POSITIVE_INFINITY : Math.max(1, degrees);
  }

  /// About how many more current rows would make the error as small as that; 0 when it is, null
  /// when no number would.
  ///
  /// @param largest the error to come down to
  @Nullable Long moreRows(double largest) {
    if (!(largest > 0)) {
      return null;
    }
    double enough = currentRows;
    for (int step = 0; step < STEPS; step++) {
      double room = largest * largest - reference(enough);
      double next = currentVariance * currentRows / room;
      if (!(room > 0) || !(next < MOST_ROWS)) {
        return null;
      }
      if (next <= enough) {
        break;
      }
      enough = next;
    }
    return enough == currentRows ? 0L : Math.max(1, (long) Math.ceil(enough) - currentRows);
  }
}
