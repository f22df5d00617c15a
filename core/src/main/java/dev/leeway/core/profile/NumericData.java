package dev.leeway.core.profile;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// A column of numbers. Row `i` is *missing* where `missing` has bit `i`, *unreadable* (present,
/// but not a number) where `unreadable` has it, and in both cases `values[i]` is NaN; any other NaN
/// is a NaN that was written in the data. Datetimes are seconds since 1970-01-01T00:00:00Z.
///
/// @param values at least `size` numbers; only the first `size` count
/// @param size number of rows
/// @param missing rows without a value, or null when every row has one
/// @param unreadable rows whose value is no number, or null when there is none
public record NumericData(
    double[] values, int size, @Nullable BitSet missing, @Nullable BitSet unreadable)
    implements ColumnData {

  public NumericData {
    if (size < 0 || size > values.length) {
      throw new IllegalArgumentException("size must be in [0, " + values.length + "], was " + size);
    }
  }

  /// A column in which every row has a value.
  public static NumericData of(double... values) {
    return new NumericData(values, values.length, null, null);
  }

  /// Whether row `row` has no value. Meant for rows whose `values[row]` is NaN; false for all
  /// others.
  public boolean isMissing(int row) {
    return missing != null && missing.get(row);
  }

  /// Whether row `row` has a value that is no number.
  public boolean isUnreadable(int row) {
    return unreadable != null && unreadable.get(row);
  }

  /// The finite values in the order of their rows, −0 as 0.
  public double[] finite() {
    double[] finite = new double[size];
    int count = 0;
    for (int row = 0; row < size; row++) {
      double value = values[row] + 0.0;
      if (Double.isFinite(value)) {
        finite[count++] = value;
      }
    }
    return count == size ? finite : Arrays.copyOf(finite, count);
  }
}
