package dev.leeway.bench;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.TextData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Models with eight features of mixed kinds, of which three matter, and their answers: what a
/// check with labels, predictions and scores is given.
///
/// The features: two normal numbers with a correlation of 0.6, one lognormal with 3 % missing, one
/// of 70 % zeros, a count from 0 to 5, a category of five, one of twenty whose frequencies fall by
/// Zipf's law, and a flag of one row in four.
public enum AlertWorld {
  /// A label of two classes as frequent, and a score that is its probability.
  BALANCED("classes 50 : 50", true) {
    @Override
    double label(double mean, SplittableRandom random) {
      return random.nextDouble() < logistic(1.5 * mean) ? 1 : 0;
    }

    @Override
    double score(double mean) {
      return logistic(1.5 * mean);
    }
  },
  /// The same, one class with 5 % of the rows or so.
  IMBALANCED("classes 95 : 5", true) {
    @Override
    double label(double mean, SplittableRandom random) {
      return random.nextDouble() < score(mean) ? 1 : 0;
    }

    @Override
    double score(double mean) {
      return logistic(1.5 * mean - 4.7);
    }
  },
  /// A number with normal errors.
  NORMAL("a number, normal errors", false) {
    @Override
    double label(double mean, SplittableRandom random) {
      return mean + LossCalibration.Errors.NORMAL.draw(random);
    }
  },
  /// A number with errors of heavy tails.
  HEAVY("a number, errors of Student's t3", false) {
    @Override
    double label(double mean, SplittableRandom random) {
      return mean + LossCalibration.Errors.STUDENT_T3.draw(random);
    }
  };

  private static final List<String> FLAGS = List.of("no", "yes");

  private final String title;
  private final boolean classifies;

  AlertWorld(String title, boolean classifies) {
    this.title = title;
    this.classifies = classifies;
  }

  String title() {
    return title;
  }

  abstract double label(double mean, SplittableRandom random);

  /// The probability of class 1, where the model gives one.
  double score(double mean) {
    return mean;
  }

  static double logistic(double value) {
    return 1 / (1 + Math.exp(-value));
  }

  Map<String, Role> roles() {
    Map<String, Role> roles = new HashMap<>();
    roles.put("label", Role.LABEL);
    roles.put("prediction", Role.PREDICTION);
    if (classifies) {
      roles.put("score", Role.SCORE);
    }
    return roles;
  }

  /// Draws rows; the model knows what matters, but for a part that it takes for noise.
  Batch draw(int rows, SplittableRandom random) {
    double[][] numbers = new double[5][rows];
    int[] five = new int[rows];
    int[] twenty = new int[rows];
    int[] flag = new int[rows];
    double[] label = new double[rows];
    double[] prediction = new double[rows];
    double[] score = new double[rows];
    for (int row = 0; row < rows; row++) {
      double first = random.nextGaussian();
      double second = 0.6 * first + 0.8 * random.nextGaussian();
      numbers[0][row] = first;
      numbers[1][row] = second;
      numbers[2][row] =
          random.nextDouble() < 0.03 ? Double.NaN : Math.exp(1.5 * random.nextGaussian());
      numbers[3][row] = random.nextDouble() < 0.7 ? 0 : Math.exp(random.nextGaussian());
      numbers[4][row] = random.nextInt(6);
      five[row] = random.nextInt(5);
      twenty[row] = Math.min(19, (int) Math.floor(Math.expm1(3 * random.nextDouble())));
      flag[row] = random.nextInt(4) == 0 ? 1 : 0;
      double known = first + 0.7 * second;
      label[row] = label(known + 0.3 * (five[row] - 2), random);
      score[row] = score(known);
      prediction[row] = classifies ? (score[row] > cut() ? 1 : 0) : known;
    }
    List<String> names = new ArrayList<>();
    List<ColumnData> data = new ArrayList<>();
    for (int column = 0; column < numbers.length; column++) {
      names.add("x" + column);
      data.add(NumericData.of(numbers[column]));
    }
    names.addAll(List.of("five", "twenty", "flag", "label", "prediction"));
    data.add(new TextData(five, rows, levels(5)));
    data.add(new TextData(twenty, rows, levels(20)));
    data.add(new TextData(flag, rows, FLAGS));
    data.add(NumericData.of(label));
    data.add(NumericData.of(prediction));
    if (classifies) {
      names.add("score");
      data.add(NumericData.of(score));
    }
    return new Batch(names, data, rows);
  }

  /// Above this score a row is answered with class 1.
  private double cut() {
    return this == IMBALANCED ? 0.2 : 0.5;
  }

  private static List<String> levels(int count) {
    return IntStream.range(0, count).mapToObj(level -> "level " + level).toList();
  }
}
