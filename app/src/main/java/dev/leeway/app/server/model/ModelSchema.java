package dev.leeway.app.server.model;

import dev.leeway.app.table.PhysicalType;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.List;
import java.util.Map;

/// The columns of a version's reference, and how what is sent for them is read.
///
/// @param schema the columns, their kinds and roles
/// @param types how each is read, by name
public record ModelSchema(Schema schema, Map<String, PhysicalType> types) {

  public ModelSchema {
    types = Map.copyOf(types);
    for (ColumnSpec column : schema.columns()) {
      if (!types.containsKey(column.name())) {
        throw new IllegalArgumentException("column " + column.name() + " must have a type");
      }
    }
  }

  /// The columns whose values are kept of each row: all but its id and its time, which every row
  /// has, and the label, which comes later.
  public List<ColumnSpec> kept() {
    return schema.columns().stream()
        .filter(column ->
            column.role() != Role.ID && column.role() != Role.TIME && column.role() != Role.LABEL)
        .toList();
  }

  /// Whether the values of the column are numbers; else they are names.
  public boolean isNumber(ColumnSpec column) {
    return column.kind() == Kind.NUMERIC || column.kind() == Kind.DATETIME;
  }
}
