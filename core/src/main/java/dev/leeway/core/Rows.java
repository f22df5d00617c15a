package dev.leeway.core;

import java.util.Arrays;

/// Checks and columns of a table given as one array a row.
final class Rows {

  private Rows() {}

  /// Fails unless there are rows and each has `width` values.
  static void requireTable(String what, double[][] rows, int width) {
    if (rows.length == 0) {
      throw new IllegalArgumentException(what + " must have at least 1 row, had none");
    }
    if (width == 0) {
      throw new IllegalArgumentException(what + " must have at least 1 value in a row, had none");
    }
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != width) {
        throw new IllegalArgumentException(
            "%s must have %d values in each row, had %d in row %d of %d"
                .formatted(what, width, rows[row].length, row, rows.length));
      }
    }
  }

  /// Fails unless there are as many labels as rows.
  static void requireSize(String what, int size, String ofWhat, int rows) {
    if (size != rows) {
      throw new IllegalArgumentException(
          "%s must be as many as %s, were %d and %d".formatted(what, ofWhat, size, rows));
    }
  }

  static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  /// The values of a column, NaN left out, in ascending order.
  static double[] sortedColumn(double[][] rows, int column) {
    return Arrays.stream(rows)
        .mapToDouble(row -> row[column])
        .filter(value -> !Double.isNaN(value))
        .sorted()
        .toArray();
  }
}
