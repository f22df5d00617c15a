package dev.leeway.core.profile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Some rows of a data set, by column.
///
/// @param names column names, distinct
/// @param columns the columns, in the order of `names`, all with `rows` rows
/// @param rows number of rows
public record Batch(List<String> names, List<ColumnData> columns, int rows) {

  public Batch {
    names = List.copyOf(names);
    columns = List.copyOf(columns);
    if (names.size() != columns.size()) {
      throw new IllegalArgumentException(
          "a batch needs as many columns as names, had " + columns.size() + " and " + names.size());
    }
    for (int column = 0; column < columns.size(); column++) {
      if (columns.get(column).size() != rows) {
        throw new IllegalArgumentException(
            "column %s must have %d rows, had %d"
                .formatted(names.get(column), rows, columns.get(column).size()));
      }
    }
  }

  /// The rows whose bit is set, in order.
  public Batch select(BitSet chosen) {
    int size = chosen.cardinality();
    List<ColumnData> selected = new ArrayList<>();
    for (ColumnData column : columns) {
      selected.add(
          column instanceof NumericData numbers
              ? select(numbers, chosen, size)
              : select((TextData) column, chosen, size));
    }
    return new Batch(names, selected, size);
  }

  private static NumericData select(NumericData numbers, BitSet chosen, int size) {
    double[] values = new double[size];
    BitSet missing = new BitSet();
    BitSet unreadable = new BitSet();
    int to = 0;
    for (int row = chosen.nextSetBit(0); row >= 0; row = chosen.nextSetBit(row + 1)) {
      missing.set(to, numbers.isMissing(row));
      unreadable.set(to, numbers.isUnreadable(row));
      values[to++] = numbers.values()[row];
    }
    return new NumericData(
        values, size, missing.isEmpty() ? null : missing, unreadable.isEmpty() ? null : unreadable);
  }

  private static TextData select(TextData text, BitSet chosen, int size) {
    int[] codes = new int[size];
    int to = 0;
    for (int row = chosen.nextSetBit(0); row >= 0; row = chosen.nextSetBit(row + 1)) {
      codes[to++] = text.codes()[row];
    }
    return new TextData(codes, size, text.dictionary());
  }

  /// The column of that name, if there is one.
  public Optional<ColumnData> column(String name) {
    int at = names.indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(columns.get(at));
  }
}
