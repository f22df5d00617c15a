package dev.leeway.core.stats;

/// The Mann–Whitney U test (Wilcoxon's rank-sum test): whether values of one sample tend to be
/// larger than those of another. Blind to changes that leave P(X > Y) at ½, such as of spread.
///
/// Samples are in ascending order (as by `Arrays.sort`) and not empty; infinities are values like
/// others, −0 equals 0. Methods throw IllegalArgumentException for an empty sample and for NaN.
/// Mann & Whitney (1947).
public final class MannWhitney {

  /// The smaller sample up to which [#test] is exact when there are no ties.
  public static final long EXACT_LIMIT = 8;

  private static final double MOST_STEPS = 1L << 28;
  private static final double MOST_ORDERS = 1e300;

  private MannWhitney() {}

  /// U of the first sample, in [0, n·m]: the pairs (x, y) with x > y, and half of those with x = y.
  /// U/(n·m) estimates P(X > Y) + ½P(X = Y). O(n+m).
  public static double statistic(double[] sortedX, double[] sortedY) {
    PooledOrder order = new PooledOrder(sortedX, sortedY);
    double pairs = 0;
    while (order.next()) {
      pairs += order.xHere() * order.yMiddle();
    }
    return pairs;
  }

  /// The test as SciPy's `mannwhitneyu(method="auto")` chooses: [#exact] where [#isExact], else
  /// [#asymptotic].
  public static PValue test(double[] sortedX, double[] sortedY, Alternative alternative) {
    long n = sortedX.length;
    long m = sortedY.length;
    return isExact(n, m, tieTerm(sortedX, sortedY) > 0)
        ? exact(statistic(sortedX, sortedY), n, m, alternative)
        : asymptotic(sortedX, sortedY, alternative);
  }

  /// Whether [#test] is exact: no ties, a sample of at most [#EXACT_LIMIT] values, and the other
  /// within what [#exact] can do.
  public static boolean isExact(long n, long m, boolean ties) {
    return !ties && Math.min(n, m) <= EXACT_LIMIT && isFeasible(n, m);
  }

  /// P of a U at least as extreme as `u` over all equally likely orders without ties; two-sided is
  /// twice the smaller side, at most 1. A `u` that is not whole counts as the whole one nearer to
  /// the middle. Relative error below 1e-12. O(min(n, m)·n·m).
  ///
  /// @throws IllegalArgumentException also when `u` is outside [0, n·m], or the sizes are so large
  ///   that min(n, m)·n·m is above 2²⁸ or the number of orders above 1e300
  public static PValue exact(double u, long n, long m, Alternative alternative) {
    if (n < 1 || m < 1 || !(u >= 0 && u <= (double) n * m)) {
      throw new IllegalArgumentException(
          "u must be in [0, n·m] and sizes at least 1, were " + u + ", " + n + " and " + m);
    }
    if (!isFeasible(n, m)) {
      throw new IllegalArgumentException(
          "sizes " + n + " and " + m + " are too large for an exact p-value");
    }
    long pairs = n * m;
    double other = pairs - u;
    return switch (alternative) {
      case GREATER -> PValue.of(atLeast((long) u, n, m));
      case LESS -> PValue.of(atLeast((long) other, n, m));
      case TWO_SIDED -> PValue.of(atLeast((long) Math.max(u, other), n, m)).times(2);
    };
  }

  /// P of a U at least as extreme by the normal distribution, with the variance for the ties there
  /// are and a continuity correction of ½, as SciPy's `method="asymptotic"`; 1 when all values are
  /// equal. Good to a few per cent for p above 0.001 and 10 or more values in each sample.
  public static PValue asymptotic(double[] sortedX, double[] sortedY, Alternative alternative) {
    double n = sortedX.length;
    double m = sortedY.length;
    double u = statistic(sortedX, sortedY);
    double rows = n + m;
    double ties = tieTerm(sortedX, sortedY);
    double deviation = Math.sqrt(n * m / 12 * (rows + 1 - ties / (rows * (rows - 1))));
    double above = u - n * m / 2;
    return switch (alternative) {
      case GREATER -> upperTail(above - 0.5, deviation);
      case LESS -> upperTail(-above - 0.5, deviation);
      case TWO_SIDED -> upperTail(Math.abs(above) - 0.5, deviation).times(2);
    };
  }

  private static PValue upperTail(double excess, double deviation) {
    return deviation > 0 ? Normal.above(excess / deviation) : PValue.ONE;
  }

  /// Σ (t³ − t) over the numbers t of equal values.
  private static double tieTerm(double[] sortedX, double[] sortedY) {
    PooledOrder order = new PooledOrder(sortedX, sortedY);
    double sum = 0;
    while (order.next()) {
      double tied = order.here();
      sum += tied * (tied * tied - 1);
    }
    return sum;
  }

  private static boolean isFeasible(long n, long m) {
    long fewer = Math.min(n, m);
    return (double) fewer * n * m <= MOST_STEPS && orders(n, m) <= MOST_ORDERS;
  }

  /// The number of orders of the pooled sample.
  private static double orders(long n, long m) {
    long fewer = Math.min(n, m);
    double total = 1;
    for (long i = 1; i <= fewer && total <= MOST_ORDERS; i++) {
      total *= (Math.max(n, m) + i) / (double) i;
    }
    return total;
  }

  /// P(U ≥ `u`) by the symmetry of U.
  private static double atLeast(long u, long n, long m) {
    long pairs = n * m;
    boolean upper = 2 * u > pairs;
    long last = upper ? pairs - u : u - 1;
    double[] counts = counts(Math.toIntExact(last), Math.min(n, m), Math.max(n, m));
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    double share = Math.min(1, sum / orders(n, m));
    return upper ? share : 1 - share;
  }

  /// The number of orders with U = 0, 1, … `last`: coefficients of the Gaussian binomial, Π (1 −
  /// qᵐ⁺ⁱ)/(1 − qⁱ) for i from 1 to the smaller size. `last` is at most half of n·m, where counts
  /// rise, so that little cancels.
  private static double[] counts(int last, long fewer, long more) {
    double[] counts = new double[last + 1];
    if (last < 0) {
      return counts;
    }
    counts[0] = 1;
    for (int i = 1; i <= fewer; i++) {
      for (int u = i; u <= last; u++) {
        counts[u] += counts[u - i];
      }
      for (int u = last; u >= more + i; u--) {
        counts[u] -= counts[(int) (u - more - i)];
      }
    }
    return counts;
  }
}
