package dev.leeway.app.table;

import dev.leeway.core.profile.Counted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the fields of CSV files into columns.
final class CsvRows implements RowSource {

  private final CsvFormat format;

  CsvRows(CsvFormat format) {
    this.format = format;
  }

  @Override
  public void read(Path file, TableBuilder table) {
    int before = table.rows();
    Rows rows = new Rows(file, table);
    CsvFile.read(file, format, rows, table::readSoFar);
    if (rows.columns == null) {
      throw DataException.in(file, "holds only blank lines; expected column names and rows");
    }
    if (table.rows() == before) {
      throw DataException.in(
          file, "has a line of column names but no rows; expected at least one row below it");
    }
  }

  @Override
  public long memory(Path file) {
    return TextVolume.of(file, FileFormat.CSV, format.encoding(), ",;\t|");
  }

  /// A row must have as many fields as the first line.
  ///
  /// @param lines whether its last field is quoted and runs over several lines
  static void checkFields(Path file, int fields, int expected, long line, boolean lines) {
    if (fields != expected) {
      throw DataException.at(
          file,
          line,
          "has %s; expected %d, as in the first line%s"
              .formatted(
                  Counted.of(fields, "field"),
                  expected,
                  lines
                      ? "; the last one runs over several lines: is its quote never closed?"
                      : ""));
    }
  }

  private final class Rows implements CsvFile.Fields {

    private final Path file;
    private final TableBuilder table;
    private final MissingTokens missing;
    private final Place place = this::words;

    /// By position; null where one is left out.
    private @Nullable ColumnStore @Nullable [] columns;

    private char[] scratch = new char[64];
    private long line;

    Rows(Path file, TableBuilder table) {
      this.file = file;
      this.table = table;
      this.missing = table.missing();
    }

    private String words() {
      return file + ":" + line;
    }

    @Override
    public boolean first(List<String> fields, long at) {
      line = at;
      columns = table.columns(file, place, format.header() ? fields : numbered(fields));
      return format.header();
    }

    private List<String> numbered(List<String> fields) {
      if (!format.names().isEmpty()) {
        if (format.names().size() != fields.size()) {
          throw DataException.at(
              file,
              line,
              "has %s, but --names gives %s"
                  .formatted(
                      Counted.of(fields.size(), "column"),
                      Counted.of(format.names().size(), "name")));
        }
        return format.names();
      }
      List<String> result = new ArrayList<>();
      for (int at = 1; at <= fields.size(); at++) {
        result.add("column_" + at);
      }
      return result;
    }

    @Override
    public void field(int index, char[] buffer, int offset, int length, boolean quoted, long at) {
      if (columns == null || index >= columns.length) {
        return; // the row is refused when it ends
      }
      ColumnStore column = columns[index];
      if (column == null) {
        return;
      }
      line = at;
      if (missing.has(buffer, offset, length)) {
        column.addMissing();
      } else if (format.decimalComma()) {
        if (scratch.length < length) {
          scratch = new char[length];
        }
        for (int i = 0; i < length; i++) {
          char c = buffer[offset + i];
          scratch[i] = c == ',' ? '.' : c;
        }
        column.add(buffer, offset, length, scratch, 0, place);
      } else {
        column.add(buffer, offset, length, buffer, offset, place);
      }
    }

    @Override
    public void row(int fields, long at, boolean lines) {
      checkFields(file, fields, columns == null ? 0 : columns.length, at, lines);
      table.addRows(file, 1);
    }
  }
}
