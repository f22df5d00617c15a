package dev.leeway.app.check;

import dev.leeway.app.table.DataException;
import dev.leeway.app.table.DataFiles;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.app.table.Progress;
import dev.leeway.app.table.Table;
import dev.leeway.app.table.TableReader;
import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.DriftAlerts;
import dev.leeway.core.drift.DriftDetection;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.ProfileBuilder;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.SchemaInference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Runs a check: reads the reference, infers its schema and profiles it, reads the current data by
/// that schema, compares.
public final class Check {

  /// Tells which side is being read and how far.
  @FunctionalInterface
  public interface Watcher {

    /// The progress of reading the side of that name.
    Progress reading(String side);
  }

  private record Sides(Table reference, Table current, String referencePart, String currentPart) {}

  private Check() {}

  /// @param now when the check runs
  /// @param version the program's version, for the report
  /// @throws DataException if a data set cannot be read
  public static CheckResult run(
      CheckRequest request, Instant now, String version, Watcher watcher) {
    Table reference = read(request, request.reference(), forced(request), watcher, "reference");
    requireColumns(request, reference.batch().names(), reference.files());
    Sides sides =
        request.split().isPresent()
            ? split(request, reference, request.split().get())
            : withCurrent(request, reference, watcher);
    Schema schema = schema(request, sides.reference());
    Reference profiled = Reference.of(schema, sides.reference().batch());
    ProfileBuilder builder = profiled.newProfile();
    builder.add(sides.current().batch());
    Profile window = builder.build();
    DriftResult drift =
        DriftDetection.compare(
            profiled,
            sides.reference().batch(),
            window,
            sides.current().batch(),
            request.policy(),
            request.methods());
    Optional<PerformanceComparison> performance =
        Performance.compare(request, schema, sides.reference().batch(), sides.current().batch());
    List<Alert> alerts = new ArrayList<>(DriftAlerts.of(drift, now));
    performance.flatMap(p -> Performance.alert(p, now)).ifPresent(alerts::add);
    alerts.sort(Comparator.comparing(Alert::severity).reversed());
    return new CheckResult(
        now,
        version,
        input(sides.reference(), sides.referencePart()),
        input(sides.current(), sides.currentPart()),
        request.options(),
        profiled,
        window,
        drift,
        performance,
        alerts,
        notes(schema, sides));
  }

  /// The schema of a data set by itself, and its profile.
  public static Reference profile(CheckRequest request, Watcher watcher) {
    Table table = read(request, request.reference(), forced(request), watcher, "data");
    requireColumns(request, table.batch().names(), table.files());
    return Reference.of(schema(request, table), table.batch());
  }

  private static Input input(Table table, String part) {
    return new Input(
        table.files().stream().map(Path::toString).toList(), table.batch().rows(), part);
  }

  private static Schema schema(CheckRequest request, Table reference) {
    return SchemaInference.infer(
        reference.batch(), request.roles(), request.kinds(), reference.datetimes());
  }

  private static Table read(
      CheckRequest request,
      List<String> patterns,
      Map<String, PhysicalType> types,
      Watcher watcher,
      String side) {
    TableReader reader =
        new TableReader(
            DataFiles.find(patterns),
            request.format(),
            types,
            request.ignored(),
            watcher.reading(side));
    Table table = reader.read();
    if (!side.equals("current") && !reader.ignoredButAbsent().isEmpty()) {
      throw new DataException(
          "%s has no column %s to --ignore; it has %s"
              .formatted(
                  table.files().get(0),
                  String.join(", ", reader.ignoredButAbsent()),
                  listed(table.batch().names())));
    }
    return table;
  }

  /// Types that follow from kinds the user gave.
  private static Map<String, PhysicalType> forced(CheckRequest request) {
    Map<String, PhysicalType> types = new HashMap<>();
    request
        .kinds()
        .forEach((name, kind) -> {
          switch (kind) {
            case NUMERIC -> types.put(name, PhysicalType.NUMBER);
            case DATETIME -> types.put(name, PhysicalType.DATETIME);
            case TEXT, BOOLEAN, CATEGORICAL -> types.put(name, PhysicalType.TEXT);
          }
        });
    return types;
  }

