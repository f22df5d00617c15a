package dev.leeway.app.server.store;

import dev.leeway.app.server.batch.PredictionBatch;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Adds rows to the table of a version.
public final class RowAppender implements AutoCloseable {

  private final DuckDBAppender appender;
  private final String table;
  private final List<ColumnSpec> kept;

  RowAppender(DuckDBConnection connection, String table, ModelSchema schema) {
    this.table = table;
    this.kept = schema.kept();
    try {
      this.appender = connection.createAppender(table);
    } catch (SQLException e) {
      throw Sql.failed("append to " + table, e);
    }
  }

  /// Adds one row.
  ///
  /// @param row its position in the batch
  /// @param window the window it is in
  /// @param received when it came, in microseconds since 1970
  public void add(PredictionBatch batch, int row, long window, long received) {
    @Nullable ColumnData[] columns = columns(batch);
    try {
      append(batch, row, window, received, columns);
    } catch (SQLException e) {
      throw Sql.failed("append to " + table, e);
    }
  }

  /// Adds rows.
  ///
  /// @param windows the window of each row of the batch
  public void addAll(PredictionBatch batch, long[] windows, long received) {
    @Nullable ColumnData[] columns = columns(batch);
    try {
      for (int row = 0; row < batch.rows(); row++) {
        append(batch, row, windows[row], received, columns);
      }
    } catch (SQLException e) {
      throw Sql.failed("append to " + table, e);
    }
  }

  private @Nullable ColumnData[] columns(PredictionBatch batch) {
    @Nullable ColumnData[] columns = new ColumnData[kept.size()];
    for (int at = 0; at < columns.length; at++) {
      columns[at] = batch.columns().column(kept.get(at).name()).orElse(null);
    }
    return columns;
  }

  private void append(
      PredictionBatch batch, int row, long window, long received, @Nullable ColumnData[] columns)
      throws SQLException {
    appender.beginRow();
    appender.append(batch.ids().get(row));
    appender.append(batch.times()[row]);
    appender.append(received);
    appender.append(window);
    appender.append(unreadable(columns, row));
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
  private static @Nullable String unreadable(@Nullable ColumnData[] columns, int row) {
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
