package dev.leeway.app.server.store;

import dev.leeway.app.server.batch.LabelBatch;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/// Labels of each model, in a table of its own. Nothing is overwritten: of several labels of a row
/// the last that came counts.
public final class Labels {

  private final Sql sql;

  Labels(Sql sql) {
    this.sql = sql;
  }

  private static String table(int model) {
    return "label_" + model;
  }

  /// Makes the table of a model.
  public void create(int model) {
    sql.execute(
        "CREATE TABLE IF NOT EXISTS %s (id VARCHAR, label VARCHAR, time BIGINT, received BIGINT)"
            .formatted(table(model)));
  }

  /// Adds labels.
  ///
  /// @param received when they came, in microseconds since 1970
  public void add(int model, LabelBatch labels, long received) {
    try (DuckDBAppender appender = sql.connection().createAppender(table(model))) {
      for (int row = 0; row < labels.rows(); row++) {
        appender.beginRow();
        appender.append(labels.ids().get(row));
        appender.append(labels.labels().get(row));
        appender.append(labels.times()[row]);
        appender.append(received);
        appender.endRow();
      }
    } catch (SQLException e) {
      throw Sql.failed("append to " + table(model), e);
    }
  }

  /// The join of rows `p` with their last label `l` within the horizon.
  static String joined(int model, long horizonMicros) {
    return ("LEFT JOIN (SELECT id, arg_max(label, rowid) AS label, arg_max(time, rowid) AS time"
            + " FROM %s GROUP BY id) l ON l.id = p.id AND l.time <= p.time + %d")
        .formatted(table(model), horizonMicros);
  }

  /// How many ids have a label.
  public long labelled(int model) {
    return sql.first("SELECT count(DISTINCT id) FROM " + table(model), row -> row.getLong(1))
        .orElse(0L);
  }

  /// How many of these ids have a label already.
  public long known(int model, List<String> ids) {
    long known = 0;
    for (int from = 0; from < ids.size(); from += 1_000) {
      known +=
          sql.first(
                  "SELECT count(DISTINCT id) FROM %s WHERE id IN (%s)"
                      .formatted(
                          table(model),
                          ids.subList(from, Math.min(ids.size(), from + 1_000)).stream()
                              .map(Sql::text)
                              .collect(Collectors.joining(", "))),
                  row -> row.getLong(1))
              .orElse(0L);
    }
    return known;
  }

  /// Deletes labels known before `time`, in microseconds since 1970.
  ///
  /// @return how many
  public int deleteBefore(int model, long time) {
    return sql.update("DELETE FROM %s WHERE time < ?".formatted(table(model)), time);
  }
}
