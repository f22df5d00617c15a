package dev.leeway.core.stats;

/// Tests of counts against expected counts that are known and not themselves a sample. To compare
/// two samples, use [ChiSquare] or [GTest]: taking a sample for the truth raises false alarms.
///
/// Both have categories − 1 degrees of freedom, and throw IllegalArgumentException for arrays of
/// different lengths, fewer than two categories, a negative count, an expected count that is not
/// above 0 and finite, and for totals that differ by more than 1e-8 of the observed one.
public final class GoodnessOfFit {

  private static final double TOTALS = 1e-8;

  private GoodnessOfFit() {}

  /// Pearson's Σ (observed − expected)²/expected, as SciPy's `chisquare`. Pearson (1900).
  public static TestResult chiSquare(long[] observed, double[] expected) {
    requireCounts(observed, expected);
    double sum = 0;
    for (int j = 0; j < observed.length; j++) {
      double deviation = observed[j] - expected[j];
      sum += deviation / expected[j] * deviation;
    }
    return result(sum, observed.length - 1);
  }

  /// G = 2 Σ observed·ln(observed/expected), an empty category adding 0, as SciPy's
  /// `power_divergence(lambda_="log-likelihood")`. Wilks (1938).
  public static TestResult g(long[] observed, double[] expected) {
    requireCounts(observed, expected);
    double sum = 0;
    for (int j = 0; j < observed.length; j++) {
      sum += deviance(observed[j], expected[j]);
    }
    return result(sum, observed.length - 1);
  }

  /// 2·(o·ln(o/e) + e − o), at least 0; the last two cancel in a sum with equal totals.
  static double deviance(double observed, double expected) {
    return 2 * (observed == 0 ? expected : PointMass.deviance(observed, expected));
  }

  private static TestResult result(double statistic, int degreesOfFreedom) {
    return new TestResult(
        statistic, degreesOfFreedom, ChiSquareTail.above(statistic, degreesOfFreedom));
  }

  private static void requireCounts(long[] observed, double[] expected) {
    if (observed.length != expected.length || observed.length < 2) {
      throw new IllegalArgumentException(
          "observed and expected must have the same 2 or more categories, had "
              + (observed.length + " and " + expected.length));
    }
    double found = 0;
    double total = 0;
    for (int j = 0; j < observed.length; j++) {
      if (observed[j] < 0 || !(expected[j] > 0 && Double.isFinite(expected[j]))) {
        throw new IllegalArgumentException(
            "counts must be at least 0 and expected ones above it, were "
                + (observed[j] + " and " + expected[j]));
      }
      found += observed[j];
      total += expected[j];
    }
    if (!(Math.abs(found - total) <= TOTALS * found)) {
      throw new IllegalArgumentException(
          "observed and expected must have the same total, had " + found + " and " + total);
    }
  }
}
