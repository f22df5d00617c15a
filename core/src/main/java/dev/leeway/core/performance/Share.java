package dev.leeway.core.performance;

/// A share as the two counts it comes from.
///
/// @param part what was counted, in [0, `whole`]
/// @param whole out of how many, at least 1
public record Share(long part, long whole) {

  public Share {
    if (whole < 1 || part < 0 || part > whole) {
      throw new IllegalArgumentException(
          "a share needs 0 <= part <= whole and a whole of at least 1, was %d of %d"
              .formatted(part, whole));
    }
  }

  /// The quotient, in [0, 1].
  public double value() {
    return (double) part / whole;
  }
}
