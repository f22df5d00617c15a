package dev.leeway.app.demo;

import dev.leeway.core.Scaler;
import java.util.Arrays;

/// Shifts and stretches each column to mean 0 and standard deviation 1 of the rows it was fitted
/// to.
record StandardScaler(double[] means, double[] deviations) implements Scaler {

  /// @param rows at least 1, no column constant
  static StandardScaler fit(double[][] rows) {
    int width = rows[0].length;
    double[] means = new double[width];
    double[] deviations = new double[width];
    for (int column = 0; column < width; column++) {
      int j = column;
      means[j] = Arrays.stream(rows).mapToDouble(row -> row[j]).average().orElseThrow();
      deviations[j] =
          Math.sqrt(
              Arrays.stream(rows)
                  .mapToDouble(row -> (row[j] - means[j]) * (row[j] - means[j]))
                  .average()
                  .orElseThrow());
    }
    return new StandardScaler(means, deviations);
  }

  @Override
  public double[][] transform(double[][] rows) {
    return Arrays.stream(rows).map(this::transform).toArray(double[][]::new);
  }

  private double[] transform(double[] row) {
    double[] scaled = new double[row.length];
    Arrays.setAll(scaled, column -> (row[column] - means[column]) / deviations[column]);
    return scaled;
  }
}
