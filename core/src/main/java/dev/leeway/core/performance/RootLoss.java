package dev.leeway.core.performance;

import dev.leeway.core.stats.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/// How much a root of a mean, such as RMSE, rose between two samples: bounds of `√b − √a` from
/// Student's intervals of the means a and b.
///
/// The interval of a root is not symmetric about it: one row of a huge error makes the mean square
/// and its standard error huge alike, so that the mean square is not sure to be above 0, while half
/// a standard error of the root still is. So the ends of both intervals enter, not a common
/// standard error: with l and u the ends of each, the lower bound is `√b − √a − √((√b − l_b)² +
/// (u_a − √a)²)`, and the upper one likewise. Zou and Donner (2008), *Construction of confidence
/// limits about effect measures: a general approach* (MOVER), equations 1 and 2, of which
/// Newcombe's method 10 is the case of two shares.
///
/// Everything is counted in the larger root, so that no fourth power overflows.
///
/// @param before the root in the reference, from 0 to 1
/// @param now the root in the current rows, from 0 to 1
/// @param squares the variances of the two means
/// @param unit the larger root, in the metric's unit
record RootLoss(double before, double now, TwoErrors squares, double unit) {

  /// Two values of RMSE, whose standard errors are those of the mean squares over twice the root.
  static RootLoss of(MetricValue reference, double before, MetricValue current, double now) {
    double larger = Math.max(before, now);
    double unit = larger > 0 ? larger : 1;
    return new RootLoss(
        before / unit,
        now / unit,
        TwoErrors.ofRows(
            variance(reference, before, unit),
            reference.rows(),
            variance(current, now, unit),
            current.rows()),
        unit);
  }

  /// The variance of the mean square, by that of its root; NaN where it is not known.
  ///
  /// @param unit what the root is counted in
  static double variance(MetricValue root, double value, double unit) {
    Double error = root.standardError();
    double ofSquare = error == null ? Double.NaN : 2 * (value / unit) * (error / unit);
    return ofSquare * ofSquare;
  }

  /// The rise of the mean square, in squares of the unit.
  double riseOfSquare() {
    return now * now - before * before;
  }

  /// What the true rise exceeds with a chance of 1 − `tail`, in the metric's unit.
  double lowerBound(double tail) {
    double current = now - low(now, squares.currentVariance(), squares.currentRows(), tail);
    double reference = high(before, squares.reference(), squares.referenceRows(), tail) - before;
    return unit * (now - before - Math.hypot(current, reference));
  }

  /// What holds the true rise with a chance of 1 − 2 `tail`, in the metric's unit.
  Interval interval(double tail) {
    double current = high(now, squares.currentVariance(), squares.currentRows(), tail) - now;
    double reference = before - low(before, squares.reference(), squares.referenceRows(), tail);
    return new Interval(lowerBound(tail), unit * (now - before + Math.hypot(current, reference)));
  }

  private static double low(double root, double variance, long rows, double tail) {
    return Math.sqrt(Math.max(0, root * root - half(variance, rows, tail)));
  }

  private static double high(double root, double variance, long rows, double tail) {
    return Math.sqrt(root * root + half(variance, rows, tail));
  }

  private static double half(double variance, long rows, double tail) {
    double degrees = Math.max(1, rows - 1.0);
    return Math.sqrt(variance) * TDistribution.of(degrees).inverseSurvivalProbability(tail);
  }
}
