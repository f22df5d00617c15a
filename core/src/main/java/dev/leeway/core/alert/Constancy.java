package dev.leeway.core.alert;

import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Whether a column that holds one value throughout is a surprise, by the order of the reference's
/// rows. A year, a month or a version stays the same for a long while, and then so do some current
/// rows; a price that does is frozen.
///
/// A run is a stretch of rows with equal values, missing ones left out.
///
/// @param rows reference rows with a value
/// @param runs their runs
/// @param distinct their distinct values
/// @param ownRun the length of the run that a row is in, on average over rows
record Constancy(long rows, long runs, long distinct, double ownRun) {

  /// A column changes in steps when it has at most so many runs for each of its values, and each is
  /// of [#STEP_ROWS] rows or more on average.
  private static final long STEPS = 3;

  private static final long STEP_ROWS = 10;

  /// The runs of a column, in the order of its rows.
  static Constancy of(ColumnData column) {
    IntFunction<@Nullable Object> value =
        column instanceof NumericData numbers
            ? row -> Double.isNaN(numbers.values()[row]) ? null : (Object) numbers.values()[row]
            : row -> text((TextData) column, row);
    Set<Object> distinct = new HashSet<>();
    Object last = null;
    long rows = 0;
    long runs = 0;
    long run = 0;
    double squares = 0;
    for (int row = 0; row < column.size(); row++) {
      Object now = value.apply(row);
      if (now == null) {
        continue;
      }
      rows++;
      if (Objects.equals(now, last)) {
        run++;
      } else {
        squares += (double) run * run;
        runs++;
        run = 1;
        distinct.add(now);
        last = now;
      }
    }
    squares += (double) run * run;
    return new Constancy(rows, runs, distinct.size(), rows == 0 ? 0 : squares / rows);
  }

  private static @Nullable Object text(TextData text, int row) {
    int code = text.codes()[row];
    return code == TextData.MISSING ? null : (Object) code;
  }

  /// Whether so many rows with one value are nothing unusual: the reference's own runs are longer
  /// than half as many rows, or the column changes in few long steps.
  boolean lets(long currentRows) {
    return 2 * ownRun > currentRows || (runs <= STEPS * distinct && rows >= STEP_ROWS * runs);
  }
}
