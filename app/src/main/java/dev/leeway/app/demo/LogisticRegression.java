package dev.leeway.app.demo;

import dev.leeway.core.Predictor;
import java.util.Arrays;

/// A classifier of classes 0 and 1 whose log odds are linear in the features.
record LogisticRegression(double[] weights, double intercept) implements Predictor {

  private static final int STEPS = 200;
  private static final double RATE = 1;

  /// Fits by gradient descent on the mean log loss.
  ///
  /// @param rows scaled to mean 0 and deviation 1, at least 1
  /// @param classes 0 or 1, as many as rows
  static LogisticRegression train(double[][] rows, int[] classes) {
    double[] weights = new double[rows[0].length];
    double intercept = 0;
    for (int step = 0; step < STEPS; step++) {
      double[] slope = new double[weights.length];
      double interceptSlope = 0;
      for (int row = 0; row < rows.length; row++) {
        double error = probability(rows[row], weights, intercept) - classes[row];
        interceptSlope += error;
        for (int column = 0; column < slope.length; column++) {
          slope[column] += error * rows[row][column];
        }
      }
      intercept -= RATE * interceptSlope / rows.length;
      for (int column = 0; column < slope.length; column++) {
        weights[column] -= RATE * slope[column] / rows.length;
      }
    }
    return new LogisticRegression(weights, intercept);
  }

  @Override
  public int[] predict(double[][] rows) {
    return Arrays.stream(rows).mapToInt(row -> probability(row) > 0.5 ? 1 : 0).toArray();
  }

  /// The probability of class 1.
  double probability(double[] row) {
    return probability(row, weights, intercept);
  }

  private static double probability(double[] row, double[] weights, double intercept) {
    double logOdds = intercept;
    for (int column = 0; column < row.length; column++) {
      logOdds += weights[column] * row[column];
    }
    return 1 / (1 + Math.exp(-logOdds));
  }
}
