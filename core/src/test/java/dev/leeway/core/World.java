package dev.leeway.core;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Seeded batches of independent normal features, and a model that looks at the first one only:
/// class 1 above 0. The actual class differs from the model's in a share of rows.
final class World {

  static final int WIDTH = 20;
  static final Predictor MODEL =
      rows -> Arrays.stream(rows).mapToInt(row -> row[0] > 0 ? 1 : 0).toArray();

  private final SplittableRandom random;

  World(long seed) {
    this.random = new SplittableRandom(seed);
  }

  double[][] rows(int count) {
    double[][] rows = new double[count][WIDTH];
    for (double[] row : rows) {
      Arrays.setAll(row, column -> random.nextGaussian());
    }
    return rows;
  }

  /// The classes of the model with exactly `wrong` of them flipped, from the start.
  static int[] actual(double[][] rows, int wrong) {
    int[] classes = MODEL.predict(rows);
    for (int row = 0; row < wrong; row++) {
      classes[row] = 1 - classes[row];
    }
    return classes;
  }

  static double[][] scaled(double[][] rows, double factor) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(value -> value * factor).toArray())
        .toArray(double[][]::new);
  }
}
