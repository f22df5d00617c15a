package dev.leeway.app.server.store;

import dev.leeway.app.server.batch.PredictionBatch;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Adds rows to the table of a version.
public final class RowAppender implements AutoCloseable {

  private final DuckDBAppender appender;
  private final String table;
  private final ModelSchema schema;
  private final List<ColumnSpec> kept;
  private @Nullable PredictionBatch open;
  private @Nullable ColumnData[] columns = {};

  RowAppender(DuckDBConnection connection, String table, ModelSchema schema) {
    this.table = table;
    this.schema = schema;
    this.kept = schema.kept();
    try {
      this.appender = connection.createAppender(table);
    } catch (SQLException e) {
      throw Sql.failed("append to " + table, e);
    }
  }

  /// Adds a row.
  ///
  /// @param row its position in the batch
  /// @param window the window it is in
  /// @param received when it came, in microseconds since 1970
  @SuppressWarnings("ReferenceEquality") // of the very batch before, the columns are at hand
  public void add(PredictionBatch batch, int row, long window, long received) {
    if (batch != open) {
      open = batch;
      columns = columns(batch);
    }
    try {
      append(batch, row, window, received);
    } catch (SQLException e) {
      throw Sql.failed("append to " + table, e);
    }
  }

  private @Nullable ColumnData[] columns(PredictionBatch batch) {
    @Nullable ColumnData[] found = new ColumnData[kept.size()];
    for (int at = 0; at < found.length; at++) {
      ColumnData given = batch.columns().column(kept.get(at).name()).orElse(null);
      found[at] = given == null ? null : as(schema.isNumber(kept.get(at)), given);
    }
    return found;
  }

  /// A column as this version reads it: rows of several versions come in one batch, and another
  /// version may have other kinds.
  private static ColumnData as(boolean number, ColumnData given) {
    return switch (given) {
      case NumericData numbers -> number ? numbers : names(numbers);
      case TextData text -> number ? numbers(text) : text;
    };
  }

  private static TextData names(NumericData numbers) {
    @Nullable String[] names = new String[numbers.size()];
    for (int row = 0; row < names.length; row++) {
      names[row] = CategoryNames.of(numbers, row);
    }
    return TextData.of(names);
  }

  private static NumericData numbers(TextData text) {
    double[] values = new double[text.size()];
    BitSet missing = new BitSet();
    BitSet unreadable = new BitSet();
    for (int row = 0; row < values.length; row++) {
      int code = text.codes()[row];
      values[row] = Double.NaN;
      if (code == TextData.MISSING) {
        missing.set(row);
      } else {
        try {
          values[row] = Double.parseDouble(text.dictionary().get(code));
        } catch (NumberFormatException ignored) {
          unreadable.set(row); // present, and no number: that is what unreadable says
        }
      }
    }
    return new NumericData(values, values.length, missing, unreadable);
  }

  private void append(PredictionBatch batch, int row, long window, long received)
      throws SQLException {
    appender.beginRow();
    appender.append(batch.ids().get(row));
    appender.append(batch.times()[row]);
    appender.append(received);
    appender.append(window);
    appender.append(unreadable(row));
    for (ColumnData column : columns) {
      switch (column) {
        case null -> appender.appendNull();
        case NumericData numbers -> {
          if (numbers.isMissing(row) || numbers.isUnreadable(row)) {
            appender.appendNull();
          } else {
            appender.append(numbers.values()[row]);
          }
        }
        case TextData text -> {
          int code = text.codes()[row];
          if (code == TextData.MISSING) {
            appender.appendNull();
          } else {
            appender.append(text.dictionary().get(code));
          }
        }
      }
    }
    appender.endRow();
  }

  /// The positions of columns whose value was no number, such as `3,7`; null for none.
  private @Nullable String unreadable(int row) {
    StringBuilder positions = null;
    for (int at = 0; at < columns.length; at++) {
      if (columns[at] instanceof NumericData numbers && numbers.isUnreadable(row)) {
        positions = positions == null ? new StringBuilder() : positions.append(',');
        positions.append(at);
      }
    }
    return positions == null ? null : positions.toString();
  }

  @Override
  public void close() {
    try {
      appender.close();
    } catch (SQLException e) {
      throw Sql.failed("append to " + table, e);
    }
  }
}
