package dev.leeway.bench;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Labels that depend on two of four correlated normal features: `x0` and `x1` with a correlation
/// of 0.6 matter, `x2` follows `x0` with a correlation of 0.5 and does not, `x3` is noise.
public enum ConceptWorld {
  /// Two classes, logistic in x0 + 0.7·x1.
  BINARY("two classes, logistic") {
    @Override
    double label(double score, double chance) {
      return chance < logistic(score) ? 1 : 0;
    }
  },
  /// The same with features rounded to halves.
  TIES("two classes, features rounded to ½") {
    @Override
    double label(double score, double chance) {
      return chance < logistic(score) ? 1 : 0;
    }

    @Override
    double feature(double value) {
      return Math.rint(2 * value) / 2;
    }
  },
  /// One row in twenty-five or so.
  RARE("two classes, 4 % of one") {
    @Override
    double label(double score, double chance) {
      return chance < logistic(score - 4) ? 1 : 0;
    }
  },
  /// Four ordered classes.
  FOUR("four classes") {
    @Override
    double label(double score, double chance) {
      int label = 0;
      for (double cut : new double[] {-1.5, 0, 1.5}) {
        label += chance < logistic(score - cut) ? 1 : 0;
      }
      return label;
    }
  },
  /// A number with normal noise of standard deviation 1.
  NUMBER("a number") {
    @Override
    double label(double score, double chance) {
      double bounded = Math.min(1 - 1e-12, Math.max(1e-12, chance));
      return score + Math.log(bounded / (1 - bounded)) / 1.8;
    }
  };

  private final String title;

  ConceptWorld(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  abstract double label(double score, double chance);

  double feature(double value) {
    return value;
  }

  private static double logistic(double score) {
    return 1 / (1 + Math.exp(-score));
  }

  static Schema schema(ConceptWorld world) {
    List<ColumnSpec> columns = new ArrayList<>();
    for (int feature = 0; feature < 4; feature++) {
      columns.add(new ColumnSpec("x" + feature, Kind.NUMERIC, Role.FEATURE, "simulated"));
    }
    Kind kind = world == NUMBER ? Kind.NUMERIC : Kind.CATEGORICAL;
    columns.add(new ColumnSpec("y", kind, Role.LABEL, "simulated"));
    return new Schema(columns);
  }

  /// @param shift by how many standard deviations x0, and with it x2, is shifted
  /// @param change what is added to the score of rows with x1 > 0
  Batch draw(int rows, double shift, double change, SplittableRandom random) {
    double[][] columns = new double[5][rows];
    for (int row = 0; row < rows; row++) {
      double x0 = random.nextGaussian() + shift;
      double x1 = 0.6 * x0 + 0.8 * random.nextGaussian();
      double x2 = 0.5 * x0 + Math.sqrt(0.75) * random.nextGaussian();
      columns[0][row] = feature(x0);
      columns[1][row] = feature(x1);
      columns[2][row] = feature(x2);
      columns[3][row] = feature(random.nextGaussian());
      double score = columns[0][row] + 0.7 * columns[1][row] + (columns[1][row] > 0 ? change : 0);
      columns[4][row] = label(score, random.nextDouble());
    }
    List<ColumnData> data = new ArrayList<>();
    for (double[] column : columns) {
      data.add(NumericData.of(column));
    }
    return new Batch(List.of("x0", "x1", "x2", "x3", "y"), data, rows);
  }
}
