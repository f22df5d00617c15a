package dev.leeway.core.stats;

/// Fisher's exact test that two samples have the same proportion of successes.
public final class TwoProportions {

  /// Tables within this relative distance of the observed table's probability count as equally
  /// likely, so that rounding cannot tell ties apart.
  private static final double LN_TIE = Math.log1p(1e-7);

  private static final double NEGLIGIBLE = 1e-18;

  private TwoProportions() {}

  /// P of a table no more likely than `successesA` of `n` against `successesB` of `m`, two-sided,
  /// all margins given; 1 when an empty margin leaves a single table. Relative error about 1e-10
  /// for sizes up to 1e9. Starts at the observed table and its equal on the other side, and goes
  /// outwards until terms are negligible: O(√(n+m)) steps. Fisher (1935); two-sided as Irwin
  /// (1935).
  ///
  /// @throws IllegalArgumentException unless 0 ≤ successes ≤ size in both samples
  public static PValue test(long successesA, long n, long successesB, long m) {
    requireCounts(successesA, n);
    requireCounts(successesB, m);
    long successes = successesA + successesB;
    long low = Math.max(0, successes - m);
    long high = Math.min(successes, n);
    if (low == high) {
      return PValue.ONE;
    }
    Tables tables = new Tables(n, m, successes, low, high);
    double observed = tables.ln(successesA);
    double limit = observed + LN_TIE;
    long mode = Math.min(high, Math.max(low, tables.mode()));
    if (tables.ln(mode) <= limit) {
      return PValue.ONE;
    }
    LogSum total = new LogSum();
    if (successesA < mode) {
      total.add(observed, tables.below(successesA));
      long other = tables.firstAtMost(limit, mode, high);
      if (other <= high) {
        total.add(tables.ln(other), tables.above(other));
      }
    } else {
      total.add(observed, tables.above(successesA));
      long other = tables.lastAtMost(limit, low, mode);
      if (other >= low) {
        total.add(tables.ln(other), tables.below(other));
      }
    }
    return total.probability();
  }

  /// P of `successesA` or more of `n`, all margins given, when both samples have the same
  /// proportion: Fisher's (1935) exact test, one-sided; 1 when an empty margin leaves a single
  /// table. Relative error about 1e-10 for sizes up to 1e9; O(√(n+m)) steps.
  ///
  /// @throws IllegalArgumentException unless 0 ≤ successes ≤ size in both samples
  public static PValue greater(long successesA, long n, long successesB, long m) {
    requireCounts(successesA, n);
    requireCounts(successesB, m);
    long successes = successesA + successesB;
    long low = Math.max(0, successes - m);
    long high = Math.min(successes, n);
    if (successesA == low) {
      return PValue.ONE;
    }
    Tables tables = new Tables(n, m, successes, low, high);
    if (successesA > tables.mode()) {
      LogSum sum = new LogSum();
      sum.add(tables.ln(successesA), tables.above(successesA));
      return sum.probability();
    }
    LogSum below = new LogSum();
    below.add(tables.ln(successesA - 1), tables.below(successesA - 1));
    return PValue.of(Math.max(0, 1 - below.probability().value()));
  }

  private static void requireCounts(long successes, long size) {
    if (successes < 0 || successes > size) {
      throw new IllegalArgumentException(
          "successes must be in [0, " + size + "], were " + successes);
    }
  }

  /// The tables with given margins, by the successes x of the first sample.
  private record Tables(long n, long m, long successes, long low, long high) {

    double ln(long x) {
      return PointMass.lnHypergeometric(x, n, m, successes);
    }

    /// The most likely x, up to rounding.
    long mode() {
      return (long) ((successes + 1.0) / (n + m + 2.0) * (n + 1.0));
    }

    /// Σ P(y)/P(x) over y ≤ x, for x below the mode.
    double below(long x) {
      double sum = 1;
      double ratio = 1;
      for (long y = x; y > low && ratio > NEGLIGIBLE * sum; y--) {
        ratio *= (double) y / (n - y + 1) * ((double) (m - successes + y) / (successes - y + 1));
        sum += ratio;
      }
      return sum;
    }

    /// Σ P(y)/P(x) over y ≥ x, for x above the mode.
    double above(long x) {
      double sum = 1;
      double ratio = 1;
      for (long y = x; y < high && ratio > NEGLIGIBLE * sum; y++) {
        ratio *= (double) (n - y) / (y + 1) * ((double) (successes - y) / (m - successes + y + 1));
        sum += ratio;
      }
      return sum;
    }

    /// The first x above `mode` with ln P(x) ≤ limit, or `high` + 1.
    long firstAtMost(double limit, long mode, long high) {
      long inside = mode;
      long outside = high + 1;
      while (outside - inside > 1) {
        long middle = inside + (outside - inside) / 2;
        if (ln(middle) <= limit) {
          outside = middle;
        } else {
          inside = middle;
        }
      }
      return outside;
    }

    /// The last x below `mode` with ln P(x) ≤ limit, or `low` − 1.
    long lastAtMost(double limit, long low, long mode) {
      long inside = mode;
      long outside = low - 1;
      while (inside - outside > 1) {
        long middle = outside + (inside - outside) / 2;
        if (ln(middle) <= limit) {
          outside = middle;
        } else {
          inside = middle;
        }
      }
      return outside;
    }
  }
}
