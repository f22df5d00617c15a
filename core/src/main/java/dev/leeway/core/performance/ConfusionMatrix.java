package dev.leeway.core.performance;

import dev.leeway.core.profile.ByteInput;
import dev.leeway.core.profile.ByteOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// How often each class was predicted for rows of each actual class: the state that every metric of
/// a classifier is derived from. Immutable; merging is exact, so neither the split of the rows nor
/// their order shows. Only the pairs that occur take memory.
public final class ConfusionMatrix {

  private static final ConfusionMatrix EMPTY = new Recorder().snapshot();

  private final SortedMap<ClassLabel, SortedMap<ClassLabel, Long>> counts;
  private final List<ClassLabel> labels;
  private final Map<ClassLabel, Long> actualRows;
  private final Map<ClassLabel, Long> predictedRows;
  private final long rows;
  private final long correct;

  private ConfusionMatrix(Map<Pair, Long> pairs) {
    SortedMap<ClassLabel, SortedMap<ClassLabel, Long>> counts = new TreeMap<>();
    NavigableSet<ClassLabel> labels = new TreeSet<>();
    Map<ClassLabel, Long> actualRows = new HashMap<>();
    Map<ClassLabel, Long> predictedRows = new HashMap<>();
    long rows = 0;
    long correct = 0;
    for (Map.Entry<Pair, Long> entry : pairs.entrySet()) {
      Pair pair = entry.getKey();
      long count = entry.getValue();
      counts.computeIfAbsent(pair.actual, actual -> new TreeMap<>()).put(pair.predicted, count);
      labels.add(pair.actual);
      labels.add(pair.predicted);
      actualRows.merge(pair.actual, count, Math::addExact);
      predictedRows.merge(pair.predicted, count, Math::addExact);
      rows = Math.addExact(rows, count);
      if (pair.actual.equals(pair.predicted)) {
        correct += count;
      }
    }
    this.counts = counts;
    this.labels = List.copyOf(labels);
    this.actualRows = actualRows;
    this.predictedRows = predictedRows;
    this.rows = rows;
    this.correct = correct;
  }

  /// The matrix of no rows.
  public static ConfusionMatrix empty() {
    return EMPTY;
  }

  /// Counts the rows of two arrays of the same length.
  public static ConfusionMatrix of(int[] actual, int[] predicted) {
    requireSameLength(actual.length, predicted.length);
    Map<Long, Long> pairs = new HashMap<>();
    for (int row = 0; row < actual.length; row++) {
      pairs.merge(((long) actual[row] << 32) | (predicted[row] & 0xFFFF_FFFFL), 1L, Long::sum);
    }
    Recorder recorder = new Recorder();
    pairs.forEach((pair, count) ->
        recorder.add(ClassLabel.of(pair >> 32), ClassLabel.of((pair << 32) >> 32), count));
    return recorder.snapshot();
  }

  /// Counts the rows of two lists of the same size.
  public static ConfusionMatrix of(List<ClassLabel> actual, List<ClassLabel> predicted) {
    requireSameLength(actual.size(), predicted.size());
    Recorder recorder = new Recorder();
    for (int row = 0; row < actual.size(); row++) {
      recorder.add(actual.get(row), predicted.get(row));
    }
    return recorder.snapshot();
  }

  private static void requireSameLength(int actual, int predicted) {
    if (actual != predicted) {
      throw new IllegalArgumentException(
          "actual and predicted labels must be as many, were %d and %d"
              .formatted(actual, predicted));
    }
  }

  /// The counts of both.
  public ConfusionMatrix merge(ConfusionMatrix other) {
    Recorder recorder = new Recorder();
    recorder.add(this);
    recorder.add(other);
    return recorder.snapshot();
  }

  /// Every class that occurs as actual or as predicted, in order.
  public List<ClassLabel> labels() {
    return labels;
  }

  /// The number of rows counted.
  public long rows() {
    return rows;
  }

  /// The number of rows whose prediction was right.
  public long correct() {
    return correct;
  }

  /// The number of rows of class `actual` for which `predicted` was predicted; 0 for unknown
  /// classes.
  public long count(ClassLabel actual, ClassLabel predicted) {
    return counts.getOrDefault(actual, Collections.emptySortedMap()).getOrDefault(predicted, 0L);
  }

  /// The number of rows that really are of this class.
  public long actualRows(ClassLabel label) {
    return actualRows.getOrDefault(label, 0L);
  }

  /// The number of rows for which this class was predicted.
  public long predictedRows(ClassLabel label) {
    return predictedRows.getOrDefault(label, 0L);
  }

  /// Visits every pair of classes that occurs, in order.
  void forEach(Visitor visitor) {
    counts.forEach((actual, row) ->
        row.forEach((predicted, count) -> visitor.visit(actual, predicted, count)));
  }

  /// Sees the rows of one pair of classes.
  interface Visitor {
    void visit(ClassLabel actual, ClassLabel predicted, long count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix matrix && counts.equals(matrix.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }

  @Override
  public String toString() {
    return "ConfusionMatrix" + counts;
  }

  void write(ByteOutput out) {
    out.putCount(labels.size());
    labels.forEach(label -> PerformanceCodec.write(out, label));
    out.putCount(counts.values().stream().mapToLong(Map::size).sum());
    forEach((actual, predicted, count) -> {
      out.putCount(Collections.binarySearch(labels, actual));
      out.putCount(Collections.binarySearch(labels, predicted));
      out.putCount(count);
    });
  }

  static ConfusionMatrix read(ByteInput in) {
    List<ClassLabel> labels = new ArrayList<>();
    for (int left = in.entries(2); left > 0; left--) {
      labels.add(PerformanceCodec.readLabel(in));
    }
    Map<Pair, Long> pairs = new HashMap<>();
    long rows = 0;
    for (int left = in.entries(3); left > 0; left--) {
      ClassLabel actual = labels.get(in.count(labels.size() - 1));
      Pair pair = new Pair(actual, labels.get(in.count(labels.size() - 1)));
      long count = in.count();
      rows += count;
      if (count == 0 || rows < 0 || pairs.put(pair, count) != null) {
        throw in.damaged("a pair of classes is counted twice or not at all");
      }
    }
    ConfusionMatrix matrix = new ConfusionMatrix(pairs);
    if (!matrix.labels.equals(labels)) {
      throw in.damaged("classes are not those of the rows, in order");
    }
    return matrix;
  }

  private record Pair(ClassLabel actual, ClassLabel predicted) {}

  /// Counts rows one by one. For one thread.
  public static final class Recorder {

    private final Map<Pair, Long> pairs = new HashMap<>();

    /// Counts one row.
    public void add(ClassLabel actual, ClassLabel predicted) {
      add(actual, predicted, 1);
    }

    /// Counts `count` rows, at least 1.
    public void add(ClassLabel actual, ClassLabel predicted, long count) {
      if (count < 1) {
        throw new IllegalArgumentException("count must be at least 1, was " + count);
      }
      pairs.merge(new Pair(actual, predicted), count, Math::addExact);
    }

    /// Counts all rows of a matrix.
    public void add(ConfusionMatrix matrix) {
      matrix.forEach(this::add);
    }

    /// What was counted so far; the recorder can go on.
    public ConfusionMatrix snapshot() {
      return new ConfusionMatrix(pairs);
    }
  }
}
