package dev.leeway.core.stats;

/// The two-sample Cramér–von Mises test: the mean squared distance of two empirical distribution
/// functions, over all pooled values, and how likely one so large is when both samples have one
/// distribution. Where Kolmogorov–Smirnov looks at the largest distance, this looks at all of them.
///
/// Samples are in ascending order (as by `Arrays.sort`) and have 2 or more values each; infinities
/// are values like others, −0 equals 0. All methods throw IllegalArgumentException when a sample is
/// smaller or holds NaN. The p-values are those of continuous distributions. Anderson (1962), On
/// the distribution of the two-sample Cramér–von Mises criterion.
public final class CramerVonMises {

  /// The larger sample up to which [#pValue] is exact, and the largest for [#exact].
  public static final long EXACT_LIMIT = 20;

  private CramerVonMises() {}

  /// T = n·m/(n+m)² · Σ (F(z) − G(z))² over the pooled values z, from 0 up, O(n+m). Without ties
  /// the same as [#midrankStatistic]. Ties keep the meaning of a distance: equal values step
  /// together, so that T is 0 for equal distributions, and p is rather too large than too small.
  public static double statistic(double[] sortedX, double[] sortedY) {
    double n = sortedX.length;
    double m = sortedY.length;
    requireSizes(sortedX.length, sortedY.length);
    PooledOrder order = new PooledOrder(sortedX, sortedY);
    double sum = 0;
    while (order.next()) {
      double step = m * order.xUpTo() - n * order.yUpTo();
      sum += order.here() * step * step;
    }
    return sum / (n * m) / ((n + m) * (n + m));
  }

  /// The same statistic as rank sums give it, with midranks for ties, as SciPy's
  /// `cramervonmises_2samp`; O(n+m). Use it to compare numbers with SciPy only: with ties it grows
  /// with (n − m)², so that two samples of one constant are as far apart as can be when their sizes
  /// differ.
  public static double midrankStatistic(double[] sortedX, double[] sortedY) {
    double n = sortedX.length;
    double m = sortedY.length;
    requireSizes(sortedX.length, sortedY.length);
    // With a and b values at a distinct value, x and y those below it and half of those at it,
    // Anderson's (n Σ (rank x − i)² + m Σ (rank y − j)²)/(nmN) − (4nm − 1)/(6N), in which two large
    // terms cancel, comes to a sum of squares, 1/(4N), and a term that is 0 without ties.
    double rows = n + m;
    double squares = 0;
    double ties = 0;
    PooledOrder order = new PooledOrder(sortedX, sortedY);
    while (order.next()) {
      double step = m * order.xMiddle() - n * order.yMiddle();
      squares += order.here() * step * step;
      double a = order.xHere();
      double b = order.yHere();
      ties +=
          (m * m + rows * n) * a * (a * a - 1)
              + (n * n + rows * m) * b * (b * b - 1)
              - 3 * n * m * a * b * (a + b);
    }
    return (squares + ties / 12) / (n * m) / (rows * rows) + 1 / (4 * rows);
  }

  /// P(T ≥ `statistic`) without drift for sizes `n` and `m`: [#exact] where [#isExact], else
  /// [#asymptotic]; the same choice as SciPy's `method="auto"`.
  public static PValue pValue(double statistic, long n, long m) {
    return isExact(n, m) ? exact(statistic, n, m) : asymptotic(statistic, n, m);
  }

  /// Whether [#pValue] is exact at these sizes.
  public static boolean isExact(long n, long m) {
    return Math.max(n, m) <= EXACT_LIMIT;
  }

  /// P(T ≥ `statistic`) over all equally likely orders of the pooled sample, with a relative error
  /// below 1e-12. Milliseconds for sizes with a common divisor, up to a second for 19 and 20. Xiao,
  /// Gordon & Yakovlev (2006), A C++ program for the Cramér–von Mises two-sample test.
  ///
  /// @throws IllegalArgumentException also when a size is above [#EXACT_LIMIT]
  public static PValue exact(double statistic, long n, long m) {
    requireDomain(statistic, n, m);
    if (!isExact(n, m)) {
      throw new IllegalArgumentException(
          "an exact p-value needs sizes of at most " + EXACT_LIMIT + ", were " + n + " and " + m);
    }
    return CramerPaths.tail(statistic, Math.toIntExact(n), Math.toIntExact(m));
  }

  /// P(T ≥ `statistic`) from the distribution for infinite samples, after T is brought to its mean
  /// and variance (Anderson's eq. 11, 14 and 15), as SciPy's `method="asymptotic"`, but with a
  /// relative error below 1e-10 at any magnitude of p, where SciPy's is up to 1e-7 in absolute
  /// terms.
  public static PValue asymptotic(double statistic, long n, long m) {
    requireDomain(statistic, n, m);
    double pairs = (double) n * m;
    double rows = (double) n + m;
    double mean = (1 + 1 / rows) / 6;
    // 45 times the variance
    double spread =
        (rows + 1)
            * (4 * pairs * rows - 3 * ((double) n * n + (double) m * m) - 2 * pairs)
            / (rows * rows * 4 * pairs);
    return CramerDistribution.survival(1 / 6.0 + (statistic - mean) / Math.sqrt(spread));
  }

  /// E(T) without drift and without ties, exact at all sizes: (1 + 1/(n+m))/6.
  public static double expected(long n, long m) {
    requireSizes(n, m);
    return (1 + 1 / ((double) n + m)) / 6;
  }

  private static void requireDomain(double statistic, long n, long m) {
    if (!(statistic >= 0) || Double.isInfinite(statistic)) {
      throw new IllegalArgumentException("statistic must be at least 0, was " + statistic);
    }
    requireSizes(n, m);
  }

  private static void requireSizes(long n, long m) {
    if (n < 2 || m < 2) {
      throw new IllegalArgumentException("sizes must be at least 2, were " + n + " and " + m);
    }
  }
}
