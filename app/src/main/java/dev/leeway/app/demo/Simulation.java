package dev.leeway.app.demo;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A seeded world of normal features with a mean and spread of their own, and two classes whose
/// odds are linear in them. The same seed and the same order of calls give the same rows.
final class Simulation {

  /// The number of features.
  static final int FEATURES = 20;

  private final RandomGenerator random;

  Simulation(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// Rows with the class of each.
  record Labelled(double[][] rows, int[] classes) {}

  /// Rows as usual.
  Labelled usual(int count) {
    double[][] rows = new double[count][FEATURES];
    int[] classes = new int[count];
    for (int row = 0; row < count; row++) {
      double logOdds = 0;
      for (int feature = 0; feature < FEATURES; feature++) {
        double normal = random.nextGaussian();
        rows[row][feature] = feature % 5 + (1 + feature % 3) * normal;
        logOdds += (feature % 2 == 0 ? 1 : -1) * normal;
      }
      classes[row] = random.nextDouble() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
    }
    return new Labelled(rows, classes);
  }

  /// Rows with every feature doubled, and classes by the toss of a coin.
  Labelled drifted(int count) {
    double[][] rows = usual(count).rows();
    for (double[] row : rows) {
      Arrays.setAll(row, feature -> 2 * row[feature]);
    }
    return new Labelled(rows, random.ints(count, 0, 2).toArray());
  }
}
