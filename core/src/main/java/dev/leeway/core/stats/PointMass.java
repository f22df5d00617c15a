package dev.leeway.core.stats;

/// Natural logarithms of binomial and hypergeometric probabilities, to about 1e-14 of their own
/// size for counts up to 1e15.
///
/// Saddle-point form: `ln n! = n ln n − n + ½ ln 2πn + δ(n)`, in which the large parts cancel on
/// paper and only deviances are computed. Loader (2000), Fast and accurate computation of binomial
/// probabilities.
final class PointMass {
  private static final double HALF_LN_TWO_PI = 0.5 * Math.log(2 * Math.PI);
  private static final double[] SMALL_STIRLING_ERRORS = smallStirlingErrors();

  private PointMass() {}

  /// ln P(K = k) for K binomial with `n` trials of chance `p`, and `q = 1 − p` given apart so that
  /// neither is rounded; minus infinity outside 0 ≤ k ≤ n.
  static double lnBinomial(long k, long n, double p, double q) {
    if (k < 0 || k > n) {
      return Double.NEGATIVE_INFINITY;
    }
    if (p <= 0) {
      return k == 0 ? 0 : Double.NEGATIVE_INFINITY;
    }
    if (q <= 0) {
      return k == n ? 0 : Double.NEGATIVE_INFINITY;
    }
    if (k == 0) {
      return n * (p < q ? Math.log1p(-p) : Math.log(q));
    }
    if (k == n) {
      return n * (q < p ? Math.log1p(-q) : Math.log(p));
    }
    double trials = n;
    double hits = k;
    double misses = n - k;
    double errors = stirlingError(trials) - stirlingError(hits) - stirlingError(misses);
    return errors
        - deviance(hits, n * p)
        - deviance(misses, n * q)
        - HALF_LN_TWO_PI
        - 0.5 * (Math.log(hits) + Math.log1p(-hits / trials));
  }

  /// ln P(K = k) for K the number of marked items among `draws` taken without replacement from
  /// `marked` + `unmarked` items; minus infinity where that is impossible.
  static double lnHypergeometric(long k, long marked, long unmarked, long draws) {
    if (k < 0 || k > marked || k > draws || draws - k > unmarked) {
      return Double.NEGATIVE_INFINITY;
    }
    if (draws == 0 || draws == marked + unmarked) {
      return 0;
    }
    double total = (double) marked + unmarked;
    double p = draws / total;
    double q = (marked + unmarked - draws) / total;
    return lnBinomial(k, marked, p, q)
        + lnBinomial(draws - k, unmarked, p, q)
        - lnBinomial(draws, marked + unmarked, p, q);
  }

  /// δ(n) = ln n! − (½ ln 2πn + n ln n − n), for whole n ≥ 1.
  private static double stirlingError(double n) {
    if (n < SMALL_STIRLING_ERRORS.length) {
      return SMALL_STIRLING_ERRORS[(int) n];
    }
    double square = n * n;
    return (1 / 12d
            - (1 / 360d - (1 / 1260d - (1 / 1680d - 1 / (1188 * square)) / square) / square)
                / square)
        / n;
  }

  /// x ln(x/mean) + mean − x, without cancellation where x is near `mean`.
  static double deviance(double x, double mean) {
    double difference = x - mean;
    if (Math.abs(difference) >= 0.1 * (x + mean)) {
      return x * Math.log(x / mean) - difference;
    }
    double v = difference / (x + mean);
    double sum = difference * v;
    double power = 2 * x * v;
    for (int odd = 3; ; odd += 2) {
      power *= v * v;
      double next = sum + power / odd;
      if (next == sum) {
        return sum;
      }
      sum = next;
    }
  }

  private static double[] smallStirlingErrors() {
    double[] errors = new double[16];
    double factorial = 1;
    for (int n = 1; n < errors.length; n++) {
      factorial *= n;
      errors[n] = Math.log(factorial) - (HALF_LN_TWO_PI + (n + 0.5) * Math.log(n) - n);
    }
    return errors;
  }
}
