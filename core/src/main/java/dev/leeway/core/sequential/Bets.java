package dev.leeway.core.sequential;

import java.util.Arrays;

/// The evidence of a row detector: a mixture of Shiryaev–Roberts sums, each with a bet λ of its own
/// against "the mean is at most m0", M ← (1 + M)·(1 + λ·(x/m0 − 1)) for x in [0, 1], or the same on
/// 1 − x against "the mean is at least 1 − m0".
///
/// The factor is an e-value: at least 1 − λ > 0, and of mean at most 1 whenever the conditional
/// mean is within its limit. On a side, bets are geometric from the one that is best for the
/// smallest change worth finding to 0.9. All have the same weight. Sums stay in linear space: below
/// the threshold, times 1/m0, there is no overflow.
final class Bets {

  private static final int COUNT = 16;
  private static final double LARGEST = 0.9;

  /// The factor of bet i is constant[i] + slope[i]·x.
  private final double[] constant;

  private final double[] slope;
  private final double[] sums;
  private final int rising;

  /// A limit of 1 or more cannot be passed, and its side has no bets.
  ///
  /// @param upper the largest unchanged mean, NaN to bet on no rise
  /// @param upperOfComplement the largest unchanged mean of 1 − x, NaN to bet on no fall
  /// @param rate what the smallest change yields, in nats a row
  Bets(double upper, double upperOfComplement, double rate) {
    int each = Double.isNaN(upper) || Double.isNaN(upperOfComplement) ? COUNT : COUNT / 2;
    rising = upper < 1 ? each : 0;
    int size = rising + (upperOfComplement < 1 ? each : 0);
    constant = new double[size];
    slope = new double[size];
    sums = new double[size];
    for (int bet = 0; bet < size; bet++) {
      boolean rise = bet < rising;
      double m0 = rise ? upper : upperOfComplement;
      double smallest = Math.min(0.3, Math.sqrt(2 * rate * m0 / (1 - m0)));
      double share = (rise ? bet : bet - rising) / (each - 1.0);
      double lambda = smallest * Math.pow(LARGEST / smallest, share);
      constant[bet] = rise ? 1 - lambda : 1 - lambda + lambda / m0;
      slope[bet] = rise ? lambda / m0 : -lambda / m0;
    }
  }

  boolean isEmpty() {
    return sums.length == 0;
  }

  /// Takes a value in [0, 1] and returns the evidence: the weighted sum of all.
  double add(double x) {
    double[] m = sums;
    for (int i = 0; i < m.length; i++) {
      m[i] = (1 + m[i]) * (constant[i] + slope[i] * x);
    }
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = 0; i + 3 < m.length; i += 4) {
      a += m[i];
      b += m[i + 1];
      c += m[i + 2];
      d += m[i + 3];
    }
    return ((a + b) + (c + d)) / COUNT;
  }

  /// Whether more of the evidence is for a rise than for a fall.
  boolean rose() {
    return sum(0, rising) >= sum(rising, sums.length);
  }

  private double sum(int from, int to) {
    return Arrays.stream(sums, from, to).sum();
  }

  void clear() {
    Arrays.fill(sums, 0);
  }

  /// The largest growth of a sum, in nats a row, when values are 0 or 1 with mean q; not above 0
  /// where no bet gains. Values between 0 and 1 with mean q let it grow no slower, as the logarithm
  /// is concave.
  double growth(double q) {
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < sums.length; i++) {
      double ofOne = q == 0 ? 0 : q * Math.log(constant[i] + slope[i]);
      double ofZero = q == 1 ? 0 : (1 - q) * Math.log(constant[i]);
      best = Math.max(best, ofOne + ofZero);
    }
    return best;
  }

  /// What a single sum must reach so that the evidence reaches the threshold.
  static double alone(double threshold) {
    return COUNT * threshold;
  }

  void write(StateWriter out) {
    out.put(sums);
  }

  void read(StateReader in) {
    double[] read = in.numbers(sums.length);
    System.arraycopy(read, 0, sums, 0, sums.length);
  }
}
