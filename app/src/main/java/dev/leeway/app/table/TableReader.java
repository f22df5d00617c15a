package dev.leeway.app.table;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the files of a data set into columns.
public final class TableReader {

  private final List<Path> files;
  private final CsvFormat format;
  private final Map<String, PhysicalType> types;
  private final Set<String> ignored;
  private final Progress progress;
  private Set<String> ignoredButAbsent = Set.of();

  /// @param files the files, at least one
  /// @param format how they are written
  /// @param types how columns are to be read, by name; the others by what they hold
  /// @param ignored columns to leave out
  /// @param progress told how far reading has come
  public TableReader(
      List<Path> files,
      CsvFormat format,
      Map<String, PhysicalType> types,
      Set<String> ignored,
      Progress progress) {
    this.files = List.copyOf(files);
    this.format = format;
    this.types = Map.copyOf(types);
    this.ignored = Set.copyOf(ignored);
    this.progress = progress;
  }

  /// Reads all rows. A column that starts as numbers or dates and turns out to be text is read
  /// again as text.
  ///
  /// @throws DataException if the data cannot be read
  public Table read() {
    Map<String, PhysicalType> plan = new HashMap<>(types);
    Map<String, String> mixed = new LinkedHashMap<>();
    while (true) {
      Pass pass = new Pass(plan);
      long[] tally = {0, 0, totalBytes()};
      for (Path file : files) {
        pass.open(file);
        CsvFile.read(file, format, pass, progress, tally);
        pass.close(file);
      }
      progress.at(tally[0], tally[2], tally[2]);
      Set<String> again = new LinkedHashSet<>();
      pass.columns.forEach((name, column) -> {
        if (column.contradicted()) {
          again.add(name);
          mixed.put(name, String.valueOf(column.example()));
        }
      });
      if (again.isEmpty()) {
        return pass.table(mixed);
      }
      again.forEach(name -> plan.put(name, PhysicalType.TEXT));
    }
  }

  /// Columns that were to be left out but are not there; known after reading.
  public Set<String> ignoredButAbsent() {
    return ignoredButAbsent;
  }

  private long totalBytes() {
    long total = 0;
    for (Path file : files) {
      try {
        total += Files.size(file);
      } catch (IOException e) {
        throw SourceText.unreadable(file, e);
      }
    }
    return total;
  }

  /// One reading of all files.
  private final class Pass implements CsvFile.Fields {

    private final Map<String, PhysicalType> plan;
    private final Map<String, ColumnStore> columns = new LinkedHashMap<>();
    private @Nullable Path firstFile;
    private @Nullable Path file;

    /// The columns of the open file by position; null where one is left out.
    private @Nullable ColumnStore[] byPosition = new ColumnStore[0];

    private List<String> names = List.of();
    private char[] scratch = new char[64];
    private long rows;
    private long rowsBefore;

    Pass(Map<String, PhysicalType> plan) {
      this.plan = plan;
    }

    void open(Path opened) {
      file = opened;
      names = List.of();
      rowsBefore = rows;
    }

    void close(Path closed) {
      if (names.isEmpty()) {
        throw DataException.in(closed, "holds only blank lines; expected column names and rows");
      }
      if (rows == rowsBefore) {
        throw DataException.in(
            closed, "has a line of column names but no rows; expected at least one row below it");
      }
    }

    private Path file() {
      return Objects.requireNonNull(file);
    }

    @Override
    public boolean first(List<String> fields, long line) {
      names = format.header() ? named(fields, line) : numbered(fields, line);
      if (firstFile == null) {
        firstFile = file();
        ignoredButAbsent = new LinkedHashSet<>(ignored);
        ignoredButAbsent.removeAll(names);
        for (String name : names) {
          if (!ignored.contains(name)) {
            columns.put(name, new ColumnStore(plan.get(name)));
          }
        }
      } else {
        Set<String> expected = new LinkedHashSet<>(columns.keySet());
        Set<String> found = new LinkedHashSet<>(names);
        found.removeAll(ignored);
        if (!expected.equals(found)) {
          throw DataException.at(file(), line, difference(expected, found));
        }
      }
      byPosition = new ColumnStore[names.size()];
      for (int at = 0; at < byPosition.length; at++) {
        byPosition[at] = columns.get(names.get(at));
      }
      return format.header();
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

    private List<String> named(List<String> fields, long line) {
      List<String> result = new ArrayList<>();
      Map<String, Integer> seen = new HashMap<>();
      for (int at = 0; at < fields.size(); at++) {
        String name = fields.get(at).isBlank() ? "column_" + (at + 1) : fields.get(at).strip();
        Integer before = seen.put(name, at + 1);
        if (before != null) {
          throw DataException.at(
              file(),
              line,
              "columns %d and %d are both named %s; expected distinct names"
                  .formatted(before, at + 1, DataException.shown(name)));
        }
        result.add(name);
      }
      return result;
    }

    private List<String> numbered(List<String> fields, long line) {
      if (!format.names().isEmpty()) {
        if (format.names().size() != fields.size()) {
          throw DataException.at(
              file(),
              line,
              "has %d columns, but --names gives %d names"
                  .formatted(fields.size(), format.names().size()));
        }
        return named(format.names(), line);
      }
      List<String> result = new ArrayList<>();
      for (int at = 1; at <= fields.size(); at++) {
        result.add("column_" + at);
      }
      return result;
    }

    @Override
    public void field(int index, char[] buffer, int offset, int length, boolean quoted, long line) {
      if (index >= byPosition.length) {
        return; // the row is refused when it ends
      }
      ColumnStore column = byPosition[index];
      if (column == null) {
        return;
      }
      if (isMissing(buffer, offset, length)) {
        column.addMissing();
      } else if (format.decimalComma()) {
        if (scratch.length < length) {
          scratch = new char[length];
        }
        for (int at = 0; at < length; at++) {
          char c = buffer[offset + at];
          scratch[at] = c == ',' ? '.' : c;
        }
        column.add(buffer, offset, length, scratch, 0, file(), line);
      } else {
        column.add(buffer, offset, length, buffer, offset, file(), line);
      }
    }

    private boolean isMissing(char[] buffer, int offset, int length) {
      for (String token : format.missing()) {
        if (token.length() == length && matches(token, buffer, offset)) {
          return true;
        }
      }
      return false;
    }

    private static boolean matches(String token, char[] buffer, int offset) {
      for (int at = 0; at < token.length(); at++) {
        if (token.charAt(at) != buffer[offset + at]) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void row(int fields, long line, boolean lines) {
      if (fields != byPosition.length) {
        throw DataException.at(
            file(),
            line,
            "has %d field%s; expected %d, as in the first line%s"
                .formatted(
                    fields,
                    fields == 1 ? "" : "s",
                    byPosition.length,
                    lines
                        ? "; the last one runs over several lines: is its quote never closed?"
                        : ""));
      }
      rows++;
    }

    Table table(Map<String, String> mixed) {
      List<String> kept = new ArrayList<>();
      List<ColumnData> data = new ArrayList<>();
      Set<String> datetimes = new LinkedHashSet<>();
      Map<String, String> unreadable = new LinkedHashMap<>();
      columns.forEach((name, column) -> {
        kept.add(name);
        data.add(column.data());
        if (column.type() == PhysicalType.DATETIME) {
          datetimes.add(name);
        }
        String example = column.example();
        if (example != null) {
          unreadable.put(name, example);
        }
      });
      return new Table(
          new Batch(kept, data, Math.toIntExact(rows)), files, datetimes, unreadable, mixed);
    }
  }
}
