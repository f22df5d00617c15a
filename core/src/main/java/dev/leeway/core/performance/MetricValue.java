package dev.leeway.core.performance;

import dev.leeway.core.stats.Interval;
import dev.leeway.core.stats.Proportion;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/// A metric of some rows: its value, how sure that is, and what is missing where something is.
///
/// @param metric what was measured
/// @param value the value, or null where it is not defined; finite
/// @param interval what holds the true value with a confidence of 95 % on two sides, or null
/// @param method how the interval was found; null exactly where there is none
/// @param standardError of the value, or null where it is not known; at least 0
/// @param share the counts behind the value where it is a share of them, else null
/// @param classes how many classes an average of areas is over, of those that have scores or rows;
///   null for other metrics, and where there is no value
/// @param rows the rows (for ranking, queries) that entered
/// @param reason why there is no value, or no interval, or over what the value leaves out; else
///   null
public record MetricValue(
    Metric metric,
    @Nullable Double value,
    @Nullable Interval interval,
    @Nullable IntervalMethod method,
    @Nullable Double standardError,
    @Nullable Share share,
    @Nullable Share classes,
    long rows,
    @Nullable Absence reason) {

  /// The confidence of every interval, two-sided.
  public static final double CONFIDENCE = 0.95;

  private static final double Z =
      NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - CONFIDENCE) / 2);

  public MetricValue {
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException(metric.id() + " must be finite, was " + value);
    }
    if ((interval == null) != (method == null)) {
      throw new IllegalArgumentException("an interval and its method come together");
    }
    if (value == null && (interval != null || reason == null)) {
      throw new IllegalArgumentException("no value has no interval, and a reason");
    }
    if (standardError != null && !(standardError >= 0)) {
      throw new IllegalArgumentException(
          "a standard error must be at least 0, was " + standardError);
    }
  }

  /// A value that is no average over classes.
  MetricValue(
      Metric metric,
      @Nullable Double value,
      @Nullable Interval interval,
      @Nullable IntervalMethod method,
      @Nullable Double standardError,
      @Nullable Share share,
      long rows,
      @Nullable Absence reason) {
    this(metric, value, interval, method, standardError, share, null, rows, reason);
  }

  /// Whether there is a value.
  public boolean isPresent() {
    return value != null;
  }

  static MetricValue absent(Metric metric, long rows, Absence reason) {
    return new MetricValue(metric, null, null, null, null, null, rows, reason);
  }

  static MetricValue withoutInterval(Metric metric, double value, long rows, Absence reason) {
    return Double.isFinite(value)
        ? new MetricValue(metric, value, null, null, null, null, rows, reason)
        : absent(metric, rows, Absence.OVERFLOW);
  }

  /// A share with Wilson's interval. The standard error is half that interval's width in units of
  /// the normal quantile, so that it is above 0 for shares of 0 and 1 as well.
  static MetricValue ofShare(Metric metric, long part, long whole, long rows) {
    if (whole == 0) {
      return absent(metric, rows, rows == 0 ? Absence.NO_ROWS : Absence.NO_BASE);
    }
    Share share = new Share(part, whole);
    Interval interval = Proportion.wilson(part, whole, CONFIDENCE);
    return new MetricValue(
        metric,
        share.value(),
        interval,
        IntervalMethod.WILSON,
        standardError(interval),
        share,
        rows,
        null);
  }

  /// A value with a normal interval, cut to the metric's range.
  static MetricValue normal(
      Metric metric, double value, double standardError, IntervalMethod method, long rows) {
    return symmetric(metric, value, standardError, Z, method, rows);
  }

  /// A mean with Student's interval, cut to the metric's range; the interval needs 2 rows.
  static MetricValue student(Metric metric, double value, double standardError, long rows) {
    if (rows < 2) {
      return withoutInterval(metric, value, rows, Absence.TOO_FEW_ROWS);
    }
    double t = TDistribution.of(rows - 1.0).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
    return symmetric(metric, value, standardError, t, IntervalMethod.STUDENT, rows);
  }

  private static MetricValue symmetric(
      Metric metric,
      double value,
      double standardError,
      double quantile,
      IntervalMethod method,
      long rows) {
    if (!Double.isFinite(value)) {
      return absent(metric, rows, Absence.OVERFLOW);
    }
    if (!Double.isFinite(standardError)) {
      return withoutInterval(metric, value, rows, Absence.OVERFLOW);
    }
    if (standardError == 0) {
      return new MetricValue(metric, value, null, null, 0.0, null, rows, Absence.NO_SPREAD);
    }
    double half = quantile * standardError;
    Interval range = metric.range();
    Interval interval =
        new Interval(
            Math.min(value, Math.max(range.low(), value - half)),
            Math.max(value, Math.min(range.high(), value + half)));
    return new MetricValue(metric, value, interval, method, standardError, null, rows, null);
  }

  /// The same, said to be an average over so many classes.
  ///
  /// @param note why some are left out; the reason that is there already when none is
  MetricValue over(Share averaged, @Nullable Absence note) {
    return new MetricValue(
        metric,
        value,
        interval,
        method,
        standardError,
        share,
        averaged,
        rows,
        note == null ? reason : note);
  }

  /// The standard error that a normal interval of this width would have.
  static double standardError(Interval interval) {
    return (interval.high() - interval.low()) / (2 * Z);
  }
}
