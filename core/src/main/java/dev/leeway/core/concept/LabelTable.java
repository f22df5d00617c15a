package dev.leeway.core.concept;

import dev.leeway.core.profile.ByteInput;
import dev.leeway.core.profile.ByteOutput;
import java.util.Arrays;

/// Rows by group, stratum and class, and sums of their residuals `r = y − p`, with y whether a row
/// is of the class and p the chance that [LabelModel] gives it, in parts of [LabelModel#SCALE]. All
/// numbers are whole, so tables merge exactly. Not thread-safe.
final class LabelTable {

  private final int groups;
  private final int strata;
  private final int classes;
  private final long[] cells;

  LabelTable(int groups, int strata, int classes) {
    this(groups, strata, classes, new long[groups * strata * width(classes)]);
  }

  private LabelTable(int groups, int strata, int classes, long[] cells) {
    this.groups = groups;
    this.strata = strata;
    this.classes = classes;
    this.cells = cells;
  }

  private static int width(int classes) {
    return 1 + 3 * classes;
  }

  /// Counts one row.
  ///
  /// @param chances for each class the chance of every row
  void add(int group, int stratum, int label, int[][] chances, int row) {
    int at = at(group, stratum);
    cells[at]++;
    for (int k = 0; k < classes; k++) {
      long residual = (k == label ? (long) LabelModel.SCALE : 0) - chances[k][row];
      cells[at + 1] += k == label ? 1 : 0;
      cells[at + 2] += residual;
      cells[at + 3] += residual * residual;
      at += 3;
    }
  }

  int groups() {
    return groups;
  }

  int strata() {
    return strata;
  }

  int classes() {
    return classes;
  }

  long rows(int group, int stratum) {
    return cells[at(group, stratum)];
  }

  /// Rows of the class.
  long hits(int group, int stratum, int label) {
    return cells[at(group, stratum) + 1 + 3 * label];
  }

  /// Sum of the class's residuals, in units of 1.
  double residuals(int group, int stratum, int label) {
    return (double) cells[at(group, stratum) + 2 + 3 * label] / LabelModel.SCALE;
  }

  /// Sum of their squares.
  double squares(int group, int stratum, int label) {
    double scale = LabelModel.SCALE;
    return cells[at(group, stratum) + 3 + 3 * label] / (scale * scale);
  }

  private int at(int group, int stratum) {
    return (group * strata + stratum) * width(classes);
  }

  /// Rows of all groups and strata.
  long rows() {
    long sum = 0;
    for (int at = 0; at < cells.length; at += width(classes)) {
      sum += cells[at];
    }
    return sum;
  }

  /// Rows of the class in all groups and strata.
  long hits(int label) {
    long sum = 0;
    for (int at = 1 + 3 * label; at < cells.length; at += width(classes)) {
      sum += cells[at];
    }
    return sum;
  }

  LabelTable plus(LabelTable other) {
    long[] sum = cells.clone();
    for (int at = 0; at < sum.length; at++) {
      sum[at] += other.cells[at];
    }
    return new LabelTable(groups, strata, classes, sum);
  }

  void write(ByteOutput out) {
    out.putSparse(cells);
  }

  /// A table of this one's size.
  LabelTable read(ByteInput in) {
    LabelTable table = new LabelTable(groups, strata, classes, in.sparse(cells.length));
    for (int group = 0; group < groups; group++) {
      for (int stratum = 0; stratum < strata; stratum++) {
        long rows = table.rows(group, stratum);
        for (int label = 0; label < classes; label++) {
          long hits = table.hits(group, stratum, label);
          if (rows < 0 || hits < 0 || hits > rows || table.squares(group, stratum, label) < 0) {
            throw in.damaged("%d of %d rows are of a class".formatted(hits, rows));
          }
        }
      }
    }
    return table;
  }

  LabelTable copy() {
    return new LabelTable(groups, strata, classes, cells.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelTable table && Arrays.equals(cells, table.cells);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cells);
  }
}
