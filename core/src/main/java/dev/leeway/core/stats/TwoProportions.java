package dev.leeway.core.stats;

/// Fisher's (1935) exact test that two shares are the same, two-sided.
public final class TwoProportions {

  /// Outcomes count as no more probable than the observed one up to this factor, as in R and SciPy.
  private static final double TIE = Math.log1p(1e-7);

  private TwoProportions() {}

  /// The probability, given how many rows are marked in all, of an outcome at most as probable as
  /// the observed one when both samples have the same share. 1 when none or all are marked, or a
  /// sample is empty.
  ///
  /// @param a marked of the first `n`
  /// @param b marked of the second `m`
  public static PValue test(long a, long n, long b, long m) {
    if (a < 0 || b < 0 || a > n || b > m) {
      throw new IllegalArgumentException(
          "marked rows must be in [0, rows], were %d of %d and %d of %d".formatted(a, n, b, m));
    }
    long marked = a + b;
    long all = n + m;
    if (marked == 0 || marked == all || n == 0 || m == 0) {
      return PValue.ONE;
    }
    long least = Math.max(0, marked - m);
    long most = Math.min(n, marked);
    Margins margins = new Margins(n, m, marked);
    double observed = margins.lnDensity(a);
    double bar = observed + TIE;
    long mode = Math.max(least, Math.min(most, (long) ((marked + 1.0) * (n + 1.0) / (all + 2.0))));
    if (margins.lnDensity(mode) <= bar) {
      return PValue.ONE;
    }
    long lowEnd = lastAtMost(margins, least, mode, bar);
    long highEnd = firstAtMost(margins, mode, most, bar);
    double sum = 0;
    if (lowEnd >= least) {
      sum += margins.tailBelow(lowEnd, least, observed);
    }
    if (highEnd <= most) {
      sum += margins.tailAbove(highEnd, most, observed);
    }
    double ln = Math.log(sum) + observed;
    return ln > -690 ? PValue.of(sum * Math.exp(observed)) : PValue.ofLn(ln);
  }

  /// The largest `k ≤ mode` whose density is at most the bar; densities rise up to the mode.
  private static long lastAtMost(Margins margins, long least, long mode, double bar) {
    long low = least - 1;
    long high = mode;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (margins.lnDensity(middle) <= bar) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static long firstAtMost(Margins margins, long mode, long most, double bar) {
    long low = mode;
    long high = most + 1;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (margins.lnDensity(middle) <= bar) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /// The distribution of the marked rows in the first sample.
  private record Margins(long n, long m, long marked) {

    double lnDensity(long k) {
      return Densities.lnHypergeometric(k, n, m, marked);
    }

    /// `Σ_{j ≤ k} P(j)`, in units of e^unit.
    double tailBelow(long k, long least, double unit) {
      double term = Math.exp(lnDensity(k) - unit);
      double sum = 0;
      for (long j = k; j >= least && term > sum * 1e-17; j--) {
        sum += term;
        term *= (double) j * (m - marked + j) / ((n - j + 1.0) * (marked - j + 1.0));
      }
      return sum;
    }

    /// `Σ_{j ≥ k} P(j)`, in units of e^unit.
    double tailAbove(long k, long most, double unit) {
      double term = Math.exp(lnDensity(k) - unit);
      double sum = 0;
      for (long j = k; j <= most && term > sum * 1e-17; j++) {
        sum += term;
        term *= (double) (n - j) * (marked - j) / ((j + 1.0) * (m - marked + j + 1.0));
      }
      return sum;
    }
  }
}
