package dev.leeway.core;

import dev.leeway.core.performance.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What batches are compared with: the values of each feature, and how the model did on them. It
/// keeps a sorted copy of every value.
public final class Baseline {

  private final List<Feature> features;
  private final List<double[]> sortedColumns;
  private final Map<Integer, Long> predictedRows;
  private final ConfusionMatrix matrix;

  /// One feature of the baseline.
  ///
  /// @param name the feature's name
  /// @param values the values that are numbers, infinite ones included
  /// @param dropped the values that are NaN, left out everywhere
  /// @param mean of the finite values; null without one
  /// @param standardDeviation the root of the finite values' mean squared deviation, dividing by
  ///   their number (NumPy's default, `ddof=0`); null without one
  public record Feature(
      String name,
      int values,
      int dropped,
      @Nullable Double mean,
      @Nullable Double standardDeviation) {}

  /// @param names as many as each row has values
  Baseline(List<String> names, double[][] rows, int[] targets, int[] predicted) {
    List<Feature> features = new ArrayList<>();
    List<double[]> sortedColumns = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      double[] sorted = Rows.sortedColumn(rows, column);
      sortedColumns.add(sorted);
      features.add(feature(names.get(column), sorted, rows.length - sorted.length));
    }
    this.features = List.copyOf(features);
    this.sortedColumns = List.copyOf(sortedColumns);
    this.predictedRows = counts(predicted);
    this.matrix = ConfusionMatrix.of(targets, predicted);
  }

  /// The features, in the order of the values of a row.
  public List<Feature> features() {
    return features;
  }

  /// How the predictions on the baseline compare with its targets.
  public ConfusionMatrix matrix() {
    return matrix;
  }

  /// The number of rows.
  public long rows() {
    return matrix.rows();
  }

  /// The share of rows predicted right.
  public double accuracy() {
    return (double) matrix.correct() / matrix.rows();
  }

  /// How often each class was predicted.
  Map<Integer, Long> predictedRows() {
    return predictedRows;
  }

  /// A feature's values in ascending order, without NaN; not to be changed.
  double[] sortedColumn(int column) {
    return sortedColumns.get(column);
  }

  static Map<Integer, Long> counts(int[] labels) {
    Map<Integer, Long> counts = new TreeMap<>();
    for (int label : labels) {
      counts.merge(label, 1L, Long::sum);
    }
    return counts;
  }

  private static Feature feature(String name, double[] sorted, int dropped) {
    double[] finite = Arrays.stream(sorted).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return new Feature(name, sorted.length, dropped, null, null);
    }
    double mean = Arrays.stream(finite).average().orElseThrow();
    double squares = Arrays.stream(finite).map(value -> (value - mean) * (value - mean)).sum();
    return new Feature(name, sorted.length, dropped, mean, Math.sqrt(squares / finite.length));
  }
}
