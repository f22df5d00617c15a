package dev.leeway.core.drift.parity;

/// Sums and moments with NumPy's order of additions. Some scores hang on the last bit: a share that
/// adds up to 1 − 2⁻⁵³ instead of 1 opens another bin in NannyML, and moves its distance by 1e-8.
final class NumpyArrays {

  private static final int BLOCK = 128;
  private static final int LANES = 8;

  private NumpyArrays() {}

  /// NumPy's pairwise sum: eight running sums in blocks of up to 128 values, and halves above.
  static double sum(double[] values) {
    return sum(values, 0, values.length);
  }

  private static double sum(double[] values, int from, int size) {
    if (size > BLOCK) {
      int half = size / 2 / LANES * LANES;
      return sum(values, from, half) + sum(values, from + half, size - half);
    }
    if (size < LANES) {
      double sum = 0;
      for (int i = from; i < from + size; i++) {
        sum += values[i];
      }
      return sum;
    }
    double[] lane = new double[LANES];
    System.arraycopy(values, from, lane, 0, LANES);
    int i = LANES;
    for (; i < size - size % LANES; i += LANES) {
      for (int j = 0; j < LANES; j++) {
        lane[j] += values[from + i + j];
      }
    }
    double sum =
        lane[0] + lane[1] + (lane[2] + lane[3]) + (lane[4] + lane[5] + (lane[6] + lane[7]));
    for (; i < size; i++) {
      sum += values[from + i];
    }
    return sum;
  }

  /// The mean; NaN without values.
  static double mean(double[] values) {
    return sum(values) / values.length;
  }

  /// The standard deviation that divides by the number of values; NaN without values.
  static double standardDeviation(double[] values) {
    double mean = mean(values);
    double[] squares = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double deviation = values[i] - mean;
      squares[i] = deviation * deviation;
    }
    return Math.sqrt(mean(squares));
  }

  /// The shares of counts in a number of rows.
  static double[] shares(long[] counts, long rows) {
    double[] shares = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      shares[i] = counts[i] / (double) rows;
    }
    return shares;
  }

  /// The binary logarithm, exact for powers of two.
  static double log2(double value) {
    int exponent = Math.getExponent(value);
    return value == Math.scalb(1.0, exponent) ? exponent : Math.log(value) / Math.log(2);
  }
}
