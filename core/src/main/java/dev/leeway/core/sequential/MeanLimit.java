package dev.leeway.core.sequential;

import org.apache.commons.statistics.distribution.BetaDistribution;

/// Upper confidence limits for the mean of values in [0, 1], valid at any sample size.
final class MeanLimit {

  private MeanLimit() {}

  /// What the mean exceeds with a chance of at most `alpha`, given `n` independent values with
  /// these sums of values and of squares. For values that are all 0 or 1 by Clopper & Pearson
  /// (1934); else the lower of Hoeffding's (1963) bound, n·KL(mean, limit) = ln(2/α), and Maurer &
  /// Pontil's (2009), mean + √(2·var·ln(4/α)/n) + 7·ln(4/α)/(3(n−1)), each with half of `alpha`. In
  /// (0, 1].
  static double upper(long n, double sum, double squares, double alpha) {
    if (sum == squares && sum == Math.rint(sum)) {
      return sum >= n ? 1 : BetaDistribution.of(sum + 1, n - sum).inverseSurvivalProbability(alpha);
    }
    double mean = Math.min(1, Math.max(0, sum / n));
    double variance = Math.max(0, (squares - n * mean * mean) / (n - 1));
    double term = Math.log(4 / alpha);
    double bernstein = mean + Math.sqrt(2 * variance * term / n) + 7 * term / (3.0 * (n - 1));
    return Math.min(1, Math.min(bernstein, hoeffding(n, mean, Math.log(2 / alpha))));
  }

  private static double hoeffding(long n, double mean, double term) {
    double low = mean;
    double high = 1;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if (n * divergence(mean, middle) < term) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /// Kullback–Leibler divergence of two 0/1 variables with these means, in nats.
  static double divergence(double p, double q) {
    double present = p <= 0 ? 0 : p * Math.log(p / q);
    double absent = p >= 1 ? 0 : (1 - p) * Math.log((1 - p) / (1 - q));
    return Math.max(0, present + absent);
  }
}
