package dev.leeway.app.table;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The columns of a data set while its files are read once from the first to the last: whole, or
/// handed on in batches of rows.
final class TableBuilder {

  /// From so many columns and cells on, one in so many cells must hold something; or else a few
  /// megabytes of ever new keys would fill any memory.
  private static final int MANY_KEYS = 2_000;

  private static final long MANY_CELLS = 1L << 24;
  private static final long SPARSEST = 50;

  /// Rows of a batch.
  private static final int FEWEST_ROWS = 256;

  private static final int MANY_ROWS = 1 << 16;

  /// What of a file is read at most.
  ///
  /// @param columns the columns, by name; null for all
  /// @param mostColumns more columns in the file are an error
  /// @param mostRows more rows are an error
  /// @param mostBytes more bytes of values, unpacked, are an error where a file tells their number
  record Only(@Nullable Set<String> columns, int mostColumns, int mostRows, long mostBytes) {}

  /// Most rows: the longest array.
  private static final int MOST_ROWS = Integer.MAX_VALUE - 8;

  private final Map<String, PhysicalType> plan;
  private final Set<String> ignored;
  private final Set<String> ignoredButAbsent;
  private final MissingTokens missing;
  private final Progress progress;
  private final long totalBytes;
  private final Map<String, ColumnStore> columns = new LinkedHashMap<>();
  private final Only only;
  private final Set<String> leftOut = new LinkedHashSet<>();
  private @Nullable Path firstFile;
  private int rows;
  private int handedOn;
  private long bytesBefore;
  private @Nullable Consumer<Batch> batches;
  private int batchCells;
  private final Set<String> late = new LinkedHashSet<>();

  /// @param plan how columns are to be read, by name; the others by what they hold
  /// @param ignored columns to leave out
  /// @param missing what stands for no value
  /// @param totalBytes size of all files
  TableBuilder(
      Map<String, PhysicalType> plan,
      Set<String> ignored,
      MissingTokens missing,
      Progress progress,
      long totalBytes) {
    this(
        plan,
        ignored,
        missing,
        progress,
        totalBytes,
        new Only(null, Integer.MAX_VALUE, MOST_ROWS, Long.MAX_VALUE));
  }

  /// @param only what is read at most
  TableBuilder(
      Map<String, PhysicalType> plan,
      Set<String> ignored,
      MissingTokens missing,
      Progress progress,
      long totalBytes,
      Only only) {
    this.plan = plan;
    this.ignored = ignored;
    this.ignoredButAbsent = new LinkedHashSet<>(ignored);
    this.missing = missing;
    this.progress = progress;
    this.totalBytes = totalBytes;
    this.only = only;
  }

  /// Hands rows on in batches instead of keeping them.
  ///
  /// @param cells about how many cells make a batch
  /// @param known columns that are there from the first row on
  void handOn(int cells, Set<String> known, Consumer<Batch> taker) {
    batchCells = cells;
    batches = taker;
    known.forEach(name -> columns.put(name, new ColumnStore(plan.get(name))));
  }

  /// Whether rows are handed on and not kept.
  boolean handsOn() {
    return batches != null;
  }

  /// About how many rows are handed on together.
  int batchRows() {
    return Math.max(FEWEST_ROWS, Math.min(MANY_ROWS, batchCells / Math.max(1, columns.size())));
  }

  /// Columns that turned up after rows without them had been handed on.
  Set<String> late() {
    return late;
  }

  /// Names of the columns so far.
  List<String> names() {
    return List.copyOf(columns.keySet());
  }

  MissingTokens missing() {
    return missing;
  }

  int rows() {
    return rows;
  }

  /// Whether the column is to be left out.
  boolean ignores(String name) {
    return ignored.contains(name);
  }

  /// The columns of a file that names them all, by position; null where one is left out. Every such
  /// file must have the same names, in any order.
  ///
  /// @param place where the names stand
  @Nullable ColumnStore[] columns(Path file, Place place, List<String> given) {
    if (given.size() > only.mostColumns) {
      throw DataException.tooMuch(
          "%s: has %,d columns; expected at most %,d"
              .formatted(place.words(), given.size(), only.mostColumns));
    }
    List<String> names = distinct(given, place);
    ignoredButAbsent.removeAll(names);
    Set<String> found = new LinkedHashSet<>(names);
    found.removeAll(ignored);
    if (only.columns != null) {
      names.stream().filter(name -> !only.columns.contains(name)).forEach(leftOut::add);
      found.retainAll(only.columns);
    }
    if (firstFile == null) {
      firstFile = file;
      found.forEach(name -> columns.put(name, new ColumnStore(plan.get(name))));
    } else if (!columns.keySet().equals(found)) {
      throw new DataException(place.words() + ": " + difference(columns.keySet(), found));
    }
    @Nullable ColumnStore[] byPosition = new ColumnStore[names.size()];
    for (int at = 0; at < byPosition.length; at++) {
      byPosition[at] = columns.get(names.get(at));
    }
    return byPosition;
  }

