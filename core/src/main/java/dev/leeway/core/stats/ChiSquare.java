package dev.leeway.core.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/// Pearson's chi-square test of homogeneity of two samples of categories.
///
/// The statistic is `Σ (observed − expected)² / expected` over both rows of the 2 × J table, with
/// `expected = row total · column total / total`; no continuity correction. Both samples count as
/// samples, so an unseen category is evidence like any other and never a p-value of 0 by itself.
/// Categories empty on both sides are left out.
public final class ChiSquare {

  /// Expected counts from which the chi-square distribution is taken to hold (Cochran, 1954).
  public static final double ENOUGH_EXPECTED = 5;

  /// Resamples for a Monte-Carlo p-value to be well below a level: 40 / level.
  private static final double RESAMPLES_PER_LEVEL = 40;

  private static final long MOST_RESAMPLES = 200_000;

  /// Resamples at least as extreme after which the p-value is known well enough.
  private static final int ENOUGH_EXCEEDANCES = 20;

  private ChiSquare() {}

  /// @param statistic the statistic
  /// @param degreesOfFreedom non-empty categories less one
  /// @param p probability of a statistic at least as large when nothing changed
  /// @param asymptotic whether `p` is from the chi-square distribution, or from resampling
  /// @param resamples how many resamples, 0 if asymptotic
  public record Result(
      double statistic, int degreesOfFreedom, PValue p, boolean asymptotic, long resamples) {}

  /// Asymptotic where every expected count is at least [#ENOUGH_EXPECTED], else by Monte-Carlo with
  /// enough resamples for a p-value far below `level`.
  public static Result test(long[] reference, long[] current, long seed, double level) {
    if (smallestExpected(reference, current) >= ENOUGH_EXPECTED) {
      return twoSample(reference, current);
    }
    double wanted = Math.ceil(RESAMPLES_PER_LEVEL / level);
    return monteCarlo(reference, current, seed, (long) Math.min(MOST_RESAMPLES, wanted));
  }

  /// The smallest expected count of a non-empty category.
  public static double smallestExpected(long[] reference, long[] current) {
    Table table = Table.of(reference, current);
    double share = (double) Math.min(table.n, table.m) / (table.n + table.m);
    return Arrays.stream(table.totals).min().orElse(0) * share;
  }

  /// The test with its asymptotic p-value. Equals SciPy's `chi2_contingency(correction=False)`.
  public static Result twoSample(long[] reference, long[] current) {
    Table table = Table.of(reference, current);
    double statistic = table.statistic(table.current);
    int degrees = table.totals.length - 1;
    return new Result(statistic, degrees, upperTail(statistic, degrees), true, 0);
  }

  /// The test with a p-value by resampling: the pooled rows are divided anew at random, in all
  /// categories at once, with both sample sizes and all category totals kept. It stops as soon as
  /// 20 resamples were at least as extreme and estimates `p = 20 / resamples` (Besag and Clifford,
  /// 1991), else `p = (1 + extreme) / (1 + resamples)`. Either way `P(p ≤ α) ≤ α` when nothing
  /// changed. The same seed gives the same p-value.
  public static Result monteCarlo(long[] reference, long[] current, long seed, long maxResamples) {
    Table table = Table.of(reference, current);
    double statistic = table.statistic(table.current);
    double extreme = statistic * (1 - 1e-10);
    HypergeometricSampler sampler = new HypergeometricSampler(new SplittableRandom(seed));
    long[] drawn = new long[table.totals.length];
    long exceedances = 0;
    long resamples = 0;
    while (resamples < maxResamples && exceedances < ENOUGH_EXCEEDANCES) {
      long rows = table.n + table.m;
      long draws = table.m;
      for (int category = 0; category < drawn.length; category++) {
        drawn[category] = sampler.draw(table.totals[category], draws, rows);
        rows -= table.totals[category];
        draws -= drawn[category];
      }
      resamples++;
      if (table.statistic(drawn) >= extreme) {
        exceedances++;
      }
    }
    double p =
        exceedances == ENOUGH_EXCEEDANCES
            ? (double) exceedances / resamples
            : (1.0 + exceedances) / (1.0 + resamples);
    return new Result(statistic, table.totals.length - 1, PValue.of(p), false, resamples);
  }

  /// `P(X ≥ statistic)` for X chi-square.
  static PValue upperTail(double statistic, int degrees) {
    double p = RegularizedGamma.Q.value(degrees / 2.0, statistic / 2);
    if (p > 1e-300) {
      return PValue.of(p);
    }
    // Q(a, x) = x^(a−1) e^(−x) / Γ(a) · (1 + (a−1)/x + …), here x is far above a.
    double a = degrees / 2.0;
    double x = statistic / 2;
    double series = 1;
    double term = 1;
    for (int k = 1; k < 200 && Math.abs(term) > 1e-16; k++) {
      term *= (a - k) / x;
      series += term;
    }
    double ln = (a - 1) * Math.log(x) - x - LogGamma.value(a) + Math.log(series);
    return PValue.ofLn(ln);
  }

  /// The counts of non-empty categories.
  private record Table(long[] current, long[] totals, long n, long m) {

    static Table of(long[] reference, long[] current) {
      if (reference.length != current.length) {
        throw new IllegalArgumentException(
            "both samples must have the same categories, had %d and %d"
                .formatted(reference.length, current.length));
      }
      long[] now = new long[reference.length];
      long[] totals = new long[reference.length];
      int size = 0;
      long n = 0;
      long m = 0;
      for (int category = 0; category < reference.length; category++) {
        if (reference[category] < 0 || current[category] < 0) {
          throw new IllegalArgumentException("counts must not be negative");
        }
        if (reference[category] + current[category] > 0) {
          now[size] = current[category];
          totals[size++] = reference[category] + current[category];
          n += reference[category];
          m += current[category];
        }
      }
      if (size < 2 || n == 0 || m == 0) {
        throw new IllegalArgumentException(
            "a chi-square test needs two categories and rows in both samples, had %d, %d and %d"
                .formatted(size, n, m));
      }
      return new Table(Arrays.copyOf(now, size), Arrays.copyOf(totals, size), n, m);
    }

    /// With one row's deviation `d` from its expectation the other row's is `−d`, so a category
    /// adds `d² (1/e + 1/e')`.
    double statistic(long[] now) {
      double share = (double) m / (n + m);
      double sum = 0;
      for (int category = 0; category < totals.length; category++) {
        double deviation = now[category] - totals[category] * share;
        sum += deviation * deviation / totals[category];
      }
      return sum / (share * (1 - share));
    }
  }
}
