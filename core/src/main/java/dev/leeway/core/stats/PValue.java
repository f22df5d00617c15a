package dev.leeway.core.stats;

/// A probability that keeps its magnitude when it is too small for a `double`.
///
/// @param value the probability in [0, 1]; 0 or subnormal when it underflows
/// @param log10 its decimal logarithm, at most 0; minus infinity only for an impossible event
public record PValue(double value, double log10) implements Comparable<PValue> {

  /// The probability of a certain event.
  public static final PValue ONE = new PValue(1, 0);

  private static final double LN_10 = Math.log(10);

  public PValue {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("a probability must be in [0, 1], was " + value);
    }
    if (!(log10 <= 0)) {
      throw new IllegalArgumentException("log10 of a probability must be at most 0, was " + log10);
    }
    boolean agree =
        value < Double.MIN_NORMAL
            ? log10 < -307
            : Math.abs(Math.log10(value) - log10) <= 1e-9 * (1 - log10);
    if (!agree) {
      throw new IllegalArgumentException(
          "log10 must be the logarithm of " + value + ", was " + log10);
    }
  }

  /// The probability `value`, in [0, 1].
  public static PValue of(double value) {
    return new PValue(value, Math.log10(value));
  }

  /// The probability whose natural logarithm is `lnP`, at most 0; minus infinity gives 0.
  public static PValue ofLn(double lnP) {
    if (!(lnP <= 0)) {
      throw new IllegalArgumentException("ln of a probability must be at most 0, was " + lnP);
    }
    double value = Math.exp(lnP);
    return new PValue(value, value < Double.MIN_NORMAL ? lnP / LN_10 : Math.log10(value));
  }

  /// This probability times `factor` (at least 0), or 1 when that is more.
  PValue times(double factor) {
    if (!(factor >= 0)) {
      throw new IllegalArgumentException("factor must be at least 0, was " + factor);
    }
    double product = value * factor;
    if (product >= 1) {
      return ONE;
    }
    if (value >= Double.MIN_NORMAL && product >= Double.MIN_NORMAL) {
      return of(product);
    }
    return ofLn(Math.min(0, log10 * LN_10 + Math.log(factor)));
  }

  /// Orders by magnitude, also below the smallest `double`.
  @Override
  public int compareTo(PValue other) {
    int byValue = Double.compare(value, other.value);
    return byValue != 0 && Math.max(value, other.value) >= Double.MIN_NORMAL
        ? byValue
        : Double.compare(log10, other.log10);
  }
}
