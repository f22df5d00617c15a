package dev.leeway.core.stats;

/// The Anderson–Darling test of two samples: squared distances of two empirical distribution
/// functions, each over its variance, so that the tails count as much as the middle.
///
/// Samples are in ascending order (as by `Arrays.sort`), together 4 or more values, two of them
/// different; infinities are values like others, −0 equals 0. Methods throw
/// IllegalArgumentException otherwise, and for NaN. Scholz & Stephens (1987), K-sample
/// Anderson–Darling tests.
public final class AndersonDarling {

  /// The significance levels of Scholz & Stephens' table 2, and the critical values for two
  /// samples: b₀ + b₁ + b₂ there.
  private static final double[] LEVELS = {0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001};

  private static final double[] CRITICAL = {
    0.675 - 0.245 - 0.105,
    1.281 + 0.250 - 0.305,
    1.645 + 0.678 - 0.362,
    1.960 + 1.149 - 0.391,
    2.326 + 1.822 - 0.396,
    2.573 + 2.364 - 0.345,
    3.085 + 3.615 - 0.154
  };

  private static final Parabola LN_LEVEL = Parabola.through(CRITICAL, LEVELS);

  private AndersonDarling() {}

  /// The standardized statistic with midranks for ties (A²ₐ, eq. 7): less its mean 1, over its
  /// standard deviation without ties; negative for samples that are more alike than by chance. As
  /// SciPy's `anderson_ksamp(variant="midrank")`. O(n+m).
  public static double statistic(double[] sortedX, double[] sortedY) {
    double n = sortedX.length;
    double m = sortedY.length;
    double rows = n + m;
    PooledOrder order = new PooledOrder(sortedX, sortedY);
    double sum = 0;
    int distinct = 0;
    while (order.next()) {
      double tied = order.here();
      double below = order.xMiddle() + order.yMiddle();
      double step = m * order.xMiddle() - n * order.yMiddle();
      sum += tied * step * step / (below * (rows - below) - rows * tied / 4);
      distinct++;
    }
    requireDistinct(distinct);
    return standardized(sum / (n * m) * ((rows - 1) / rows), n, m);
  }

  /// The standardized statistic of right-continuous distribution functions (A², eq. 6), as SciPy's
  /// `variant="right"`. The same as [#statistic] but for terms of order 1/(n+m) and the treatment
  /// of ties.
  public static double rightStatistic(double[] sortedX, double[] sortedY) {
    double n = sortedX.length;
    double m = sortedY.length;
    double rows = n + m;
    PooledOrder order = new PooledOrder(sortedX, sortedY);
    double sum = 0;
    int distinct = 0;
    while (order.next()) {
      double upTo = (double) order.xUpTo() + order.yUpTo();
      distinct++;
      if (upTo < rows) {
        double step = m * order.xUpTo() - n * order.yUpTo();
        sum += order.here() * step * step / (upTo * (rows - upTo));
      }
    }
    requireDistinct(distinct);
    return standardized(sum / (n * m), n, m);
  }

  /// P of a standardized statistic of at least `statistic` without drift, by interpolation in a
  /// table: never below 0.001 nor above 0.25, which stand for "at most" and "at least". A parabola
  /// fitted to the logarithms of the seven levels gives what lies between, as in SciPy's
  /// `anderson_ksamp`; it misses the table's own values by up to 3 %.
  ///
  /// @throws IllegalArgumentException for NaN
  public static PValue interpolatedPValue(double statistic) {
    if (Double.isNaN(statistic)) {
      throw new IllegalArgumentException("statistic must be a number");
    }
    int last = LEVELS.length - 1;
    if (statistic < CRITICAL[0]) {
      return PValue.of(LEVELS[0]);
    }
    if (statistic > CRITICAL[last]) {
      return PValue.of(LEVELS[last]);
    }
    return PValue.ofLn(LN_LEVEL.at(statistic));
  }

  /// Scholz & Stephens' eq. 4 with k = 2.
  private static double standardized(double squared, double n, double m) {
    double rows = n + m;
    if (rows < 4) {
      throw new IllegalArgumentException("both samples together need 4 or more values");
    }
    double h = 0;
    double g = 0;
    for (double i = rows - 1; i >= 2; i--) {
      h += 1 / i;
      g += h / (rows - i + 1);
    }
    h += 1;
    double sizes = 1 / n + 1 / m;
    double a = 4 * g - 6 + (10 - 6 * g) * sizes;
    double b = 4 * (2 * g - 4) + 16 * h + (2 * g - 14 * h - 4) * sizes - 8 * h + 4 * g - 6;
    double c = 4 * (6 * h + 2 * g - 2) + 2 * (4 * h - 4 * g + 6) + (2 * h - 6) * sizes + 4 * h;
    double d = 4 * (2 * h + 6) - 8 * h;
    double variance =
        (((a * rows + b) * rows + c) * rows + d) / ((rows - 1) * (rows - 2) * (rows - 3));
    return (squared - 1) / Math.sqrt(variance);
  }

  private static void requireDistinct(int distinct) {
    if (distinct < 2) {
      throw new IllegalArgumentException("both samples are one and the same constant");
    }
  }

  /// A parabola by its coefficients on polynomials orthogonal over the points it was fitted to: 1,
  /// u = x − mean, and u² − skew·u − spread.
  private record Parabola(
      double mean, double skew, double spread, double constant, double slope, double curvature) {

    /// The least-squares fit of ln y.
    static Parabola through(double[] x, double[] y) {
      int points = x.length;
      double mean = 0;
      double constant = 0;
      for (int i = 0; i < points; i++) {
        mean += x[i] / points;
        constant += Math.log(y[i]) / points;
      }
      double second = 0;
      double third = 0;
      double slope = 0;
      for (int i = 0; i < points; i++) {
        double u = x[i] - mean;
        second += u * u;
        third += u * u * u;
        slope += u * Math.log(y[i]);
      }
      double skew = third / second;
      double spread = second / points;
      double above = 0;
      double below = 0;
      for (int i = 0; i < points; i++) {
        double u = x[i] - mean;
        double v = u * u - skew * u - spread;
        above += v * Math.log(y[i]);
        below += v * v;
      }
      return new Parabola(mean, skew, spread, constant, slope / second, above / below);
    }

    double at(double x) {
      double u = x - mean;
      return constant + slope * u + curvature * (u * u - skew * u - spread);
    }
  }
}
