package dev.leeway.core.drift.parity;

import java.util.Arrays;

/// Distances of two lists of shares, as the peers write them down.
final class PeerDistances {

  private PeerDistances() {}

  /// Σ p·ln(p/q) after both are divided by their sums, as `scipy.stats.entropy`. Infinite where q
  /// is 0 and p is not.
  static double kullbackLeibler(double[] p, double[] q) {
    return NumpyArrays.sum(relativeEntropies(normalized(p), normalized(q)));
  }

  /// The square root of the Jensen–Shannon divergence after both are divided by their sums, as
  /// `scipy.spatial.distance.jensenshannon`; `base` of the logarithm. Lin (1991).
  static double jensenShannon(double[] p, double[] q, double base) {
    double[] left = normalized(p);
    double[] right = normalized(q);
    double[] middle = new double[left.length];
    for (int i = 0; i < middle.length; i++) {
      middle[i] = (left[i] + right[i]) / 2;
    }
    double sum =
        NumpyArrays.sum(relativeEntropies(left, middle))
            + NumpyArrays.sum(relativeEntropies(right, middle));
    return Math.sqrt(Math.max(0, sum / Math.log(base) / 2));
  }

  /// ‖√p − √q‖₂/√2. Hellinger (1909).
  static double hellinger(double[] p, double[] q) {
    double[] squares = new double[p.length];
    for (int i = 0; i < squares.length; i++) {
      double difference = Math.sqrt(p[i]) - Math.sqrt(q[i]);
      squares[i] = difference * difference;
    }
    return Math.sqrt(NumpyArrays.sum(squares)) / Math.sqrt(2);
  }

  private static double[] normalized(double[] shares) {
    double sum = NumpyArrays.sum(shares);
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  private static double[] relativeEntropies(double[] p, double[] q) {
    double[] terms = new double[p.length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = p[i] == 0 ? 0 : p[i] * Math.log(p[i] / q[i]);
    }
    return terms;
  }
}
