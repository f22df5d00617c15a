package dev.leeway.core.stats;

import org.apache.commons.numbers.gamma.LogGamma;

/// Logarithms of the binomial and the hypergeometric density, right to about 14 digits of the
/// density for any size.
///
/// Loader (2000), *Fast and accurate computation of binomial probabilities*: the density is written
/// with the error of Stirling's formula and the deviance `x ln(x/np) + np − x`, neither of which
/// cancels.
final class Densities {

  private static final double LN_2PI = Math.log(2 * Math.PI);
  private static final double[] SMALL_ERRORS = new double[16];

  static {
    for (int n = 1; n < SMALL_ERRORS.length; n++) {
      SMALL_ERRORS[n] = LogGamma.value(n + 1.0) - (n + 0.5) * Math.log(n) + n - 0.5 * LN_2PI;
    }
  }

  private Densities() {}

  /// `ln P(X = x)` for X binomial with `n` trials of probability `p = 1 − q`.
  static double lnBinomial(double x, double n, double p, double q) {
    if (p == 0) {
      return x == 0 ? 0 : Double.NEGATIVE_INFINITY;
    }
    if (q == 0) {
      return x == n ? 0 : Double.NEGATIVE_INFINITY;
    }
    if (x == 0) {
      return p < 0.1 ? -deviance(n, n * q) - n * p : n * Math.log(q);
    }
    if (x == n) {
      return q < 0.1 ? -deviance(n, n * p) - n * q : n * Math.log(p);
    }
    return stirlingError(n)
        - stirlingError(x)
        - stirlingError(n - x)
        - deviance(x, n * p)
        - deviance(n - x, n * q)
        + 0.5 * (Math.log(n) - LN_2PI - Math.log(x) - Math.log(n - x));
  }

  /// `ln P(X = x)` where `draws` are taken without replacement from `marked` marked and `plain`
  /// other items and X of them are marked.
  static double lnHypergeometric(double x, double marked, double plain, double draws) {
    double all = marked + plain;
    if (draws == 0 || draws == all) {
      return 0;
    }
    double p = draws / all;
    double q = (all - draws) / all;
    return lnBinomial(x, marked, p, q)
        + lnBinomial(draws - x, plain, p, q)
        - lnBinomial(draws, all, p, q);
  }

  /// `ln n! − ln(√(2πn) (n/e)^n)`.
  private static double stirlingError(double n) {
    if (n < SMALL_ERRORS.length) {
      return SMALL_ERRORS[(int) n];
    }
    double square = n * n;
    return (1.0 / 12
            - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square)
                / square)
        / n;
  }

  /// `x ln(x/mean) + mean − x`, by a series where x is close to the mean.
  private static double deviance(double x, double mean) {
    if (Math.abs(x - mean) < 0.1 * (x + mean)) {
      double ratio = (x - mean) / (x + mean);
      double sum = (x - mean) * ratio;
      double term = 2 * x * ratio;
      double square = ratio * ratio;
      for (int j = 1; j < 1000; j++) {
        term *= square;
        double next = sum + term / (2 * j + 1);
        if (next == sum) {
          return sum;
        }
        sum = next;
      }
      return sum;
    }
    return x * Math.log(x / mean) + mean - x;
  }
}
