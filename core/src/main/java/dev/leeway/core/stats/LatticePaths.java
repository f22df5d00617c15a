package dev.leeway.core.stats;

import java.util.Arrays;

/// The exact null distribution of the two-sample Kolmogorov–Smirnov statistic: the share of lattice
/// paths from (0, 0) to (n, m) that leave a band around the diagonal.
///
/// Without ties every order of the pooled sample is equally likely, and each is a path: right for
/// an x, up for a y. At (i, j) the two distribution functions differ by `i/n − j/m`. Hodges (1958),
/// The significance probability of the Smirnov two-sample test.
final class LatticePaths {

  // How it counts. For a point (i, j) inside the band let s(i, j) be the share of the paths from
  // the
  // origin to it that never left. The last step came from the left with chance i/(i+j), from below
  // with j/(i+j), so
  //
  //     s(i, j) = i/(i+j) · s(i−1, j) + j/(i+j) · s(i, j−1),    s = 0 outside.
  //
  // Every path that leaves does so for the first time at one outside point b, so the answer is the
  // sum over such b of (share of all paths that visit b) · (share of those that arrive from
  // inside).
  // The first factor is hypergeometric and taken in logarithms, the second comes from s and is
  // never
  // extremely small where it matters: all terms are positive, nothing is subtracted from 1, and
  // tiny
  // answers keep their relative accuracy.
  //
  // One column of s is kept. Deep in the band s is 1 to the last bit; those cells are skipped,
  // which
  // leaves two strips along the edges where the band is wide.

  private static final double NEARLY_ONE = 1 - 4e-16;

  private final long n;
  private final long m;
  private final LogSum exits = new LogSum();

  private LatticePaths(long n, long m) {
    this.n = n;
    this.m = m;
  }

  /// P(D ≥ d) for samples of sizes `n` and `m` with `n + m` at most 2²⁶. Time is O((n+m)·√(n+m)) or
  /// better, memory O(n+m); relative error below 1e-9.
  static PValue tail(double d, long n, long m) {
    long divisor = greatestCommonDivisor(n, m);
    double multiple = d * (double) Math.multiplyExact(n, m / divisor);
    long h = (long) Math.ceil(multiple - Math.max(1e-9, 8 * Math.ulp(multiple)));
    if (h <= 0) {
      return PValue.ONE;
    }
    LatticePaths paths = new LatticePaths(n, m);
    paths.walk(h, m / divisor, n / divisor);
    return paths.exits.probability();
  }

  /// Outside is where |j·rise − i·run| ≥ h.
  private void walk(long h, long run, long rise) {
    int width = Math.toIntExact(m);
    double[] inverse = new double[Math.toIntExact(n + m) + 1];
    for (int k = 1; k < inverse.length; k++) {
      inverse[k] = 1.0 / k;
    }
    double[] s = new double[width + 1];
    long firstAbove = -Math.floorDiv(-h, rise);
    int last = (int) Math.min(width, firstAbove - 1);
    Arrays.fill(s, 0, last + 1, 1);
    if (firstAbove <= width) {
      exit(0, last + 1, 1);
    }
    int onesFrom = 0;
    int onesTo = last;
    int previousBottom = -1;
    for (int i = 1; i <= n; i++) {
      long height = i * run;
      int bottom = (int) Math.max(-1, Math.floorDiv(height - h, rise));
      firstAbove = -Math.floorDiv(-height - h, rise);
      last = (int) Math.min(width, firstAbove - 1);
      for (int j = previousBottom + 1; j <= bottom; j++) {
        exit(i, j, i * inverse[i + j] * s[j]);
        s[j] = 0;
      }
      previousBottom = bottom;

      int from = 0;
      int to = -1;
      double value = 0;
      for (int j = bottom + 1; j <= last; j++) {
        double share = inverse[i + j];
        value = s[j] * (i * share) + value * (j * share);
        if (value >= NEARLY_ONE) {
          value = 1;
          from = to == j - 1 && from <= to ? from : j;
          to = j;
          if (onesFrom <= j + 1 && j < onesTo) {
            s[j] = 1;
            to = Math.min(onesTo, last);
            j = to;
          }
        }
        s[j] = value;
      }
      onesFrom = from;
      onesTo = to;
      if (firstAbove <= width) {
        exit(i, last + 1, (last + 1) * inverse[i + last + 1] * s[last]);
      }
    }
  }

  private void exit(int i, int j, double arrivesFromInside) {
    if (arrivesFromInside > 0) {
      exits.add(PointMass.lnHypergeometric(i, n, m, (long) i + j), arrivesFromInside);
    }
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
