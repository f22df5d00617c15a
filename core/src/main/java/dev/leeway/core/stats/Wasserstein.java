package dev.leeway.core.stats;

/// The Wasserstein-1 (earth mover's) distance of two samples: the area between their distribution
/// functions, in the unit of the values. 0 exactly when the samples have the same distribution;
/// grows in proportion to the scale.
public final class Wasserstein {

  private Wasserstein() {}

  /// The distance of two samples of finite values in increasing order; ties are no matter. O(n +
  /// m). Infinite where the range of the values exceeds the largest double.
  ///
  /// @throws IllegalArgumentException if a sample is empty
  public static double distance(double[] sortedX, double[] sortedY) {
    if (sortedX.length == 0 || sortedY.length == 0) {
      throw new IllegalArgumentException(
          "both samples need values, had %d and %d".formatted(sortedX.length, sortedY.length));
    }
    long n = sortedX.length;
    long m = sortedY.length;
    int i = 0;
    int j = 0;
    double at = Math.min(sortedX[0], sortedY[0]);
    double sum = 0;
    double error = 0;
    while (i < n || j < m) {
      double next = i == n ? sortedY[j] : j == m ? sortedX[i] : Math.min(sortedX[i], sortedY[j]);
      double part = Math.abs(i * m - j * n) / ((double) n * m) * (next - at);
      double total = sum + part;
      error += sum >= part ? sum - total + part : part - total + sum;
      sum = total;
      at = next;
      while (i < n && sortedX[i] <= at) {
        i++;
      }
      while (j < m && sortedY[j] <= at) {
        j++;
      }
    }
    return Double.isFinite(error) ? sum + error : sum;
  }
}
