package dev.leeway.core.stats;

import java.util.Arrays;

/// The exact distribution of the two-sample Kolmogorov–Smirnov statistic.
///
/// Reading the pooled sample in order is a walk on a lattice from (0, 0) to (n, m), all walks being
/// equally likely (Hodges, 1957). `D ≥ d` when the walk touches a point with `|i/n − j/m| ≥ d`. The
/// share of walks to (i, j) that did so is 1 at such points, and elsewhere
///
/// ```
/// A(i, j) = i/(i+j) · A(i−1, j) + j/(i+j) · A(i, j−1)
/// ```
///
/// a sum of positive terms, so small p-values keep their digits. Only the band between the two
/// lines is visited. The shares are held times 2^[#SCALE] so that p-values down to 1e-590 do not
/// underflow. For n = m there is a closed form by reflection (Gnedenko and Korolyuk, 1951).
final class LatticePaths {

  private static final int SCALE = 1000;

  /// Below this logarithm the share no longer fits, and the asymptotic magnitude is given instead.
  private static final double LEAST_LN = -1300;

  private LatticePaths() {}

  static PValue pValue(double d, long n, long m) {
    long divisor = gcd(n, m);
    long a = n / divisor;
    long b = m / divisor;
    long limit = Math.round(d * a * m);
    if (limit == 0) {
      return PValue.ONE;
    }
    if (n == m) {
      return equalSizes(limit, n);
    }
    double effective = (double) n * m / (n + m);
    if (-2 * effective * d * d < LEAST_LN) {
      return PValue.ofLn(Math.log(2) - 2 * effective * d * d);
    }
    double scaled = share(Math.max(n, m), Math.min(n, m), Math.max(a, b), Math.min(a, b), limit);
    if (scaled == 0) {
      return PValue.ofLn(Math.log(2) - 2 * effective * d * d);
    }
    return PValue.ofLn(Math.log(scaled) - SCALE * Math.log(2)).value() > 1e-300
        ? PValue.of(Math.scalb(scaled, -SCALE))
        : PValue.ofLn(Math.log(scaled) - SCALE * Math.log(2));
  }

  /// `A(n, m)` times 2^SCALE, walking along the longer side with one row over the shorter. A point
  /// is inside when `|i·b − j·a| < limit`.
  private static double share(long n, long m, long a, long b, long limit) {
    double one = Math.scalb(1.0, SCALE);
    double[] row = new double[Math.toIntExact(m) + 1];
    Arrays.fill(row, one);
    for (int i = 0; i <= n; i++) {
      long centre = i * b;
      int from = (int) Math.max(0, Math.floorDiv(centre - limit, a) + 1);
      int to = (int) Math.min(m, Math.floorDiv(centre + limit - 1, a));
      if (from > 0) {
        row[from - 1] = one;
      }
      int j = from;
      if (i == 0 && from == 0) {
        row[0] = 0;
        j = 1;
        for (; j <= to; j++) {
          row[j] = row[j - 1];
        }
      } else {
        double left = from > 0 ? one : 0;
        for (; j <= to; j++) {
          double total = (double) i + j;
          left = (i * row[j] + j * left) / total;
          row[j] = left;
        }
      }
    }
    return row[(int) m];
  }

  /// `2 Σ_{k≥1} (−1)^{k−1} C(2n, n−kh) / C(2n, n)`.
  private static PValue equalSizes(long h, long n) {
    double first = lnRatio(h, n);
    double sum = 0;
    double sign = 1;
    for (long k = 1; k * h <= n; k++) {
      double term = Math.exp(lnRatio(k * h, n) - first);
      sum += sign * term;
      sign = -sign;
      if (term < 1e-18) {
        break;
      }
    }
    double ln = Math.log(2 * sum) + first;
    return ln > -690 ? PValue.of(2 * sum * Math.exp(first)) : PValue.ofLn(ln);
  }

  /// `ln [n!² / ((n−s)! (n+s)!)]` as a sum of logarithms of ratios.
  private static double lnRatio(long s, long n) {
    double sum = 0;
    for (long i = 1; i <= s; i++) {
      sum += Math.log1p(-(double) s / (n + i));
    }
    return sum;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
