package dev.leeway.core.anomaly;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Scores the rows of one batch by a forest. Safe for use by several threads, so that each may
/// score a range of the rows: a row's score does not depend on how rows are divided.
public final class Scorer {

  /// Rows walked down a tree together, so that the tree stays in the processor's cache.
  private static final int BLOCK = 256;

  private final IsolationForest forest;
  private final Batch batch;
  private final FeatureCoding.Codes[] codes;
  private final List<String> absent = new ArrayList<>();

  Scorer(IsolationForest forest, Batch batch) {
    this.forest = forest;
    this.batch = batch;
    List<FeatureCoding> codings = forest.codings();
    codes = new FeatureCoding.Codes[codings.size()];
    for (int feature = 0; feature < codes.length; feature++) {
      FeatureCoding coding = codings.get(feature);
      Optional<ColumnData> data = batch.column(coding.column().name());
      if (data.isEmpty()) {
        absent.add(coding.column().name());
      }
      codes[feature] = data.map(coding::codes).orElse(row -> Double.NaN);
    }
  }

  /// The number of rows.
  public int rows() {
    return batch.rows();
  }

  /// The features that the batch lacks; rows are scored as if they were missing, which makes all of
  /// them unusual.
  public List<String> absent() {
    return List.copyOf(absent);
  }

  /// The scores of all rows, in (0, 1).
  public double[] scores() {
    double[] scores = new double[rows()];
    score(0, scores.length, scores);
    return scores;
  }

  /// Writes the scores of rows `from` … `to` − 1 to `scores`, at the rows' own places.
  ///
  /// @param scores one place for each row of the batch
  /// @throws IndexOutOfBoundsException unless 0 ≤ from ≤ to ≤ rows
  public void score(int from, int to, double[] scores) {
    Objects.checkFromToIndex(from, to, Math.min(rows(), scores.length));
    double[] block = new double[BLOCK * codes.length];
    for (int start = from; start < to; start += BLOCK) {
      int size = Math.min(BLOCK, to - start);
      for (int feature = 0; feature < codes.length; feature++) {
        FeatureCoding.Codes column = codes[feature];
        for (int row = 0; row < size; row++) {
          block[row * codes.length + feature] = column.at(start + row);
        }
      }
      scoreBlock(block, size, scores, start);
    }
  }

  private void scoreBlock(double[] block, int size, double[] scores, int start) {
    boolean[] beyond = new boolean[size];
    for (int row = 0; row < size; row++) {
      beyond[row] = forest.isBeyond(block, row * codes.length);
    }
    Arrays.fill(scores, start, start + size, 0);
    for (int tree = 0; tree < IsolationForest.TREES; tree++) {
      for (int row = 0; row < size; row++) {
        scores[start + row] += forest.path(tree, block, row * codes.length, beyond[row]);
      }
    }
    for (int row = start; row < start + size; row++) {
      scores[row] = forest.score(scores[row]);
    }
  }

  /// The scores of some rows.
  double[] scores(int[] rows) {
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = forest.score(codes(rows[i]), 0);
    }
    return scores;
  }

  /// The codes of one row.
  double[] codes(int row) {
    double[] values = new double[codes.length];
    for (int feature = 0; feature < values.length; feature++) {
      values[feature] = codes[feature].at(row);
    }
    return values;
  }

  IsolationForest forest() {
    return forest;
  }

  Batch batch() {
    return batch;
  }
}
