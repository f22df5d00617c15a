package dev.leeway.core.stats;

import org.apache.commons.numbers.gamma.LogGamma;

/// The null distribution of the one-sample Kolmogorov–Smirnov statistic D of `n` values, two-sided.
///
/// Chooses by `n` and `n·x²` as Simard & L'Ecuyer (2011), Computing the two-sided
/// Kolmogorov–Smirnov distribution. Where they use Pomeranz's recursion (n ≤ 140) Durbin's matrix
/// stands here: it computes the same exact value, and there the matrix has at most 47 rows. Exact
/// to 1e-9 for n ≤ 140; above, the expansions they chose are off by at most 3e-5 of the probability
/// at n = 141, 2e-6 from 500 on.
final class KolmogorovDistribution {
  private static final int SMALL = 140;
  private static final double SMALL_TAIL = 4;
  private static final double LARGE_TAIL = 2.2;
  // Below it P(D < x) < 2e-17 (leading term of the limit, √(2π)/z · exp(−π²/8z²) at z² = 0.03).
  private static final double CERTAIN = 0.03;
  private static final double LN_2 = Math.log(2);
  private static final int DENSE_SUM = 32_768;

  private KolmogorovDistribution() {}

  /// P(D ≥ x) for `n` ≥ 1 independent values of a continuous distribution.
  static PValue survival(double x, long n) {
    double t = n * x;
    if (t <= 0.5) {
      return PValue.ONE;
    }
    if (x >= 1) {
      return PValue.of(0);
    }
    if (t <= 1) {
      // Ruben & Gambino (1982): P(D < x) = n! (2x − 1/n)ⁿ
      return PValue.of(-Math.expm1(lnFactorialOverPower(n) + n * Math.log(2 * t - 1)));
    }
    if (t >= n - 1) {
      return PValue.ofLn(Math.min(0, LN_2 + n * Math.log1p(-x)));
    }
    double square = t * x;
    if (x >= 0.5 || square > (n <= SMALL ? SMALL_TAIL : LARGE_TAIL)) {
      // Miller (1956): both sides are hardly ever exceeded at once (never, when x ≥ ½).
      return PValue.ofLn(Math.min(0, LN_2 + lnOneSided(x, n)));
    }
    if (square < CERTAIN) {
      return PValue.ONE;
    }
    boolean matrix = n <= SMALL || (n <= 100_000 && n * Math.pow(x, 1.5) <= 1.4);
    double below =
        matrix ? DurbinMatrix.below(x, Math.toIntExact(n)) : PelzGood.below(x, (double) n);
    return PValue.of(Math.min(1, Math.max(0, 1 - below)));
  }

  /// ln P(D⁺ ≥ x), Smirnov's one-sided statistic, for 0 < x < 1.
  ///
  /// Birnbaum & Tingey (1951): the sum over j ≤ n(1−x) of x/(x+j/n) times the binomial probability
  /// of j at chance x+j/n. For n > 32,768 the terms are a smooth function of j that dies out at
  /// both ends, and every s-th one, times s, gives the same sum; s keeps some 16 terms to a
  /// standard deviation. Relative error of the probability below 1e-11 for `n·x²` up to 700, where
  /// it underflows, and of its logarithm beyond.
  static double lnOneSided(double x, long n) {
    long stride =
        n <= DENSE_SUM
            ? 1
            : (long) Math.max(1, Math.min(n / 4096d, Math.sqrt((double) n) / (64 * x)));
    LogSum sum = new LogSum();
    for (long j = 0; ; j += stride) {
      double share = j / (double) n;
      double q = (n - j) / (double) n - x;
      if (q < 0) {
        return Math.min(0, sum.ln() + Math.log(x) + Math.log((double) stride));
      }
      double p = x + share;
      sum.add(PointMass.lnBinomial(j, n, p, q), 1 / p);
    }
  }

  /// ln(n!/nⁿ).
  private static double lnFactorialOverPower(long n) {
    return LogGamma.value(n + 1.0) - n * Math.log((double) n);
  }
}
