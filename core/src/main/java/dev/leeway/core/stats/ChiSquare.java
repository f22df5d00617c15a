package dev.leeway.core.stats;

import java.util.SplittableRandom;

/// Pearson's chi-square test of homogeneity of two samples counted on the same categories (a 2×J
/// table), without Yates' correction. Categories empty in both samples do not count.
///
/// All methods throw IllegalArgumentException for arrays of different lengths, negative counts, an
/// empty sample, or fewer than two categories that are not empty.
public final class ChiSquare {

  /// The expected count that every cell must reach for the asymptotic p-value. Cochran (1954).
  public static final double ENOUGH_EXPECTED = 5;

  private static final long MOST_RESAMPLES = 200_000;
  private static final int FEWEST_EXCEEDANCES = 20;
  private static final int MOST_EXCEEDANCES = 100;
  private static final double TIE = 1e-10;
  private static final double ROUNDING = 1e-12;

  private ChiSquare() {}

  /// What a test found.
  ///
  /// @param statistic Pearson's Σ (observed − expected)² / expected over both rows
  /// @param degreesOfFreedom categories that are not empty, less 1
  /// @param p probability of a statistic at least as large without drift
  /// @param asymptotic whether `p` is from the chi-square distribution, else it holds at any counts
  /// @param resamples random splits drawn; 0 when asymptotic, and when [#momentBound] was enough
  public record Result(
      double statistic, int degreesOfFreedom, PValue p, boolean asymptotic, long resamples) {}

  /// The smallest expected count of a cell of the table, over both rows.
  public static double smallestExpected(long[] reference, long[] current) {
    return smallestExpected(table(reference, current));
  }

  /// The test with its asymptotic p-value, whatever the expected counts.
  public static Result twoSample(long[] reference, long[] current) {
    return asymptotic(table(reference, current));
  }

  /// The test with a p-value from random splits of the pooled rows into samples of the given sizes:
  /// valid (never too small, on average over the draws) at any expected counts.
  ///
  /// Draws until `h` splits reach the observed statistic, and then `p = h / drawn`; or, failing
  /// that, `maxResamples` times, and then `p = (1 + reached) / (1 + drawn)`. Besag & Clifford
  /// (1991), Sequential Monte Carlo p-values. `h` is the number expected at `p = level`, within 20
  /// … 100, so that the effort goes where the decision is. Statistics within a relative 1e-10 are
  /// ties and count as reached.
  ///
  /// @param seed the p-value is a function of the counts, this, and the two numbers that follow
  /// @param level the p-value of interest, in (0, 1)
  /// @param maxResamples at least 1
  public static Result monteCarlo(
      long[] reference, long[] current, long seed, double level, long maxResamples) {
    requireLevel(level);
    if (maxResamples < 1) {
      throw new IllegalArgumentException("maxResamples must be at least 1, was " + maxResamples);
    }
    return monteCarlo(table(reference, current), seed, level, maxResamples);
  }

  /// An upper bound of the probability of a statistic at least as large, given all margins:
  /// Cantelli's inequality with the exact mean and variance of the statistic; 1 where it says
  /// nothing. Valid at any counts and quick, but far too large except for statistics that leave no
  /// doubt.
  public static PValue momentBound(long[] reference, long[] current) {
    return momentBound(table(reference, current));
  }

  /// The test as one would choose it: asymptotic where every expected count is at least
  /// [#ENOUGH_EXPECTED], else by Monte Carlo with B = 40 / `level` splits, at most 200,000; and
  /// where [#momentBound] is below the 1/(1 + B) that Monte Carlo could at best give, that bound.
  public static Result test(long[] reference, long[] current, long seed, double level) {
    requireLevel(level);
    TwoSampleCounts table = table(reference, current);
    if (smallestExpected(table) >= ENOUGH_EXPECTED) {
      return asymptotic(table);
    }
    long resamples = (long) Math.min(MOST_RESAMPLES, Math.ceil(40 / level));
    PValue bound = momentBound(table);
    if (bound.value() * (1.0 + resamples) <= 1) {
      double statistic = statistic(table, table.current(), table.currentRows());
      return new Result(statistic, table.categories() - 1, bound, false, 0);
    }
    return monteCarlo(table, seed, level, resamples);
  }

