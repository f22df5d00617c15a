package dev.leeway.core.stats;

/// The log-likelihood-ratio test of homogeneity of two samples counted on the same categories (a
/// 2×J table), without Yates' correction. Categories empty in both samples do not count.
public final class GTest {

  private GTest() {}

  /// G = 2 Σ observed·ln(observed/expected) over both rows, an empty cell adding 0, with a p-value
  /// from the chi-square distribution whatever the expected counts: read it where they reach
  /// [ChiSquare#ENOUGH_EXPECTED]. G is summed by terms of one sign, so that it is right for large
  /// counts that hardly differ. As SciPy's `chi2_contingency(lambda_="log-likelihood",
  /// correction=False)`. Wilks (1938).
  ///
  /// @throws IllegalArgumentException for arrays of different lengths, negative counts, an empty
  ///   sample, or fewer than two categories that are not empty
  public static TestResult twoSample(long[] reference, long[] current) {
    TwoSampleCounts table = TwoSampleCounts.of(reference, current);
    if (table.categories() < 2) {
      throw new IllegalArgumentException("a G test needs 2 or more categories that are not empty");
    }
    double rows = table.rows();
    double g = 0;
    for (int j = 0; j < table.categories(); j++) {
      double pooled = table.pooled(j);
      g +=
          GoodnessOfFit.deviance(table.reference()[j], pooled * (table.referenceRows() / rows))
              + GoodnessOfFit.deviance(table.current()[j], pooled * (table.currentRows() / rows));
    }
    int degreesOfFreedom = table.categories() - 1;
    return new TestResult(g, degreesOfFreedom, ChiSquareTail.above(g, degreesOfFreedom));
  }
}
