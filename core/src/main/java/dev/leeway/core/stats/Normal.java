package dev.leeway.core.stats;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// The standard normal distribution, with tails in logarithms where they leave the range of a
/// `double`.
final class Normal {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);
  private static final double ROOT_2 = Math.sqrt(2);

  private Normal() {}

  /// P(Z ≤ `z`).
  static double below(double z) {
    return STANDARD.cumulativeProbability(z);
  }

  /// The z with P(Z ≤ z) = `probability`.
  static double quantile(double probability) {
    return STANDARD.inverseCumulativeProbability(probability);
  }

  /// The z that is exceeded with chance `tail`.
  static double upperQuantile(double tail) {
    return STANDARD.inverseSurvivalProbability(tail);
  }

  /// P(Z ≥ `z`).
  static PValue above(double z) {
    double value = Erfc.value(z / ROOT_2) / 2;
    return value > 1e-280
        ? PValue.of(value)
        : PValue.ofLn(Math.log(Erfcx.value(z / ROOT_2) / 2) - z * z / 2);
  }

  /// P(|Z| ≥ |`z`|).
  static PValue beyond(double z) {
    return above(Math.abs(z)).times(2);
  }
}
