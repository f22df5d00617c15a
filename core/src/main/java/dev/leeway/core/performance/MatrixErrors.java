package dev.leeway.core.performance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Standard errors of the metrics that follow from a confusion matrix, by the delta method: rows
/// fall into cells as a multinomial sample, so with gᵢⱼ the metric's derivative by the count of a
/// cell, the variance is `Σ nᵢⱼ gᵢⱼ²` (the metrics do not change when all counts are multiplied, so
/// `Σ nᵢⱼ gᵢⱼ` is 0). Bishop, Fienberg, Holland (1975), *Discrete Multivariate Analysis*, §14.6.
///
/// Where every row was right the method would see no error at all. Then [#PRIOR_ROWS] rows are
/// added that fall into cells by chance alone, in the shares of the classes (§12.2, pseudo-Bayes).
final class MatrixErrors {

  /// As many as Agresti and Coull (1998) add to a share.
  private static final double PRIOR_ROWS = 4;

  private static final int MOST_CLASSES = 300;

  private final int classes;
  private final Map<Long, Double> cells = new HashMap<>();
  private final double[] actual;
  private final double[] predicted;
  private final double[] hits;
  private double rows;

  /// @param matrix of at least one row
  MatrixErrors(ConfusionMatrix matrix) {
    List<ClassLabel> labels = matrix.labels();
    classes = labels.size();
    actual = new double[classes];
    predicted = new double[classes];
    hits = new double[classes];
    Map<ClassLabel, Integer> indices = new HashMap<>();
    for (int index = 0; index < classes; index++) {
      indices.put(labels.get(index), index);
    }
    matrix.forEach(
        (truth, answer, count) -> add(index(indices, truth), index(indices, answer), count));
    if (matrix.correct() == matrix.rows() && classes <= MOST_CLASSES) {
      addByChance();
    }
  }

  private static int index(Map<ClassLabel, Integer> indices, ClassLabel label) {
    return indices.getOrDefault(label, -1);
  }

  private void add(int i, int j, double count) {
    cells.merge((long) i * classes + j, count, Double::sum);
    actual[i] += count;
    predicted[j] += count;
    hits[i] += i == j ? count : 0;
    rows += count;
  }

  private void addByChance() {
    double[] shares = actual.clone();
    double all = rows;
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        add(i, j, PRIOR_ROWS * (shares[i] / all) * (shares[j] / all));
      }
    }
  }

  /// NaN where a derivative is not defined: a matrix of one class, or of one prediction.
  double of(Metric metric) {
    Derivative derivative = derivative(metric);
    double squares = 0;
    double sum = 0;
    for (Map.Entry<Long, Double> cell : cells.entrySet()) {
      double slope =
          derivative.at((int) (cell.getKey() / classes), (int) (cell.getKey() % classes));
      sum += cell.getValue() * slope;
      squares += cell.getValue() * slope * slope;
    }
    double variance = Math.max(0, squares - sum * sum / rows);
    return Math.sqrt(variance * rows / (rows - 1));
  }

  /// By the count of rows of class i that were predicted as j.
  private interface Derivative {
    double at(int i, int j);
  }

  private Derivative derivative(Metric metric) {
    return switch (metric) {
      case BALANCED_ACCURACY -> averageRecall(withRows());
      case RECALL_MACRO -> averageRecall(classes);
      case PRECISION_MACRO -> (i, j) -> precisionSlope(i, j) / classes;
      case F1_MACRO -> (i, j) -> f1Slope(i, j, 1, 1) / classes;
      case PRECISION_WEIGHTED -> precisionWeighted();
      case F1_WEIGHTED -> f1Weighted();
      case MCC -> correlation();
      case KAPPA -> kappa();
      default -> throw new IllegalArgumentException(metric + " has no derivative by cells");
    };
  }

  private int withRows() {
    int count = 0;
    for (double of : actual) {
      count += of > 0 ? 1 : 0;
    }
    return count;
  }

  private Derivative averageRecall(int over) {
    return (i, j) -> ((i == j ? 1 : 0) - hits[i] / actual[i]) / actual[i] / over;
  }

  /// Of the precision of class j, the only one that a row predicted as j enters.
  private double precisionSlope(int i, int j) {
    return ((i == j ? 1 : 0) - hits[j] / predicted[j]) / predicted[j];
  }

  private Derivative precisionWeighted() {
    double total = 0;
    for (int k = 0; k < classes; k++) {
      total += actual[k] / rows * precision(k);
    }
    double mean = total;
    return (i, j) -> (precision(i) - mean) / rows + actual[j] / rows * precisionSlope(i, j);
  }

  private double precision(int k) {
    return predicted[k] == 0 ? 0 : hits[k] / predicted[k];
  }

  private Derivative f1Weighted() {
    double total = 0;
    for (int k = 0; k < classes; k++) {
      total += actual[k] / rows * f1(k);
    }
    double mean = total;
    return (i, j) -> (f1(i) - mean) / rows + f1Slope(i, j, actual[i] / rows, actual[j] / rows);
  }

  private double f1(int k) {
    return 2 * hits[k] / (actual[k] + predicted[k]);
  }

  /// Of the F1 of class i and of class j, each times a weight.
  private double f1Slope(int i, int j, double weightOfI, double weightOfJ) {
    if (i == j) {
      return weightOfI * (2 - 2 * f1(i)) / (actual[i] + predicted[i]);
    }
    return -weightOfI * f1(i) / (actual[i] + predicted[i])
        - weightOfJ * f1(j) / (actual[j] + predicted[j]);
  }

  private Derivative correlation() {
    double agreed = 0;
    double chance = 0;
    double ofActual = 1;
    double ofPredicted = 1;
    for (int k = 0; k < classes; k++) {
      double a = actual[k] / rows;
      double p = predicted[k] / rows;
      agreed += hits[k] / rows;
      chance += a * p;
      ofActual -= a * a;
      ofPredicted -= p * p;
    }
    double hit = agreed;
    double covariance = agreed - chance;
    double varianceA = ofActual;
    double varianceP = ofPredicted;
    double root = Math.sqrt(varianceA * varianceP);
    return (i, j) -> {
      double slope = (i == j ? 1 : 0) + hit - (actual[j] + predicted[i]) / rows;
      double relative = (1 - actual[i] / rows) / varianceA + (1 - predicted[j] / rows) / varianceP;
      return (slope - covariance * relative) / root / rows;
    };
  }

  private Derivative kappa() {
    double agreed = 0;
    double chance = 0;
    for (int k = 0; k < classes; k++) {
      agreed += hits[k] / rows;
      chance += actual[k] / rows * (predicted[k] / rows);
    }
    double hit = agreed;
    double expected = chance;
    double room = 1 - chance;
    return (i, j) -> {
      double ofHit = (i == j ? 1 : 0) - hit;
      double ofChance = (actual[j] + predicted[i]) / rows - 2 * expected;
      return (ofHit / room - (1 - hit) / room / room * ofChance) / rows;
    };
  }
}
