package dev.leeway.core.stats;

/// A probability that keeps its magnitude where a double underflows.
///
/// @param value the probability in [0, 1]; 0 where it is below the smallest double
/// @param log10 its decimal logarithm, at most 0; −∞ only for an impossible event
public record PValue(double value, double log10) {

  /// Certainty.
  public static final PValue ONE = new PValue(1, 0);

  private static final double LN_10 = Math.log(10);

  public PValue {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("a probability must be in [0, 1], was " + value);
    }
    if (!(log10 <= 0)) {
      throw new IllegalArgumentException(
          "the logarithm of a probability must be at most 0, was " + log10);
    }
  }

  /// The probability `value`, which may exceed 1 by rounding.
  public static PValue of(double value) {
    double bounded = Math.min(1, value);
    return new PValue(bounded, Math.log10(bounded));
  }

  /// The probability whose natural logarithm is `ln`, which may exceed 0 by rounding.
  public static PValue ofLn(double ln) {
    double bounded = Math.min(0, ln);
    return new PValue(Math.exp(bounded), bounded / LN_10);
  }
}
