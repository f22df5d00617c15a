package dev.leeway.bench;

import dev.leeway.core.sequential.ChangeDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A stream with abrupt changes of concept at rows 10,000, 20,000 and 30,000, and a Gaussian naive
/// Bayes classifier that is tested on each row, then taught it, and starts again at an alarm.
///
/// An alarm within 2,000 rows after a change finds it; any other, a second one there too, is false.
///
/// @param sea whether it is of the SEA family, with 20 % noise
/// @param features by row
/// @param labels 0 or 1 by row
record DriftStream(boolean sea, double[][] features, int[] labels) {

  private static final int ACCEPTED = 2_000;

  /// What a detector came to over several streams.
  record Score(int found, int foundInSea, int falseAlarms, double meanDelay) {}

  static DriftStream read(Path file) {
    try {
      List<double[]> features = new ArrayList<>();
      List<Integer> labels = new ArrayList<>();
      for (String line : Files.readAllLines(file).subList(1, Files.readAllLines(file).size())) {
        double[] cells = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
        features.add(Arrays.copyOf(cells, cells.length - 1));
        labels.add((int) cells[cells.length - 1]);
      }
      return new DriftStream(
          file.toString().contains("_sea_"),
          features.toArray(new double[0][]),
          labels.stream().mapToInt(Integer::intValue).toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Score score(List<DriftStream> streams, DetectorBench.Contender contender, int mute) {
    int found = 0;
    int foundInSea = 0;
    int falseAlarms = 0;
    double delays = 0;
    for (DriftStream stream : streams) {
      boolean[] seen = new boolean[4];
      for (int row : stream.alarms(contender.start().get(), mute)) {
        int change = row / 10_000;
        if (change > 0 && row % 10_000 < ACCEPTED && !seen[change]) {
          seen[change] = true;
          found += stream.sea ? 0 : 1;
          foundInSea += stream.sea ? 1 : 0;
          delays += row % 10_000 + 1;
        } else {
          falseAlarms++;
        }
      }
    }
    return new Score(found, foundInSea, falseAlarms, delays / (found + foundInSea));
  }

  private List<Integer> alarms(ChangeDetector detector, int mute) {
    List<Integer> alarms = new ArrayList<>();
    Learner learner = new Learner(features[0].length);
    int mutedUntil = -1;
    for (int row = 0; row < labels.length; row++) {
      int error = learner.classify(features[row]) == labels[row] ? 0 : 1;
      learner.learn(features[row], labels[row]);
      if (DetectorBench.step(detector, error).isAlarm() && row > mutedUntil) {
        alarms.add(row);
        learner = new Learner(features[0].length);
        mutedUntil = row + mute;
      }
    }
    return alarms;
  }

  /// Gaussian naive Bayes of two classes, learnt row by row.
  private static final class Learner {
    private final long[] rows = new long[2];
    private final double[][] means;
    private final double[][] squares;

    Learner(int features) {
      means = new double[2][features];
      squares = new double[2][features];
    }

    int classify(double[] x) {
      return score(x, 1) > score(x, 0) ? 1 : 0;
    }

    private double score(double[] x, int label) {
      if (rows[label] == 0) {
        return Double.NEGATIVE_INFINITY;
      }
      double score = Math.log(rows[label]);
      for (int feature = 0; feature < x.length; feature++) {
        double variance = Math.max(1e-9, squares[label][feature] / rows[label]);
        double off = x[feature] - means[label][feature];
        score -= 0.5 * Math.log(variance) + off * off / (2 * variance);
      }
      return score;
    }

    void learn(double[] x, int label) {
      long n = ++rows[label];
      for (int feature = 0; feature < x.length; feature++) {
        double off = x[feature] - means[label][feature];
        means[label][feature] += off / n;
        squares[label][feature] += off * (x[feature] - means[label][feature]);
      }
    }
  }
}
