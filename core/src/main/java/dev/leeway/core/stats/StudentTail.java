package dev.leeway.core.stats;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/// Tails of Student's t distribution, in logarithms where they leave the range of a `double`.
final class StudentTail {

  private StudentTail() {}

  /// P(|T| ≥ |`t`|) with `degrees` of freedom, above 0: the regularized incomplete beta function
  /// I(ν/2, ½) at ν/(ν + t²). Relative error about 1e-12.
  static PValue beyond(double t, double degrees) {
    if (Double.isInfinite(t)) {
      return PValue.ofLn(Double.NEGATIVE_INFINITY);
    }
    double ratio = t * t / degrees;
    if (Double.isInfinite(ratio)) {
      return farTail(t, degrees);
    }
    double value = ratio < 1 ? near(ratio, degrees) : far(ratio, degrees);
    return value > 1e-280 ? PValue.of(Math.min(1, value)) : farTail(t, degrees);
  }

  // Of x and 1 − x each has the smaller one, which is computed without loss.

  private static double far(double ratio, double degrees) {
    return RegularizedBeta.value(1 / (1 + ratio), degrees / 2, 0.5);
  }

  private static double near(double ratio, double degrees) {
    double rest = ratio / (1 + ratio);
    double inside = RegularizedBeta.value(rest, 0.5, degrees / 2);
    return inside < 0.5 ? 1 - inside : RegularizedBeta.complement(rest, 0.5, degrees / 2);
  }

  /// xᵃ(1 − x)ᵇ/(a·B(a, b)) times the continued fraction of the incomplete beta function, evaluated
  /// forwards (Lentz, 1976). Didonato & Morris (1992).
  private static PValue farTail(double t, double degrees) {
    double a = degrees / 2;
    double b = 0.5;
    double root = Math.abs(t) / Math.sqrt(degrees);
    double lnRatio = 2 * Math.log(root);
    double x = 1 / (1 + root * root);
    double lnX = root < 1e8 ? -Math.log1p(root * root) : -lnRatio;
    double lnRest = root < 1e8 ? lnRatio + lnX : -x;
    double c = 1;
    double d = 1 / (1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int i = 1; ; i++) {
      double even = i * (b - i) * x / ((a + 2 * i - 1) * (a + 2 * i));
      d = 1 / (1 + even * d);
      c = 1 + even / c;
      fraction *= c * d;
      double odd = -(a + i) * (a + b + i) * x / ((a + 2 * i) * (a + 2 * i + 1));
      d = 1 / (1 + odd * d);
      c = 1 + odd / c;
      double change = c * d;
      fraction *= change;
      if (Math.abs(change - 1) < 1e-15) {
        double ln = a * lnX + b * lnRest - Math.log(a) - LogBeta.value(a, b) + Math.log(fraction);
        return PValue.ofLn(Math.min(0, ln));
      }
    }
  }
}
