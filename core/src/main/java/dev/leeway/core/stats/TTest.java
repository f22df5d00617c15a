package dev.leeway.core.stats;

/// Student's and Welch's t tests of whether two means are equal, two-sided, from sizes, means and
/// variances: mergeable state is enough, and the values need not be at hand. For normal values; for
/// others a good approximation once samples are large and tails not heavy.
///
/// Both throw IllegalArgumentException when a sample has fewer than 2 values, and when neither has
/// any spread, so that there is nothing to measure the difference by.
public final class TTest {

  private TTest() {}

  /// Welch's test, which allows for different variances: t = (mean x − mean y)/√(vx/n + vy/m) with
  /// Satterthwaite's degrees of freedom. As SciPy's `ttest_ind(equal_var=False)`. Welch (1947).
  public static TestResult welch(SampleMoments x, SampleMoments y) {
    requireSizes(x, y);
    double first = x.variance() / x.size();
    double second = y.variance() / y.size();
    double error = Math.sqrt(first + second);
    requireSpread(error);
    // scaled, so that the squares of tiny variances do not vanish
    double u = first / (first + second);
    double v = second / (first + second);
    double degreesOfFreedom = 1 / (u * u / (x.size() - 1) + v * v / (y.size() - 1));
    return result((x.mean() - y.mean()) / error, degreesOfFreedom);
  }

  /// Student's test with one pooled variance and n + m − 2 degrees of freedom. As SciPy's
  /// `ttest_ind(equal_var=True)`. Student (1908); wrong where both sizes and variances differ.
  public static TestResult pooled(SampleMoments x, SampleMoments y) {
    requireSizes(x, y);
    double degreesOfFreedom = (double) x.size() + y.size() - 2;
    double variance =
        ((x.size() - 1) / degreesOfFreedom) * x.variance()
            + ((y.size() - 1) / degreesOfFreedom) * y.variance();
    double error = Math.sqrt(variance * (1.0 / x.size() + 1.0 / y.size()));
    requireSpread(error);
    return result((x.mean() - y.mean()) / error, degreesOfFreedom);
  }

  private static TestResult result(double t, double degreesOfFreedom) {
    return new TestResult(t, degreesOfFreedom, StudentTail.beyond(t, degreesOfFreedom));
  }

  private static void requireSizes(SampleMoments x, SampleMoments y) {
    if (x.size() < 2 || y.size() < 2) {
      throw new IllegalArgumentException(
          "sizes must be at least 2, were " + x.size() + " and " + y.size());
    }
  }

  private static void requireSpread(double error) {
    if (!(error > 0)) {
      throw new IllegalArgumentException("neither sample has any spread");
    }
  }
}
