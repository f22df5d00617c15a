package dev.leeway.core.stats;

/// Size, mean and variance of a sample.
///
/// @param size its values, at least 1
/// @param mean their mean, finite
/// @param variance Σ (x − mean)²/(size − 1), finite and at least 0; 0 for a single value
public record SampleMoments(long size, double mean, double variance) {

  public SampleMoments {
    if (size < 1 || !Double.isFinite(mean) || !(variance >= 0 && Double.isFinite(variance))) {
      throw new IllegalArgumentException(
          "a sample needs a value, a finite mean and a finite variance, had "
              + (size + ", " + mean + " and " + variance));
    }
  }

  /// Of the values in any order, in two passes; relative error about 1e-16 times the size for the
  /// variance, whatever the mean.
  ///
  /// @throws IllegalArgumentException when empty, when a value is not finite, or when a sum is
  ///   beyond the largest `double`
  public static SampleMoments of(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double first = sum / values.length;
    double deviations = 0;
    double squares = 0;
    for (double value : values) {
      double deviation = value - first;
      deviations += deviation;
      squares += deviation * deviation;
    }
    double rest = deviations / values.length;
    double variance =
        values.length < 2 ? 0 : Math.max(0, squares - deviations * rest) / (values.length - 1);
    return new SampleMoments(values.length, first + rest, variance);
  }
}
