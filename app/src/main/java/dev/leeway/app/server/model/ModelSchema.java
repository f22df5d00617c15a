package dev.leeway.app.server.model;

import dev.leeway.app.table.PhysicalType;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  /// The columns that a configuration names with their kinds, as a model needs them that learns its
  /// reference from its first rows; empty when it names none.
  public static Optional<ModelSchema> declared(ModelConfig config) {
    List<ColumnSpec> columns = new ArrayList<>();
    Map<String, PhysicalType> types = new HashMap<>();
    new TreeMap<>(config.kinds())
        .forEach((name, kind) -> {
          Role role = config.roles().getOrDefault(name, Role.FEATURE);
          columns.add(new ColumnSpec(name, kind, role, "given"));
          types.put(
              name,
              switch (kind) {
                case NUMERIC -> PhysicalType.NUMBER;
                case DATETIME -> PhysicalType.DATETIME;
                case CATEGORICAL, BOOLEAN -> PhysicalType.NUMBERED_TEXT;
                case TEXT -> PhysicalType.TEXT;
              });
        });
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(new ModelSchema(new Schema(columns), types));
  }

  /// The columns that any of them has, each as the first that has it; empty for none.
  public static Optional<ModelSchema> union(List<ModelSchema> schemas) {
    Map<String, ColumnSpec> columns = new LinkedHashMap<>();
    Map<String, PhysicalType> types = new HashMap<>();
    for (ModelSchema one : schemas) {
      for (ColumnSpec column : one.schema().columns()) {
        columns.putIfAbsent(column.name(), column);
        one.types().forEach(types::putIfAbsent);
      }
    }
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(new ModelSchema(new Schema(List.copyOf(columns.values())), types));
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