  /// The names as they are used: blank ones numbered, and none twice.
  static List<String> distinct(List<String> given, Place place) {
    List<String> result = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int at = 0; at < given.size(); at++) {
      String name = given.get(at).isBlank() ? "column_" + (at + 1) : given.get(at).strip();
      Integer before = seen.put(name, at + 1);
      if (before != null) {
        throw new DataException(
            "%s: columns %d and %d are both named %s; expected distinct names"
                .formatted(place.words(), before, at + 1, DataException.shown(name)));
      }
      result.add(name);
    }
    return result;
  }

  private String difference(Set<String> expected, Set<String> found) {
    Set<String> lacking = new LinkedHashSet<>(expected);
    lacking.removeAll(found);
    Set<String> more = new LinkedHashSet<>(found);
    more.removeAll(expected);
    return "the columns differ from those of %s:%s%s; expected the same names in every file"
        .formatted(
            firstFile,
            lacking.isEmpty() ? "" : " lacks " + String.join(", ", lacking),
            more.isEmpty()
                ? ""
                : (lacking.isEmpty() ? "" : ",") + " has also " + String.join(", ", more));
  }

  /// A column that may turn up in any row, in which case the rows before have no value in it; null
  /// where it is left out.
  ///
  /// @param filled how many cells of the file had a key so far
  @Nullable ColumnStore column(Path file, String given, long filled) {
    String name = given.strip();
    if (ignored.contains(name)) {
      ignoredButAbsent.remove(name);
      return null;
    }
    ColumnStore column = columns.get(name);
    if (column == null) {
      long cells = (long) columns.size() * rows;
      if (columns.size() > MANY_KEYS && cells > MANY_CELLS && filled < cells / SPARSEST) {
        throw DataException.in(
            file,
            "has more than %,d keys, most of them in few rows; are values used as keys?"
                .formatted(columns.size()));
      }
      column = new ColumnStore(plan.get(name));
      columns.put(name, column);
      if (handedOn > 0) {
        late.add(name);
      }
    }
    return column;
  }

  /// Ends rows.
  void addRows(Path file, long count) {
    if (rows + count > only.mostRows) {
      throw DataException.tooMuch(
          "%s: brings the data set to more than %,d rows".formatted(file, only.mostRows));
    }
    rows += (int) count;
    if (batches != null && rows - handedOn >= batchRows()) {
      handOn(batches);
    }
  }

  /// Hands on the rows that are left.
  void finish() {
    if (batches != null && rows > handedOn) {
      handOn(batches);
    }
  }

  /// When a column has to be read again, all rows will be, so none is handed on.
  private void handOn(Consumer<Batch> taker) {
    boolean again =
        !late.isEmpty() || columns.values().stream().anyMatch(ColumnStore::contradicted);
    List<ColumnData> data = new ArrayList<>();
    for (ColumnStore column : columns.values()) {
      column.padTo(rows);
      if (again) {
        column.forget();
      } else {
        data.add(column.cut());
      }
    }
    int count = rows - handedOn;
    handedOn = rows;
    if (!again) {
      taker.accept(new Batch(names(), data, count));
    }
  }

  /// Refuses columns that are too large when they are unpacked.
  ///
  /// @param bytes their size, as the file tells it
  void checkUnpacked(Path file, long bytes) {
    if (bytes > only.mostBytes) {
      throw DataException.tooMuch(
          "%s: has %,d bytes in its columns; expected at most %,d"
              .formatted(file, bytes, only.mostBytes));
    }
  }

  /// Tells how far reading has come.
  ///
  /// @param bytes bytes of the open file that were read
  void readSoFar(long bytes) {
    progress.at(rows, bytesBefore + bytes, totalBytes);
  }

  /// Ends a file of that many bytes.
  void endFile(long bytes) {
    bytesBefore += bytes;
    progress.at(rows, bytesBefore, totalBytes);
  }

  /// Columns that turned out to be text, by name, with the first value that says so.
  Map<String, String> contradicted() {
    Map<String, String> result = new LinkedHashMap<>();
    columns.forEach((name, column) -> {
      if (column.contradicted()) {
        result.put(name, String.valueOf(column.example()));
      }
    });
    return result;
  }

  /// Columns that are there but were not asked for.
  Set<String> leftOut() {
    return leftOut;
  }

  /// Columns that were to be left out but are not there.
  Set<String> ignoredButAbsent() {
    return ignoredButAbsent;
  }

  /// What was noticed of columns that were handed on.
  TableScan scan(List<Path> files, Map<String, String> mixed) {
    Set<String> datetimes = new LinkedHashSet<>();
    Map<String, String> unreadable = new LinkedHashMap<>();
    columns.forEach((name, column) -> {
      if (column.type() == PhysicalType.DATETIME) {
        datetimes.add(name);
      }
      String example = column.example();
      if (example != null) {
        unreadable.put(name, example);
      }
    });
    return new TableScan(names(), rows, files, datetimes, unreadable, mixed);
  }

  /// The columns, with what was noticed.
  ///
  /// @param mixed columns that are text after all, and why
  Table table(List<Path> files, Map<String, String> mixed) {
    List<ColumnData> data = new ArrayList<>();
    columns
        .values()
        .forEach(column -> {
          column.padTo(rows);
          data.add(column.data());
        });
    TableScan scan = scan(files, mixed);
    return new Table(
        new Batch(scan.names(), data, rows), files, scan.datetimes(), scan.unreadable(), mixed);
  }
}
