package dev.leeway.app.check;

import dev.leeway.app.table.DataException;
import dev.leeway.app.table.DataFiles;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.app.table.Table;
import dev.leeway.app.table.TableReader;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.SchemaInference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/// Reads what a check compares: the reference first, whose schema then says how the current data
/// and the labels are read.
final class DataSets {

  /// Both sides, with labels joined.
  ///
  /// @param schema the reference's
  /// @param reference what to compare with
  /// @param current what to judge
  /// @param referencePart which rows were used where one data set was cut, in words; else empty
  /// @param currentPart likewise
  /// @param notes what was noticed
  record Sides(
      Schema schema,
      Table reference,
      Table current,
      String referencePart,
      String currentPart,
      List<String> notes) {}

  private final CheckRequest request;
  private final Check.Watcher watcher;
  private final CheckColumns columns;
  private final List<String> notes = new ArrayList<>();

  private DataSets(CheckRequest request, Check.Watcher watcher) {
    this.request = request;
    this.watcher = watcher;
    this.columns = new CheckColumns(request);
  }

  /// @throws DataException if a data set cannot be read
  static Sides read(CheckRequest request, Check.Watcher watcher) {
    return new DataSets(request, watcher).sides();
  }

  /// The schema of a data set by itself, and its rows.
  static Sides readOne(CheckRequest request, Check.Watcher watcher) {
    DataSets sets = new DataSets(request, watcher);
    Table table = sets.read(request.reference(), sets.columns.forced(), "data");
    sets.columns.require(table.scan());
    return new Sides(sets.schema(table), table, table, "", "", List.of());
  }

  private Sides sides() {
    Table reference = read(request.reference(), columns.forced(), "reference");
    if (!request.labels().isEmpty() && reference.batch().column(label()).isEmpty()) {
      LabelFile labels = labelFile(Map.of(id(), PhysicalType.TEXT));
      reference = joined(labels, reference, "reference");
    }
    columns.require(reference.scan());
    if (request.split().isPresent()) {
      return split(reference, request.split().get());
    }
    Schema schema = schema(reference);
    Table current = current(schema, reference);
    return sides(schema, reference, current, "", "");
  }

  private Sides sides(
      Schema schema, Table reference, Table current, String referencePart, String currentPart) {
    notes.addAll(columns.notes(schema, reference.scan(), current.scan()));
    return new Sides(schema, reference, current, referencePart, currentPart, List.copyOf(notes));
  }

  private Schema schema(Table reference) {
    return SchemaInference.infer(
        reference.batch(), request.roles(), columns.kinds(), reference.datetimes());
  }

  private Table read(List<String> patterns, Map<String, PhysicalType> types, String side) {
    TableReader reader =
        new TableReader(
            DataFiles.find(patterns),
            request.format(),
            types,
            request.ignored(),
            watcher.reading(side));
    Table table = reader.read();
    boolean mustHaveAll = side.equals("reference") || side.equals("data");
    if (mustHaveAll) {
      CheckColumns.requireIgnored(reader.ignoredButAbsent(), table.scan());
    }
    return table;
  }

  private String id() {
    return columns.named(Role.ID);
  }

  private String label() {
    return columns.named(Role.LABEL);
  }

  private LabelFile labelFile(Map<String, PhysicalType> types) {
    return new LabelFile(read(request.labels(), types, "labels"), id(), label());
  }

  private Table joined(LabelFile labels, Table table, String side) {
    LabelFile.Joined joined = labels.join(table, side);
    if (joined.repeated() > 0) {
      notes.add(
          "%,d of %,d %s %s an id that another row has too; each got that id's label"
              .formatted(
                  joined.repeated(),
                  table.batch().rows(),
                  side,
                  rowsHave(joined.repeated(), table.batch().rows())));
    }
    int without = table.batch().rows() - joined.labelled();
    if (without > 0) {
      int rows = table.batch().rows();
      notes.add(
          "%,d of %,d %s %s no label".formatted(without, rows, side, rowsHave(without, rows)));
    }
    return joined.table();
  }

  /// To follow "1 of 3 current": rows has.
  private static String rowsHave(long some, long all) {
    return Counted.noun(all, "row") + (some == 1 ? " has" : " have");
  }

  private Table current(Schema schema, Table reference) {
    Map<String, PhysicalType> types = CheckColumns.types(schema, reference.batch());
    Table current = read(request.current(), types, "current");
    CheckColumns.requireCommon(reference.scan(), current.scan());
    if (!request.labels().isEmpty()) {
      return joined(labelFile(types), current, "current");
    }
    return current;
  }

  private Sides split(Table table, Split split) {
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
      earlier(table, instant, before);
      where = instant.toString();
    }
    BitSet after = (BitSet) before.clone();
    after.flip(0, all.rows());
    Table reference = part(table, before);
    return sides(
        schema(reference), reference, part(table, after), "before " + where, "from " + where);
  }

  private void earlier(Table table, Instant instant, BitSet before) {
    String time =
        schema(table).columns(Role.TIME).stream()
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
          "%s no time in column %s, so %s cannot be put on a side"
              .formatted(
                  Counted.of(without, "row") + (without == 1 ? " has" : " have"),
                  time,
                  without == 1 ? "it" : "they"));
    }
    if (before.isEmpty() || before.cardinality() == data.size()) {
      throw new DataException(
          "--split-at must leave rows on both sides: all %s of column %s lie %s %s"
              .formatted(
                  Counted.of(data.size(), "row"),
                  time,
                  before.isEmpty() ? "after" : "before",
                  instant));
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
}
