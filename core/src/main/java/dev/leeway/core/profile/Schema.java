package dev.leeway.core.profile;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The columns of a data set, in order.
///
/// @param columns the columns, with distinct names
public record Schema(List<ColumnSpec> columns) {

  public Schema {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (ColumnSpec column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("two columns are named " + column.name());
      }
    }
  }

  /// The column of that name.
  public Optional<ColumnSpec> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /// The columns of that role.
  public List<ColumnSpec> columns(Role role) {
    return columns.stream().filter(column -> column.role() == role).toList();
  }
}
