package dev.leeway.core.stats;

/// The distribution of the Cramér–von Mises statistic ω² for infinite samples: that of Σ Zⱼ²/(jπ)²
/// with standard normal Z.
///
/// Smirnov (1936): P(ω² > x) = 2/π Σ (−1)ʲ⁻¹ ∫ exp(−x t²/2)/√(t·|sin t|) dt over t from (2j−1)π to
/// 2jπ. The first term is the tail itself, so that nothing cancels where p is small.
final class CramerDistribution {
  private static final int NODES = 96;
  private static final double FIRST_TERM_ALONE = 5;
  private static final double STEP = 0.125;
  private static final double FARTHEST = 6.5;

  private CramerDistribution() {}

  /// P(ω² > `x`); certain for `x` of at most 0. Relative error below 1e-12.
  static PValue survival(double x) {
    if (x < 0.003) {
      return PValue.ONE; // 1 − p is below 1e-17
    }
    return x < FIRST_TERM_ALONE
        ? PValue.of(Math.min(1, alternating(x)))
        : PValue.ofLn(lnFirstTerm(x));
  }

  /// All terms, each by Gauss–Chebyshev quadrature, whose weight takes up the integrand's roots at
  /// both ends.
  private static double alternating(double x) {
    double total = 0;
    for (int j = 1; ; j++) {
      double sum = 0;
      for (int node = 1; node <= NODES; node++) {
        double angle = (node - 0.5) * Math.PI / NODES;
        // distances from both ends, which add to π
        double near = Math.PI * square(Math.sin(angle / 2));
        double far = Math.PI * square(Math.cos(angle / 2));
        double t = (2 * j - 1) * Math.PI + near;
        double sine = Math.sin(Math.min(near, far));
        sum += Math.exp(-x * t * t / 2) * Math.sqrt(near * far / (t * sine));
      }
      double term = 2.0 / NODES * sum;
      total += j % 2 == 1 ? term : -term;
      if (term <= 1e-18 * total) {
        return total;
      }
    }
  }

  /// The logarithm of the first term, with t = π + r²/(xπ): what is left is exp(−r²) times a smooth
  /// even function, which the trapezoidal rule integrates to the last digit.
  private static double lnFirstTerm(double x) {
    double sum = 0;
    for (double r = STEP / 2; r < FARTHEST; r += STEP) {
      double s = r * r / (x * Math.PI);
      sum += Math.exp(-r * r - x * s * s / 2) / Math.sqrt((Math.PI + s) * Math.sin(s) / s);
    }
    double integral = sum * STEP * 2 / Math.sqrt(x * Math.PI);
    return -x * Math.PI * Math.PI / 2 + Math.log(2 / Math.PI * integral);
  }

  private static double square(double value) {
    return value * value;
  }
}
