package dev.leeway.core.anomaly;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Scores the rows of one batch by a forest. Safe for use by several threads, so that each may
/// score a range of the rows: a row's score does not depend on how rows are divided.
public final class Scorer {

  /// Rows ranked together.
  private static final int MOST_RANKED = 8 * RankedTrees.BLOCK;

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
    score(null, from, to - from, scores);
  }

  /// The scores of some rows.
  double[] scores(int[] rows) {
    double[] scores = new double[rows.length];
    score(rows, 0, rows.length, scores);
    return scores;
  }

  /// @param rows the row of each score; null where each stands at its own place
  private void score(int @Nullable [] rows, int from, int count, double[] scores) {
    Optional<RankedTrees> ranked = forest.ranked();
    if (ranked.isPresent()) {
      Ranked scored = new Ranked(ranked.get(), Math.min(MOST_RANKED, count));
      for (int start = from; start < from + count; start += MOST_RANKED) {
        scored.score(rows, start, Math.min(MOST_RANKED, from + count - start), scores);
      }
    } else {
      for (int at = from; at < from + count; at++) {
        scores[at] = forest.score(codes(rows == null ? at : rows[at]), 0);
      }
    }
  }

  /// Scores rows by the ranks of their codes, except those beyond the range of the fitted rows.
  private final class Ranked {

    private final RankedTrees trees;
    private final double[] column;
    private final int[] located;
    private final boolean[] beyond;
    private final int[] ranks;
    private final double[] sums = new double[RankedTrees.BLOCK];

    Ranked(RankedTrees trees, int most) {
      this.trees = trees;
      column = new double[most];
      located = new int[most];
      beyond = new boolean[most];
      ranks = trees.ranks(most);
    }

    void score(int @Nullable [] rows, int start, int size, double[] scores) {
      Arrays.fill(beyond, false);
      for (int feature = 0; feature < codes.length; feature++) {
        read(feature, rows, start, size);
        forest.markBeyond(feature, column, size, beyond);
        trees.rank(feature, column, size, located, ranks);
      }
      for (int first = 0; first < size; first += sums.length) {
        trees.sumPaths(ranks, first, sums);
        for (int row = first; row < Math.min(size, first + sums.length); row++) {
          int at = start + row;
          scores[at] =
              beyond[row]
                  ? forest.score(codes(rows == null ? at : rows[at]), 0)
                  : forest.score(sums[row - first]);
        }
      }
    }

    private void read(int feature, int @Nullable [] rows, int start, int size) {
      if (rows == null) {
        codes[feature].copy(start, size, column);
      } else {
        for (int row = 0; row < size; row++) {
          column[row] = codes[feature].at(rows[start + row]);
        }
      }
    }
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
