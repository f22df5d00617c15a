package dev.leeway.app.check;

import dev.leeway.app.table.DataException;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.app.table.TableScan;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a check says of columns before it knows their values: how they are read, whether those that
/// were named are there, and what is worth a note.
final class CheckColumns {

  private final CheckRequest request;

  CheckColumns(CheckRequest request) {
    this.request = request;
  }

  /// The column of a role that `--labels` needs.
  String named(Role role) {
    return request.roles().entrySet().stream()
        .filter(entry -> entry.getValue() == role)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new DataException("--labels needs --%s COLUMN".formatted(role.id())));
  }

  /// The kinds that were given; and labels of a regression and relevances of a ranking are numbers,
  /// however few values they have.
  Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new HashMap<>(request.kinds());
    boolean numbers =
        request
            .scoring()
            .task()
            .map(task -> task != Task.CLASSIFICATION)
            .orElse(request.roles().containsValue(Role.QUERY));
    if (numbers) {
      request
          .roles()
          .forEach((name, role) -> {
            if (role == Role.LABEL) {
              kinds.putIfAbsent(name, Kind.NUMERIC);
            }
          });
    }
    return kinds;
  }

  /// Types that follow from what the user gave. Ids are joined as they are written.
  Map<String, PhysicalType> forced() {
    Map<String, PhysicalType> types = new HashMap<>();
    kinds()
        .forEach((name, kind) -> {
          switch (kind) {
            case NUMERIC -> types.put(name, PhysicalType.NUMBER);
            case DATETIME -> types.put(name, PhysicalType.DATETIME);
            case TEXT, BOOLEAN, CATEGORICAL -> types.put(name, PhysicalType.TEXT);
          }
        });
    if (!request.labels().isEmpty()) {
      types.put(named(Role.ID), PhysicalType.TEXT);
    }
    return types;
  }

  /// How the current data are read: by the reference's schema.
  ///
  /// @param reference rows of it, all or some
  static Map<String, PhysicalType> types(Schema schema, Batch reference) {
    Map<String, PhysicalType> types = new HashMap<>();
    for (ColumnSpec column : schema.columns()) {
      types.put(column.name(), type(column, reference));
    }
    return types;
  }

  private static PhysicalType type(ColumnSpec column, Batch reference) {
    boolean numbers =
        reference.column(column.name()).map(NumericData.class::isInstance).orElse(false);
    return switch (column.kind()) {
      case NUMERIC -> PhysicalType.NUMBER;
      case DATETIME -> PhysicalType.DATETIME;
      case CATEGORICAL -> numbers ? PhysicalType.NUMBERED_TEXT : PhysicalType.TEXT;
      case BOOLEAN, TEXT -> PhysicalType.TEXT;
    };
  }

  /// @throws DataException if a column that was given a role or a kind is not there
  void require(TableScan found) {
    List<String> names = found.names();
    List<Path> files = found.files();
    if (names.isEmpty()) {
      throw new DataException(
          files.get(0) + ": every column is left out by --ignore; expected one to compare");
    }
    Set<String> asked = new LinkedHashSet<>(request.roles().keySet());
    asked.addAll(request.kinds().keySet());
    asked.removeAll(names);
    asked.removeAll(request.ignored());
    if (request.window().isPresent() && request.split().isEmpty()) {
      // A reference may have no time: its windows are then not known, the current ones are.
      asked.removeIf(name -> request.roles().get(name) == Role.TIME);
    }
    if (!asked.isEmpty()) {
      throw new DataException(
          "%s has no column %s; it has %s"
              .formatted(files.get(0), String.join(", ", asked), listed(names)));
    }
  }

  /// @throws DataException if the sides have no column in common
  static void requireCommon(TableScan reference, TableScan current) {
    Set<String> common = new LinkedHashSet<>(reference.names());
    common.retainAll(current.names());
    if (common.isEmpty()) {
      throw new DataException(
          "%s and %s have no column in common; the reference has %s, the current data %s"
              .formatted(
                  reference.files().get(0),
                  current.files().get(0),
                  listed(reference.names()),
                  listed(current.names())));
    }
  }

  /// @throws DataException if a column to leave out is not there
  static void requireIgnored(Set<String> absent, TableScan found) {
    if (!absent.isEmpty()) {
      throw new DataException(
          "%s has no column %s to --ignore; it has %s"
              .formatted(found.files().get(0), String.join(", ", absent), listed(found.names())));
    }
  }

  static String listed(List<String> names) {
    return names.size() <= 20
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 20)) + " and " + (names.size() - 20) + " more";
  }

  /// What was noticed of the columns of both sides.
  List<String> notes(Schema schema, TableScan reference, TableScan current) {
    List<String> notes = new ArrayList<>();
    List<String> more = new ArrayList<>(current.names());
    more.removeAll(reference.names());
    if (!more.isEmpty()) {
      notes.add("only in the current data, not compared: " + listed(more));
    }
    List<String> aside = new ArrayList<>();
    for (ColumnSpec column : schema.columns()) {
      if (!column.role().isCompared()) {
        aside.add(column.name() + " (" + column.reason() + ")");
      }
    }
    if (!aside.isEmpty()) {
      notes.add("not compared: " + String.join(", ", aside));
    }
    new TreeMap<>(reference.mixed())
        .forEach((column, example) ->
            notes.add("column %s is read as text, because of %s".formatted(column, example)));
    current
        .unreadable()
        .forEach((column, example) -> {
          Kind kind = schema.column(column).map(ColumnSpec::kind).orElse(Kind.NUMERIC);
          notes.add(
              "column %s is %s in the reference, but %s".formatted(column, kind.id(), example));
        });
    return notes;
  }
}
