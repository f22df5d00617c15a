package dev.leeway.core.stats;

/// How surprising it is that new rows hold values the reference never had.
public final class Novelty {

  private static final double EXACT_OPERATIONS = 2e7;
  private static final double SMALLEST_EXACT = 1e-280;

  private Novelty() {}

  /// P(K ≥ `outside`) where K is the number of `m` new values outside the range of `n` reference
  /// values, when all n + m are exchangeable and continuous: K is beta-binomial with parameters m,
  /// 2 and n − 1. Ties make it too large, never too small. Wilks (1941), Determination of sample
  /// sizes for setting tolerance limits. O(1).
  ///
  /// @param outside new values below the least or above the largest reference value, 0 … m
  /// @param n at least 2
  public static PValue outsideRange(long outside, long n, long m) {
    if (n < 2) {
      throw new IllegalArgumentException("n must be at least 2, was " + n);
    }
    requireSubset(outside, m);
    if (outside == 0) {
      return PValue.ONE;
    }
    // Of the n+m ranks, k new ones lie outside in k+1 ways (so many of them below). Summed over k
    // the counts of the arrangements telescope to C(L, n−1)·(k + 1 + (m−k)/n) / C(n+m, n) with
    // L = n+m−1−k; C(L, n−1)/C(n+m−1, n−1) is the chance that k given ranks are all new.
    double ln =
        PointMass.lnHypergeometric(outside, m, n - 1, outside)
            + Math.log(n / ((double) n + m))
            + Math.log(outside + 1.0 + (m - outside) / (double) n);
    return PValue.ofLn(Math.min(0, ln));
  }

  /// P(K ≥ `unseenRows`) where K is the number of `m` new rows in categories that none of `n`
  /// reference rows has, when all n + m rows are exchangeable.
  ///
  /// A category with c rows in both samples together is unseen when all of them are new, with
  /// chance q(c) = Π (m−i)/(n+m−i) over i < c; so K = Σ c·Binomial(N(c), q(c)) with N(c) the number
  /// of such categories. They are treated as independent. In truth they are negatively associated
  /// (one that takes new rows leaves fewer to others), which makes large K rarer: the result is
  /// conservative. It is the exact convolution where that takes up to 2e7 operations and the result
  /// is above 1e-280; otherwise Chernoff's bound inf exp(−t·k)·E exp(t·K), which is larger.
  ///
  /// @param multiplicity different values c ≥ 1
  /// @param categories their N(c) ≥ 0, in the same order
  public static PValue unseenCategories(
      long unseenRows, long n, long m, long[] multiplicity, long[] categories) {
    if (n < 0) {
      throw new IllegalArgumentException("n must be at least 0, was " + n);
    }
    requireSubset(unseenRows, m);
    UnseenRows law = UnseenRows.of(n, m, multiplicity, categories);
    if (unseenRows == 0) {
      return PValue.ONE;
    }
    if (law.operations(unseenRows) <= EXACT_OPERATIONS) {
      double exact = law.tail(Math.toIntExact(unseenRows));
      if (exact > SMALLEST_EXACT || law.most() < unseenRows) {
        return PValue.of(Math.min(1, exact));
      }
    }
    return PValue.ofLn(law.lnChernoffBound(unseenRows));
  }

  private static void requireSubset(long rows, long m) {
    if (rows < 0 || rows > m) {
      throw new IllegalArgumentException("new rows must be in [0, " + m + "], were " + rows);
    }
  }
}
