package dev.leeway.core.profile;

import java.util.List;

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
}
