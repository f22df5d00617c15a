package dev.leeway.core.stats;

/// The exact distribution of the one-sample Kolmogorov–Smirnov statistic as an element of a matrix
/// power. Durbin (1968); Marsaglia, Tsang & Wang (2003), Evaluating Kolmogorov's distribution.
final class DurbinMatrix {
  private static final int SCALE_BITS = 400;
  private static final double SCALE = Math.scalb(1.0, SCALE_BITS);

  private DurbinMatrix() {}

  /// P(D < x) for `n` values and 0 < x < 1. With k = ⌈n·x⌉ the time is O(k³ log n); relative error
  /// about 1e-13.
  static double below(double x, int n) {
    int k = (int) Math.ceil(n * x);
    Scaled power = power(new Scaled(transitions(k, k - n * x), 0), n);
    // n!/nⁿ times the middle element, the exponent kept apart
    double value = power.rows[k - 1][k - 1];
    int exponent = power.exponent;
    for (int i = 1; i <= n; i++) {
      value *= i / (double) n;
      if (value < 1 / SCALE) {
        value *= SCALE;
        exponent -= SCALE_BITS;
      }
    }
    return Math.min(1, Math.scalb(value, exponent));
  }

  /// Row i, column j holds 1/(i−j+1)! on and below the first superdiagonal, corrected in the first
  /// column and last row for the part h = k − n·x of a step that the band's edges cut off.
  private static double[][] transitions(int k, double h) {
    int size = 2 * k - 1;
    double[] reciprocalFactorial = new double[size + 1];
    reciprocalFactorial[0] = 1;
    for (int i = 1; i <= size; i++) {
      reciprocalFactorial[i] = reciprocalFactorial[i - 1] / i;
    }
    double[][] rows = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= Math.min(i + 1, size - 1); j++) {
        rows[i][j] = reciprocalFactorial[i - j + 1];
      }
    }
    double power = 1;
    for (int i = 0; i < size - 1; i++) {
      power *= h;
      double cut = (1 - power) * reciprocalFactorial[i + 1];
      rows[i][0] = cut;
      rows[size - 1][size - 1 - i] = cut;
    }
    double both = 1 - 2 * power * h + Math.pow(Math.max(0, 2 * h - 1), size);
    rows[size - 1][0] = both * reciprocalFactorial[size];
    return rows;
  }

  private static Scaled power(Scaled base, int exponent) {
    if (exponent == 1) {
      return base;
    }
    Scaled root = power(base, exponent / 2);
    Scaled square = root.times(root);
    return exponent % 2 == 0 ? square : square.times(base);
  }

  /// A matrix times 2 to the power `exponent`.
  private record Scaled(double[][] rows, int exponent) {

    Scaled times(Scaled other) {
      int size = rows.length;
      double[][] product = new double[size][size];
      for (int i = 0; i < size; i++) {
        double[] target = product[i];
        for (int k = 0; k < size; k++) {
          double factor = rows[i][k];
          double[] source = other.rows[k];
          for (int j = 0; j < size; j++) {
            target[j] += factor * source[j];
          }
        }
      }
      int scale = exponent + other.exponent;
      if (product[size / 2][size / 2] > SCALE) {
        for (double[] row : product) {
          for (int j = 0; j < size; j++) {
            row[j] /= SCALE;
          }
        }
        scale += SCALE_BITS;
      }
      return new Scaled(product, scale);
    }
  }
}
