package dev.leeway.app.table;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Columns of known types that are filled a row at a time, each cell read as one of a CSV file is.
/// A row may be dropped when it ends. Not safe for several threads.
public final class RowColumns {

  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final MissingTokens missing = new MissingTokens(CsvFormat.MISSING);
  private final BitSet kept = new BitSet();
  private int row;

  /// @param types how columns are read, by name, in the order they will have
  public RowColumns(Map<String, PhysicalType> types) {
    types.forEach((name, type) -> columns.put(name, new Column(type)));
  }

  /// The column of that name.
  public Optional<Column> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /// Whether the characters stand for no value.
  public boolean isMissing(char[] buffer, int offset, int length) {
    return missing.has(buffer, offset, length);
  }

  /// Ends the row; columns without a cell have no value in it.
  ///
  /// @param keep whether the row is kept
  public void endRow(boolean keep) {
    kept.set(row, keep);
    row++;
  }

  /// The rows that were kept, in the columns that any of them has a cell in.
  public Batch batch() {
    List<String> names = new ArrayList<>();
    List<ColumnData> data = new ArrayList<>();
    columns.forEach((name, column) -> {
      if (column.isGiven()) {
        column.store.padTo(row);
        names.add(name);
        data.add(column.store.data());
      }
    });
    Batch all = new Batch(names, data, row);
    return kept.cardinality() == row ? all : all.select(kept);
  }

  /// A column. Cells are added in the order of rows, at most one in a row.
  public final class Column {

    private final ColumnStore store;
    private final Place place = () -> "row " + row;
    private boolean given;
    private int last = -1;

    private Column(PhysicalType type) {
      this.store = new ColumnStore(type);
    }

    /// Whether it has a cell in the current row.
    public boolean isSet() {
      return store.size() > row;
    }

    /// Adds a cell without a value.
    public void addMissing() {
      begin();
      store.addMissing();
    }

    /// Adds a cell as it is written, be it a string or a number. What does not fit the column's
    /// type is kept as unreadable.
    public void add(char[] buffer, int offset, int length) {
      begin();
      if (missing.has(buffer, offset, length)) {
        store.addMissing();
      } else {
        store.add(buffer, offset, length, buffer, offset, place);
      }
    }

    private void begin() {
      given |= last >= 0 && kept.get(last);
      last = row;
      store.padTo(row);
    }

    private boolean isGiven() {
      return given || (last >= 0 && kept.get(last));
    }
  }
}
