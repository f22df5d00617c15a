package dev.leeway.core.profile;

/// A sum of doubles of one sign with a relative error of about one unit in the last place, however
/// many there are: the rounding error of each addition is kept and added at the end. Neumaier
/// (1974).
final class CompensatedSum {

  private double sum;
  private double error;

  void add(double value) {
    double next = sum + value;
    error += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }

  /// The sum; infinite once it overflowed.
  double value() {
    return Double.isFinite(error) ? sum + error : sum;
  }
}
