package dev.leeway.core.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// Intervals for shares.
public final class Proportion {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Proportion() {}

  /// An interval of reals.
  public record Interval(double low, double high) {}

  /// Wilson's (1927) score interval for the share behind `a` of `n`; within [0, 1].
  ///
  /// @param confidence in (0, 1)
  public static Interval wilson(long a, long n, double confidence) {
    check(a, n);
    double z = NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
    double p = (double) a / n;
    double middle = p + z * z / (2.0 * n);
    double spread = z * Math.sqrt((p * (1 - p) + z * z / (4.0 * n)) / n);
    double scale = 1 + z * z / n;
    return new Interval(
        Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale));
  }

  /// Newcombe's (1998) hybrid score interval, his method 10, for the difference of the shares
  /// behind `a` of `n` and `b` of `m`; within [−1, 1].
  public static Interval difference(long a, long n, long b, long m, double confidence) {
    Interval first = wilson(a, n, confidence);
    Interval second = wilson(b, m, confidence);
    double p = (double) a / n;
    double q = (double) b / m;
    double below = Math.hypot(p - first.low(), second.high() - q);
    double above = Math.hypot(first.high() - p, q - second.low());
    return new Interval(Math.max(-1, p - q - below), Math.min(1, p - q + above));
  }

  /// The lower end of the one-sided interval of [#difference].
  public static double lowerBoundOfDifference(long a, long n, long b, long m, double confidence) {
    return difference(a, n, b, m, 2 * confidence - 1).low();
  }

  private static void check(long a, long n) {
    if (n < 1 || a < 0 || a > n) {
      throw new IllegalArgumentException(
          "a share needs rows and 0 <= a <= n, had " + a + " of " + n);
    }
  }
}