  private static Result asymptotic(TwoSampleCounts table) {
    double statistic = statistic(table, table.current(), table.currentRows());
    int degreesOfFreedom = table.categories() - 1;
    return new Result(
        statistic, degreesOfFreedom, ChiSquareTail.above(statistic, degreesOfFreedom), true, 0);
  }

  /// Mean and variance: Haldane (1940); in this form Dawson (1954), A simplified expression for the
  /// variance of the χ²-function on a contingency table.
  private static PValue momentBound(TwoSampleCounts table) {
    double rows = table.rows();
    if (rows <= 3) {
      return PValue.ONE;
    }
    double reciprocals = 0;
    for (int j = 0; j < table.categories(); j++) {
      reciprocals += 1.0 / table.pooled(j);
    }
    double samples = 1.0 / table.referenceRows() + 1.0 / table.currentRows();
    double categories = table.categories();
    double mean = rows * (categories - 1) / (rows - 1);
    double v = (rows - 2) / (rows - 1);
    double w = (rows * samples - 4) / (rows - 2);
    double columnV = (categories - 1) * (rows - categories) / (rows - 1);
    double columnW = (rows * reciprocals - categories * categories) / (rows - 2);
    double exact =
        2 * rows / (rows - 3) * (v - w) * (columnV - columnW)
            + rows * rows / (rows - 1) * w * columnW;
    // what rounding may have hidden, so that a statistic that cannot vary is never surprising
    double variance = Math.max(0, exact) + ROUNDING * mean * mean;
    double excess = statistic(table, table.current(), table.currentRows()) - mean;
    return excess <= 0 ? PValue.ONE : PValue.of(variance / (variance + excess * excess));
  }

  private static Result monteCarlo(
      TwoSampleCounts table, long seed, double level, long maxResamples) {
    boolean currentIsSmaller = table.currentRows() <= table.referenceRows();
    long[] smaller = currentIsSmaller ? table.current() : table.reference();
    long size = Math.min(table.currentRows(), table.referenceRows());
    double observed = statistic(table, smaller, size);
    double reach = observed * (1 - TIE);
    long enough =
        (long)
            Math.max(
                FEWEST_EXCEEDANCES, Math.min(MOST_EXCEEDANCES, Math.ceil(level * maxResamples)));

    long[] pooled = new long[table.categories()];
    for (int j = 0; j < pooled.length; j++) {
      pooled[j] = table.pooled(j);
    }
    RandomSplit split = new RandomSplit(pooled, size);
    SplittableRandom random = new SplittableRandom(seed);
    long[] sample = new long[pooled.length];
    long reached = 0;
    long drawn = 0;
    while (drawn < maxResamples && reached < enough) {
      split.draw(sample, random);
      drawn++;
      if (statistic(table, sample, size) >= reach) {
        reached++;
      }
    }
    double p = reached >= enough ? (double) reached / drawn : (1.0 + reached) / (1.0 + drawn);
    return new Result(observed, pooled.length - 1, PValue.of(p), false, drawn);
  }

  /// Pearson's statistic when one of the samples, of `size` rows, has the counts `sample` and the
  /// other the rest. With pooled counts c and N rows: Σ (k − c·size/N)² / c · N² / (size·(N −
  /// size)).
  private static double statistic(TwoSampleCounts table, long[] sample, long size) {
    double rows = table.rows();
    double share = size / rows;
    double sum = 0;
    for (int j = 0; j < sample.length; j++) {
      double pooled = table.pooled(j);
      double deviation = sample[j] - pooled * share;
      sum += deviation * deviation / pooled;
    }
    return sum / (share * ((rows - size) / rows));
  }

  private static double smallestExpected(TwoSampleCounts table) {
    double share = Math.min(table.referenceRows(), table.currentRows()) / (double) table.rows();
    long fewest = Long.MAX_VALUE;
    for (int j = 0; j < table.categories(); j++) {
      fewest = Math.min(fewest, table.pooled(j));
    }
    return fewest * share;
  }

  private static TwoSampleCounts table(long[] reference, long[] current) {
    TwoSampleCounts table = TwoSampleCounts.of(reference, current);
    if (table.categories() < 2) {
      throw new IllegalArgumentException(
          "a chi-square test needs 2 or more categories that are not empty");
    }
    return table;
  }

  private static void requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1), was " + level);
    }
  }
}