  private static Sides withCurrent(CheckRequest request, Table reference, Watcher watcher) {
    Schema schema = schema(request, reference);
    Map<String, PhysicalType> types = new HashMap<>();
    for (ColumnSpec column : schema.columns()) {
      types.put(column.name(), type(column, reference.batch()));
    }
    Table current = read(request, request.current(), types, watcher, "current");
    Set<String> common = new LinkedHashSet<>(reference.batch().names());
    common.retainAll(current.batch().names());
    if (common.isEmpty()) {
      throw new DataException(
          "%s and %s have no column in common; the reference has %s, the current data %s"
              .formatted(
                  reference.files().get(0),
                  current.files().get(0),
                  listed(reference.batch().names()),
                  listed(current.batch().names())));
    }
    return new Sides(reference, current, "", "");
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

  private static Sides split(CheckRequest request, Table table, Split split) {
    Batch all = table.batch();
    BitSet before = new BitSet();
    String where;
    if (split instanceof Split.AtRow atRow) {
      if (atRow.row() <= 0 || atRow.row() >= all.rows()) {
        throw new DataException(
            "--split-at must leave rows on both sides: a row from 1 to %d, was %d"
                .formatted(all.rows() - 1, atRow.row()));
      }
      before.set(0, Math.toIntExact(atRow.row()));
      where = "row " + atRow.row();
    } else {
      Instant instant = ((Split.AtTime) split).time();
      earlier(request, table, instant, before);
      where = instant.toString();
    }
    BitSet after = (BitSet) before.clone();
    after.flip(0, all.rows());
    return new Sides(part(table, before), part(table, after), "before " + where, "from " + where);
  }

  private static void earlier(CheckRequest request, Table table, Instant instant, BitSet before) {
    String time =
        schema(request, table).columns(Role.TIME).stream()
            .map(ColumnSpec::name)
            .findFirst()
            .orElseThrow(() -> new DataException("--split-at with a time needs --time COLUMN"));
    ColumnData data = table.batch().column(time).orElseThrow();
    if (!table.datetimes().contains(time)) {
      throw new DataException(
          "column %s must hold dates or times to be split at %s, such as 2012-01-01 or"
                  .formatted(time, instant)
              + " 2012-01-01T05:00:00Z");
    }
    double cut = instant.getEpochSecond() + instant.getNano() / 1e9;
    double[] seconds = ((NumericData) data).values();
    int without = 0;
    for (int row = 0; row < data.size(); row++) {
      before.set(row, seconds[row] < cut);
      without += Double.isNaN(seconds[row]) ? 1 : 0;
    }
    if (without > 0) {
      throw new DataException(
          without == 1
              ? "1 row has no time in column " + time + ", so it cannot be put on a side"
              : "%d rows have no time in column %s, so they cannot be put on a side"
                  .formatted(without, time));
    }
    if (before.isEmpty() || before.cardinality() == data.size()) {
      throw new DataException(
          "--split-at must leave rows on both sides: all %d rows of column %s lie %s %s"
              .formatted(data.size(), time, before.isEmpty() ? "after" : "before", instant));
    }
  }

  private static Table part(Table table, BitSet rows) {
    return new Table(
        table.batch().select(rows),
        table.files(),
        table.datetimes(),
        table.unreadable(),
        table.mixed());
  }

  private static void requireColumns(CheckRequest request, List<String> names, List<Path> files) {
    if (names.isEmpty()) {
      throw new DataException(
          files.get(0) + ": every column is left out by --ignore; expected one to compare");
    }
    Set<String> asked = new LinkedHashSet<>(request.roles().keySet());
    asked.addAll(request.kinds().keySet());
    asked.removeAll(names);
    asked.removeAll(request.ignored());
    if (!asked.isEmpty()) {
      throw new DataException(
          "%s has no column %s; it has %s"
              .formatted(files.get(0), String.join(", ", asked), listed(names)));
    }
  }

  private static String listed(List<String> names) {
    return names.size() <= 20
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 20)) + " and " + (names.size() - 20) + " more";
  }

  private static List<String> notes(Schema schema, Sides sides) {
    List<String> notes = new ArrayList<>();
    List<String> more = new ArrayList<>(sides.current().batch().names());
    more.removeAll(sides.reference().batch().names());
    if (!more.isEmpty()) {
      notes.add("only in the current data, not compared: " + listed(more));
    }
    List<String> aside = new ArrayList<>();
    for (ColumnSpec column : schema.columns()) {
      if (column.role() == Role.ID || column.role() == Role.TIME) {
        aside.add(column.name() + " (" + column.reason() + ")");
      }
    }
    if (!aside.isEmpty()) {
      notes.add("not compared: " + String.join(", ", aside));
    }
    new TreeMap<>(sides.reference().mixed())
        .forEach((column, example) ->
            notes.add("column %s is read as text, because of %s".formatted(column, example)));
    sides
        .current()
        .unreadable()
        .forEach((column, example) -> {
          Kind kind = schema.column(column).map(ColumnSpec::kind).orElse(Kind.NUMERIC);
          notes.add(
              "column %s is %s in the reference, but %s".formatted(column, kind.id(), example));
        });
    return notes;
  }
}
