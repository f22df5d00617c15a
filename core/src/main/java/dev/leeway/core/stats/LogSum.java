package dev.leeway.core.stats;

/// A sum of non-negative terms given by their logarithms, kept scaled by the largest so far:
/// neither overflows nor underflows.
final class LogSum {
  private double largest = Double.NEGATIVE_INFINITY;
  private double scaled;

  /// Adds `factor · exp(ln)`; `factor` is at least 0.
  void add(double ln, double factor) {
    if (factor == 0 || ln == Double.NEGATIVE_INFINITY) {
      return;
    }
    if (ln > largest) {
      scaled = scaled * Math.exp(largest - ln) + factor;
      largest = ln;
    } else {
      scaled += factor * Math.exp(ln - largest);
    }
  }

  /// The natural logarithm of the sum; minus infinity when nothing was added.
  double ln() {
    return largest == Double.NEGATIVE_INFINITY ? largest : largest + Math.log(scaled);
  }

  /// The sum as a probability; what rounding put above 1 is cut off.
  PValue probability() {
    return PValue.ofLn(Math.min(0, ln()));
  }
}
