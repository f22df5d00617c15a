package dev.leeway.app.table;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;

/// Reads CSV that comes from elsewhere than a file, a field at a time.
public final class CsvText {

  /// Takes rows.
  public interface Rows {

    /// Takes the names of the columns, before anything else.
    void names(List<String> names);

    /// Takes a field of the next row.
    ///
    /// @param index the column
    void field(int index, char[] buffer, int offset, int length);

    /// Ends the row.
    void endRow();
  }

  private CsvText() {}

  /// Reads to the end.
  ///
  /// @param called what the text is called in messages
  /// @param mostColumns more columns are an error
  /// @throws DataException if it is no CSV with a line of names
  public static void read(String called, Reader text, int mostColumns, Rows rows)
      throws IOException {
    Path name = Path.of(called);
    Fields fields = new Fields(name, rows);
    CsvFile.read(name, text, mostColumns, fields);
    if (fields.columns < 0) {
      throw DataException.in(name, "is empty; expected " + FileFormat.CSV.expected());
    }
  }

  private static final class Fields implements CsvFile.Fields {

    private final Path name;
    private final Rows rows;
    private int columns = -1;

    Fields(Path name, Rows rows) {
      this.name = name;
      this.rows = rows;
    }

    @Override
    public boolean first(List<String> fields, long line) {
      columns = fields.size();
      rows.names(TableBuilder.distinct(fields, () -> name + ":" + line));
      return true;
    }

    @Override
    public void field(int index, char[] buffer, int offset, int length, boolean quoted, long line) {
      if (index < columns) {
        rows.field(index, buffer, offset, length);
      }
    }

    @Override
    public void row(int fields, long line, boolean lines) {
      CsvRows.checkFields(name, fields, columns, line, lines);
      rows.endRow();
    }
  }
}
