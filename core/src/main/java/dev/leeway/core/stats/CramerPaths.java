package dev.leeway.core.stats;

import java.util.Arrays;

/// The exact distribution of the Cramér–von Mises statistic of two small samples without ties.
///
/// An order of the pooled sample is a path over the lattice of (x's so far, y's so far), and the
/// statistic is a sum of whole numbers over its points: ζ = Σ (a·i − b·j)² with a and b the least
/// common multiple of the sizes over each of them. Point by point the number of paths for every sum
/// below the observed one is kept, and a path that reaches it is done, however it goes on: the tail
/// is a sum of positive terms. Xiao, Gordon & Yakovlev (2006).
final class CramerPaths {

  /// The numbers of paths by their sum, ascending.
  private record Sums(long[] sum, double[] paths) {
    static final Sums NONE = new Sums(new long[0], new double[0]);
  }

  private CramerPaths() {}

  /// P(T ≥ `statistic`); a statistic between two possible ones counts as the lower.
  static PValue tail(double statistic, int n, int m) {
    long multiple = (long) n / gcd(n, m) * m;
    long a = multiple / n;
    long b = multiple / m;
    double rows = (double) n + m;
    double zeta = statistic * rows * rows * ((double) multiple * multiple) / ((double) n * m);
    long limit = (long) Math.floor(zeta + 1e-6);
    if (limit <= 0) {
      return PValue.ONE;
    }
    double[][] ways = binomials(n + m);
    double reached = 0;
    Sums[] column = new Sums[m + 1];
    Arrays.fill(column, Sums.NONE);
    for (int i = 0; i <= n; i++) {
      Sums before = Sums.NONE;
      for (int j = 0; j <= m; j++) {
        Sums merged =
            i + j == 0 ? new Sums(new long[1], new double[] {1}) : merge(before, column[j]);
        long gap = a * i - b * j;
        int kept = 0;
        while (kept < merged.sum.length && merged.sum[kept] + gap * gap < limit) {
          merged.sum[kept++] += gap * gap;
        }
        for (int k = kept; k < merged.sum.length; k++) {
          reached += merged.paths[k] * ways[n - i + m - j][n - i];
        }
        before = new Sums(Arrays.copyOf(merged.sum, kept), Arrays.copyOf(merged.paths, kept));
        column[j] = before;
      }
    }
    return PValue.of(Math.min(1, reached / ways[n + m][n]));
  }

  private static Sums merge(Sums first, Sums second) {
    long[] sum = new long[first.sum.length + second.sum.length];
    double[] paths = new double[sum.length];
    int i = 0;
    int j = 0;
    int k = 0;
    while (i < first.sum.length || j < second.sum.length) {
      boolean takeFirst =
          j == second.sum.length || (i < first.sum.length && first.sum[i] <= second.sum[j]);
      long next = takeFirst ? first.sum[i] : second.sum[j];
      double count = takeFirst ? first.paths[i++] : second.paths[j++];
      if (k > 0 && sum[k - 1] == next) {
        paths[k - 1] += count;
      } else {
        sum[k] = next;
        paths[k++] = count;
      }
    }
    return new Sums(Arrays.copyOf(sum, k), Arrays.copyOf(paths, k));
  }

  /// Binomial coefficients by rows of Pascal's triangle; exact up to 2⁵³.
  private static double[][] binomials(int n) {
    double[][] rows = new double[n + 1][];
    for (int i = 0; i <= n; i++) {
      rows[i] = new double[i + 1];
      rows[i][0] = 1;
      rows[i][i] = 1;
      for (int j = 1; j < i; j++) {
        rows[i][j] = rows[i - 1][j - 1] + rows[i - 1][j];
      }
    }
    return rows;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
