package dev.leeway.core.stats;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/// The upper tail of the chi-square distribution, in logarithms where it leaves the range of a
/// `double`.
public final class ChiSquareTail {

  private ChiSquareTail() {}

  /// P(χ² ≥ `statistic`), for a finite statistic of at least 0 and at least 1 degree of freedom.
  public static PValue above(double statistic, int degreesOfFreedom) {
    double a = degreesOfFreedom / 2.0;
    double x = statistic / 2;
    double value = RegularizedGamma.Q.value(a, x);
    return value > 1e-280 ? PValue.of(Math.min(1, value)) : PValue.ofLn(lnFarTail(a, x));
  }

  /// ln Q(a, x) for x well above a, by Legendre's continued fraction, evaluated forwards (Lentz,
  /// 1976; Thompson & Barnett, 1986).
  private static double lnFarTail(double a, double x) {
    double b = x + 1 - a;
    double c = Double.POSITIVE_INFINITY;
    double d = 1 / b;
    double fraction = d;
    for (int i = 1; ; i++) {
      double numerator = i * (a - i);
      b += 2;
      d = 1 / (numerator * d + b);
      c = b + numerator / c;
      double change = c * d;
      fraction *= change;
      if (Math.abs(change - 1) < 1e-15) {
        return a * Math.log(x) - x - LogGamma.value(a) + Math.log(fraction);
      }
    }
  }
}
