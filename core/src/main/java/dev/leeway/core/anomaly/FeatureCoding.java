package dev.leeway.core.anomaly;

import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;

/// How the values of one feature become numbers that a tree can split, learnt from the rows that
/// are fitted, and what those rows hold, for clues. The code NaN is a branch of its own in every
/// tree.
sealed interface FeatureCoding permits NumberCoding, CategoryCoding {

  /// The feature.
  ColumnSpec column();

  /// Whether a code below all that a node saw is a stranger to it, rather than only smaller.
  boolean lowIsStrange();

  /// The least and the largest code whose path is walked as published; those beyond are expected to
  /// be set apart sooner the farther they are.
  double from();

  /// The upper end; see [#from()].
  double to();

  /// The codes of a column's rows.
  Codes codes(ColumnData data);

  /// What the value of a row is in the light of the fitted rows.
  UnusualFeature describe(double fall, ColumnData data, int row);

  /// The codes of a column, by row. Does not change.
  @FunctionalInterface
  interface Codes {
    double at(int row);

    /// Writes the codes of rows `from` … `from + length` − 1 to the beginning of `codes`.
    default void copy(int from, int length, double[] codes) {
      for (int row = 0; row < length; row++) {
        codes[row] = at(from + row);
      }
    }
  }

  /// The coding learnt from `rows` of the column.
  static FeatureCoding of(ColumnSpec column, ColumnData data, int[] rows) {
    return switch (column.kind()) {
      case NUMERIC, DATETIME -> NumberCoding.of(column, data, rows);
      case CATEGORICAL, BOOLEAN -> CategoryCoding.of(column, data, rows);
      case TEXT -> throw new IllegalArgumentException(column.name() + " is free text");
    };
  }
}
