package dev.leeway.core.stats;

import java.util.Arrays;

/// The two-sample Kolmogorov–Smirnov test, two-sided.
///
/// The statistic `D = sup |F(x) − G(x)|` is the largest distance of the two empirical distribution
/// functions, in [0, 1]. Ties are handled exactly in D; the p-value is that of continuous data, so
/// with ties it is conservative. As in SciPy's `ks_2samp(method="auto")` the p-value is exact up to
/// [#EXACT_SIZE] values in the larger sample and asymptotic above.
public final class KolmogorovSmirnov {

  /// Largest sample whose p-value is exact.
  public static final long EXACT_SIZE = 10_000;

  /// Mean of D² times n·m/(n + m) for large samples: π²/12, the second moment of Kolmogorov's
  /// distribution.
  private static final double SECOND_MOMENT = Math.PI * Math.PI / 12;

  /// Mean of D times √(n·m/(n + m)) for large samples: √(π/2) ln 2.
  private static final double FIRST_MOMENT = Math.sqrt(Math.PI / 2) * Math.log(2);

  private KolmogorovSmirnov() {}

  /// D of two samples in increasing order, without NaN; infinities are values like others. O(n +
  /// m).
  ///
  /// @throws IllegalArgumentException if a sample is empty
  public static double statistic(double[] sortedX, double[] sortedY) {
    if (sortedX.length == 0 || sortedY.length == 0) {
      throw new IllegalArgumentException(
          "both samples need values, had %d and %d".formatted(sortedX.length, sortedY.length));
    }
    long n = sortedX.length;
    long m = sortedY.length;
    int i = 0;
    int j = 0;
    long largest = 0;
    while (i < n && j < m) {
      double at = Math.min(sortedX[i], sortedY[j]);
      while (i < n && sortedX[i] <= at) {
        i++;
      }
      while (j < m && sortedY[j] <= at) {
        j++;
      }
      largest = Math.max(largest, Math.abs(i * m - j * n));
    }
    return largest / ((double) n * m);
  }

  /// D of two samples in any order; NaN are left out, the arrays are left as they are.
  public static double statisticOf(double[] x, double[] y) {
    return statistic(sorted(x), sorted(y));
  }

  private static double[] sorted(double[] values) {
    double[] kept = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    Arrays.sort(kept);
    return kept;
  }

  /// Whether the p-value of samples of these sizes is exact.
  public static boolean isExact(long n, long m) {
    return Math.max(n, m) <= EXACT_SIZE;
  }

  /// `P(D ≥ d)` when both samples come from one continuous distribution.
  public static PValue pValue(double d, long n, long m) {
    return isExact(n, m) ? exact(d, n, m) : asymptotic(d, n, m);
  }

  /// The exact `P(D ≥ d)`; O(n·m) time in the band `|i/n − j/m| < d`, O(m) memory.
  public static PValue exact(double d, long n, long m) {
    check(d, n, m);
    return LatticePaths.pValue(d, n, m);
  }

  /// `P(D ≥ d)` from the one-sample statistic of `n·m/(n + m)` values, rounded; the error falls
  /// with the smaller sample.
  public static PValue asymptotic(double d, long n, long m) {
    check(d, n, m);
    return OneSampleKolmogorov.pValue(d, Math.round((double) n / (n + m) * m));
  }

  /// Mean of D² under no drift, `π²/12 · (1/n + 1/m)`: the limit for large samples of continuous
  /// data. It is too large by up to 7 % at 100 values and where there are ties, which makes an
  /// effect a little smaller, never larger.
  public static double expectedSquare(long n, long m) {
    return SECOND_MOMENT * (1.0 / n + 1.0 / m);
  }

  /// Mean of D under no drift, `√(π/2) ln 2 · √(1/n + 1/m)`: the limit for large samples of
  /// continuous data.
  public static double expected(long n, long m) {
    return FIRST_MOMENT * Math.sqrt(1.0 / n + 1.0 / m);
  }

  private static void check(double d, long n, long m) {
    if (!(d >= 0 && d <= 1)) {
      throw new IllegalArgumentException("D must be in [0, 1], was " + d);
    }
    if (n < 1 || m < 1) {
      throw new IllegalArgumentException("both samples need values, had " + n + " and " + m);
    }
  }
}
