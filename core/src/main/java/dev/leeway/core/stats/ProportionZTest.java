package dev.leeway.core.stats;

/// The z test that two samples have the same proportion of successes, with the pooled proportion in
/// the standard error and without continuity correction. Its square is Pearson's chi-square of the
/// 2×2 table. For large counts; [TwoProportions] is exact at all.
///
/// Both methods throw IllegalArgumentException unless 0 ≤ successes ≤ size and sizes are at least
/// 1.
public final class ProportionZTest {

  private ProportionZTest() {}

  /// z = (a/n − b/m)/√(p(1 − p)(1/n + 1/m)) with p = (a + b)/(n + m), as statsmodels'
  /// `proportions_ztest`; 0 when all are successes or none is.
  public static double statistic(long a, long n, long b, long m) {
    requireCounts(a, n);
    requireCounts(b, m);
    double rows = (double) n + m;
    double successes = (double) a + b;
    double variance = successes / rows * ((rows - successes) / rows) * (1.0 / n + 1.0 / m);
    return variance == 0 ? 0 : ((double) a / n - (double) b / m) / Math.sqrt(variance);
  }

  /// P of a z at least as far from 0, two-sided, by the normal distribution.
  public static PValue pValue(long a, long n, long b, long m) {
    return Normal.beyond(statistic(a, n, b, m));
  }

  private static void requireCounts(long successes, long size) {
    if (size < 1 || successes < 0 || successes > size) {
      throw new IllegalArgumentException(
          "successes must be in [0, size] and size at least 1, were " + successes + " of " + size);
    }
  }
}
