package dev.leeway.app.server.store;

import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.store.Predictions.Rows;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.TextData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/// Puts rows that come out of the database in chunks into columns: id, time, unreadable, the kept
/// columns, and perhaps the label.
final class RowReader {

  private static final int BEFORE = 3;

  /// A column that grows.
  private static final class Column {
    private final boolean number;
    private double[] values = new double[0];
    private int[] codes = new int[0];
    private final BitSet missing = new BitSet();
    private final BitSet unreadable = new BitSet();
    private final Map<String, Integer> known = new HashMap<>();
    private final List<String> dictionary = new ArrayList<>();

    Column(boolean number) {
      this.number = number;
    }

    void reserve(int size) {
      if (number && values.length < size) {
        values = Arrays.copyOf(values, Math.max(size, 2 * values.length));
      } else if (!number && codes.length < size) {
        codes = Arrays.copyOf(codes, Math.max(size, 2 * codes.length));
      }
    }

    void missing(int row) {
      if (number) {
        values[row] = Double.NaN;
        missing.set(row);
      } else {
        codes[row] = TextData.MISSING;
      }
    }

    void text(int row, String value) {
      codes[row] =
          known.computeIfAbsent(
              value,
              name -> {
                dictionary.add(name);
                return dictionary.size() - 1;
              });
    }

    /// A label that is kept as text but is a number to the model.
    void number(int row, String written) {
      try {
        values[row] = Double.parseDouble(written);
      } catch (NumberFormatException ignored) {
        values[row] = Double.NaN; // present, and no number: that is what unreadable says
        unreadable.set(row);
      }
    }

    ColumnData data(int rows) {
      return number
          ? new NumericData(
              values,
              rows,
              missing.isEmpty() ? null : missing,
              unreadable.isEmpty() ? null : unreadable)
          : new TextData(codes, rows, dictionary);
    }
  }

  private final ModelSchema schema;
  private final boolean labelled;
  private final List<ColumnSpec> specs;
  private final List<Column> columns = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private long[] times = new long[0];
  private int rows;

  RowReader(ModelSchema schema, boolean labelled) {
    this.schema = schema;
    this.labelled = labelled;
    List<ColumnSpec> all = new ArrayList<>(schema.kept());
    if (labelled) {
      all.add(schema.schema().columns(Role.LABEL).get(0));
    }
    this.specs = List.copyOf(all);
    specs.forEach(spec -> columns.add(new Column(schema.isNumber(spec))));
  }

  void add(DuckDBDataChunkReader chunk) {
    int size = Math.toIntExact(chunk.rowCount());
    DuckDBReadableVector id = chunk.vector(0);
    DuckDBReadableVector time = chunk.vector(1);
    DuckDBReadableVector unreadable = chunk.vector(2);
    if (times.length < rows + size) {
      times = Arrays.copyOf(times, Math.max(rows + size, 2 * times.length));
    }
    for (int row = 0; row < size; row++) {
      ids.add(id.getString(row));
      times[rows + row] = time.getLong(row);
    }
    for (int at = 0; at < columns.size(); at++) {
      columns.get(at).reserve(rows + size);
      boolean label = labelled && at == columns.size() - 1;
      fill(columns.get(at), chunk.vector(BEFORE + at), label, size);
    }
    for (int row = 0; row < size; row++) {
      if (!unreadable.isNull(row)) {
        for (String position : unreadable.getString(row).split(",", -1)) {
          Column column = columns.get(Integer.parseInt(position));
          column.missing.clear(rows + row);
          column.unreadable.set(rows + row);
        }
      }
    }
    rows += size;
  }

  private void fill(Column column, DuckDBReadableVector vector, boolean label, int size) {
    for (int row = 0; row < size; row++) {
      int to = rows + row;
      if (vector.isNull(row)) {
        column.missing(to);
      } else if (!column.number) {
        column.text(to, vector.getString(row));
      } else if (label) {
        column.number(to, vector.getString(row));
      } else {
        column.values[to] = vector.getDouble(row);
      }
    }
  }

  Rows rows() {
    List<String> names = new ArrayList<>();
    List<ColumnData> data = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      names.add(specs.get(at).name());
      data.add(columns.get(at).data(rows));
    }
    for (ColumnSpec column : schema.schema().columns()) {
      @Nullable ColumnData more =
          switch (column.role()) {
            case ID -> TextData.of(ids.toArray(String[]::new));
            case TIME -> NumericData.of(seconds());
            default -> null;
          };
      if (more != null) {
        names.add(column.name());
        data.add(more);
      }
    }
    return new Rows(List.copyOf(ids), Arrays.copyOf(times, rows), new Batch(names, data, rows));
  }

  private double[] seconds() {
    double[] seconds = new double[rows];
    for (int row = 0; row < rows; row++) {
      seconds[row] = times[row] / 1e6;
    }
    return seconds;
  }
}
