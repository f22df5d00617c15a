package dev.leeway.core.stats;

/// Score intervals for proportions. They throw IllegalArgumentException unless 0 ≤ successes ≤
/// size, the size is at least 1 and the confidence in (0, 1).
public final class Proportion {

  private Proportion() {}

  /// Wilson's (1927) interval for the proportion behind `successes` of `size`, within [0, 1].
  public static Interval wilson(long successes, long size, double confidence) {
    return score(successes, size, Normal.upperQuantile((1 - requireConfidence(confidence)) / 2));
  }

  /// Interval for the difference a/n − b/m of the proportions of two independent samples, within
  /// [−1, 1]; combines their Wilson intervals. Newcombe (1998), Interval estimation for the
  /// difference between independent proportions, method 10.
  public static Interval difference(long a, long n, long b, long m, double confidence) {
    return newcombe(a, n, b, m, Normal.upperQuantile((1 - requireConfidence(confidence)) / 2));
  }

  /// The number that a/n − b/m exceeds with the given confidence, from −1 up: the lower end of the
  /// same interval when all error is allowed on that side.
  ///
  /// @param confidence at least ½
  public static double lowerBoundOfDifference(long a, long n, long b, long m, double confidence) {
    if (confidence < 0.5) {
      throw new IllegalArgumentException(
          "a one-sided confidence must be at least 0.5, was " + confidence);
    }
    return newcombe(a, n, b, m, Normal.upperQuantile(1 - requireConfidence(confidence))).low();
  }

  private static Interval newcombe(long a, long n, long b, long m, double z) {
    Interval first = score(a, n, z);
    Interval second = score(b, m, z);
    double p = a / (double) n;
    double q = b / (double) m;
    double below = Math.hypot(p - first.low(), second.high() - q);
    double above = Math.hypot(first.high() - p, q - second.low());
    return new Interval(Math.max(-1, p - q - below), Math.min(1, p - q + above));
  }

  private static Interval score(long successes, long size, double z) {
    if (size < 1 || successes < 0 || successes > size) {
      throw new IllegalArgumentException(
          "successes must be in [0, size] and size at least 1, were " + successes + " of " + size);
    }
    double p = successes / (double) size;
    double square = z * z / size;
    double middle = (p + square / 2) / (1 + square);
    double half = Math.sqrt(p * (1 - p) * square + square * square / 4) / (1 + square);
    double low = successes == 0 ? 0 : Math.max(0, middle - half);
    double high = successes == size ? 1 : Math.min(1, middle + half);
    return new Interval(low, high);
  }

  private static double requireConfidence(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1), was " + confidence);
    }
    return confidence;
  }
}
