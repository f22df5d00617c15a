package dev.leeway.app.server.store;

import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Role;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBPreparedStatement;

/// The rows of each version, in a table of its own: id, time, the window it is in, and the values
/// that are kept.
public final class Predictions {

  /// The window of rows whose time is too far ahead to be believed.
  public static final long QUARANTINE = Long.MIN_VALUE;

  /// Rows as they were read back, in the order of time and id.
  ///
  /// @param ids their ids
  /// @param times their times, in microseconds since 1970
  /// @param batch their values, the label last if the schema has one; an id or time column of the
  ///   schema is among them
  public record Rows(List<String> ids, long[] times, Batch batch) {}

  private final Sql sql;

  Predictions(Sql sql) {
    this.sql = sql;
  }

  static String table(int version) {
    return "prediction_" + version;
  }

  /// Makes the table of a version.
  public void create(int version, ModelSchema schema) {
    StringBuilder columns = new StringBuilder();
    List<ColumnSpec> kept = schema.kept();
    for (int at = 0; at < kept.size(); at++) {
      columns
          .append(", c")
          .append(at)
          .append(schema.isNumber(kept.get(at)) ? " DOUBLE" : " VARCHAR");
    }
    sql.execute(
        "CREATE TABLE IF NOT EXISTS %s (id VARCHAR, time BIGINT, received BIGINT, win BIGINT, unreadable VARCHAR%s)"
            .formatted(table(version), columns));
  }

  /// Opens the table of a version for rows to be added; they are there when it is closed.
  public RowAppender appender(int version, ModelSchema schema) {
    return new RowAppender(sql.connection(), table(version), schema);
  }

  /// The rows of a window with their labels.
  ///
  /// @param horizonMicros labels later than this after their row's time are not joined
  public Rows window(int version, int model, ModelSchema schema, long window, long horizonMicros) {
    return rows(version, model, schema, "p.win = " + window, horizonMicros);
  }

  /// The rows of a version whose windows start in `[from, to)`, with their labels; all of them
  /// where they are in no quarantine.
  public Rows between(
      int version, int model, ModelSchema schema, long from, long to, long horizonMicros) {
    return rows(
        version, model, schema, "p.win >= %d AND p.win < %d".formatted(from, to), horizonMicros);
  }

  /// The first rows of a version in the order they came.
  public Rows first(int version, int model, ModelSchema schema, long rows, long horizonMicros) {
    return rows(
        version,
        model,
        schema,
        "p.rowid < %d AND p.win <> %d".formatted(rows, QUARANTINE),
        horizonMicros);
  }

  private Rows rows(int version, int model, ModelSchema schema, String where, long horizonMicros) {
    List<ColumnSpec> kept = schema.kept();
    String columns =
        kept.isEmpty()
            ? ""
            : IntStream.range(0, kept.size())
                .mapToObj(at -> ", p.c" + at)
                .collect(Collectors.joining());
    boolean labelled = !schema.schema().columns(Role.LABEL).isEmpty();
    String query =
        "SELECT p.id, p.time, p.unreadable%s%s FROM %s p %s WHERE %s ORDER BY p.time, p.id"
            .formatted(
                columns,
                labelled ? ", l.label" : "",
                table(version),
                labelled ? Labels.joined(model, horizonMicros) : "",
                where);
    RowReader reader = new RowReader(schema, labelled);
    try (DuckDBPreparedStatement statement = sql.connection().prepare(query);
        DuckDBChunkedResult result = statement.query()) {
      while (result.nextChunk()) {
        reader.add(result.chunk());
      }
      return reader.rows();
    } catch (SQLException e) {
      throw Sql.failed(query, e);
    }
  }

  /// The features of rows are forgotten, as if they had been missing.
  ///
  /// @param time only of rows whose time is before this, in microseconds since 1970
  /// @param window only of rows in windows before this; those in quarantine count as before
  /// @param received only of rows that came before this, in microseconds since 1970
  /// @return how many rows lost something
  public int forgetFeatures(
      int version, ModelSchema schema, long time, long window, long received) {
    List<String> features = new ArrayList<>();
    List<ColumnSpec> kept = schema.kept();
    for (int at = 0; at < kept.size(); at++) {
      if (kept.get(at).role() == Role.FEATURE) {
        features.add("c" + at);
      }
    }
    if (features.isEmpty()) {
      return 0;
    }
    return sql.update(
        "UPDATE %s SET unreadable = NULL, %s WHERE time < ? AND win < ? AND received < ? AND (unreadable IS NOT NULL OR %s)"
            .formatted(
                table(version),
                features.stream().map(name -> name + " = NULL").collect(Collectors.joining(", ")),
                features.stream()
                    .map(name -> name + " IS NOT NULL")
                    .collect(Collectors.joining(" OR "))),
        time,
        window,
        received);
  }

  /// Deletes rows.
  ///
  /// @param time only rows whose time is before this, in microseconds since 1970
  /// @param window only rows in windows before this
  /// @param received only rows that came before this, in microseconds since 1970
  /// @return how many
  public int deleteBefore(int version, long time, long window, long received) {
    return sql.update(
        "DELETE FROM %s WHERE time < ? AND win < ? AND received < ?".formatted(table(version)),
        time,
        window,
        received);
  }

  /// Deletes rows in quarantine that came before `received`, in microseconds since 1970.
  ///
  /// @return how many
  public int deleteQuarantined(int version, long received) {
    return sql.update(
        "DELETE FROM %s WHERE win = %d AND received < ?".formatted(table(version), QUARANTINE),
        received);
  }

  /// The end of what came of a version, those in quarantine left out.
  ///
  /// @param time the greatest time of its rows, in microseconds since 1970
  /// @param received when its last row came, likewise
  public record Newest(long time, long received) {}

  /// The end of what came of a version; empty where nothing is kept of it.
  public Optional<Newest> newest(int version) {
    return sql.first(
        "SELECT max(time), max(received) FROM %s WHERE win <> %d HAVING count(*) > 0"
            .formatted(table(version), QUARANTINE),
        row -> new Newest(row.getLong(1), row.getLong(2)));
  }

  /// The number of rows of a version, those in quarantine left out.
  public long count(int version) {
    return sql.first(
            "SELECT count(*) FROM %s WHERE win <> %d".formatted(table(version), QUARANTINE),
            row -> row.getLong(1))
        .orElse(0L);
  }

  /// The greatest time of a version's rows, those in quarantine left out; [Long#MIN_VALUE] where
  /// there is none.
  public long latest(int version) {
    return sql.first(
            "SELECT coalesce(max(time), %d) FROM %s WHERE win <> %d"
                .formatted(QUARANTINE, table(version), QUARANTINE),
            row -> row.getLong(1))
        .orElse(QUARANTINE);
  }

  /// How many of these rows each window has.
  public Map<Long, Long> windowsOf(int version, List<String> ids) {
    Map<Long, Long> counts = new TreeMap<>();
    for (int from = 0; from < ids.size(); from += 1_000) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + 1_000));
      sql.list(
          "SELECT win, count(*) FROM %s WHERE id IN (%s) GROUP BY win"
              .formatted(
                  table(version), some.stream().map(Sql::text).collect(Collectors.joining(", "))),
          row -> counts.merge(row.getLong(1), row.getLong(2), Long::sum));
    }
    return counts;
  }

  /// The ids of rows that came at or after `received`, in microseconds since 1970, in the order
  /// they came; of more than `limit` the last.
  public void idsSince(int version, long received, int limit, BiConsumer<String, Long> id) {
    sql.each(
        "SELECT id, received FROM (SELECT id, received FROM %s WHERE received >= ? ORDER BY received DESC LIMIT ?) ORDER BY received"
            .formatted(table(version)),
        row -> id.accept(row.getString(1), row.getLong(2)),
        received,
        limit);
  }

  /// Forgets a version's rows.
  public void drop(int version) {
    sql.execute("DROP TABLE IF EXISTS " + table(version));
  }

  /// Writes the rows of a version, with labels, as Parquet.
  public void export(
      int version, int model, ModelSchema schema, String versionName, String file, long horizon) {
    List<ColumnSpec> kept = schema.kept();
    StringBuilder columns = new StringBuilder();
    for (int at = 0; at < kept.size(); at++) {
      columns.append(", p.c").append(at).append(" AS ").append(Sql.quoted(kept.get(at).name()));
    }
    List<ColumnSpec> label = schema.schema().columns(Role.LABEL);
    if (!label.isEmpty()) {
      columns.append(", l.label AS ").append(Sql.quoted(label.get(0).name()));
    }
    sql.execute(
        "COPY (SELECT p.id AS %s, make_timestamp(p.time) AS %s, %s AS model_version%s FROM %s p %s ORDER BY p.time, p.id) TO %s (FORMAT parquet, COMPRESSION zstd)"
            .formatted(
                Sql.quoted(name(schema, Role.ID, "id")),
                Sql.quoted(name(schema, Role.TIME, "time")),
                Sql.text(versionName),
                columns,
                table(version),
                label.isEmpty() ? "" : Labels.joined(model, horizon),
                Sql.text(file)));
  }

  /// Some rows of a version.
  ///
  /// @param rows the first so many that came; 0 for no limit
  /// @param before only rows before this time
  public record Part(long rows, long before) {

    /// The first so many rows that came.
    public static Part first(long rows) {
      return new Part(rows, Long.MAX_VALUE);
    }

    /// The rows before a time, in microseconds since 1970.
    public static Part before(long time) {
      return new Part(0, time);
    }
  }

  /// Writes some rows of a version as Parquet, by the names of its columns.
  ///
  /// @return the end of the last window that has one of these rows
  public long exportPart(
      int version, int model, ModelSchema schema, Part part, String file, long horizon) {
    List<String> columns = new ArrayList<>();
    List<ColumnSpec> kept = schema.kept();
    for (ColumnSpec column : schema.schema().columns()) {
      String value =
          switch (column.role()) {
            case ID -> "p.id";
            case TIME -> "make_timestamp(p.time)";
            case LABEL -> schema.isNumber(column) ? "TRY_CAST(l.label AS DOUBLE)" : "l.label";
            default -> "p.c" + kept.indexOf(column);
          };
      columns.add(value + " AS " + Sql.quoted(column.name()));
    }
    boolean labelled = !schema.schema().columns(Role.LABEL).isEmpty();
    String rows =
        "(SELECT *, rowid AS place FROM %s WHERE win <> %d AND time < %d ORDER BY rowid %s) p"
            .formatted(
                table(version),
                QUARANTINE,
                part.before(),
                part.rows() == 0 ? "" : "LIMIT " + part.rows());
    sql.execute(
        "COPY (SELECT %s FROM %s %s ORDER BY p.place) TO %s (FORMAT parquet, COMPRESSION zstd)"
            .formatted(
                String.join(", ", columns),
                rows,
                labelled ? Labels.joined(model, horizon) : "",
                Sql.text(file)));
    return sql.first(
            "SELECT coalesce(max(w.stop), %d) FROM %s JOIN win w ON w.version = %d AND w.start = p.win"
                .formatted(QUARANTINE, rows, version),
            row -> row.getLong(1))
        .orElse(QUARANTINE);
  }

  /// The least time of a version's rows.
  public long earliest(int version) {
    return sql.first(
            "SELECT coalesce(min(time), %d) FROM %s WHERE win <> %d"
                .formatted(Long.MAX_VALUE, table(version), QUARANTINE),
            row -> row.getLong(1))
        .orElse(Long.MAX_VALUE);
  }

  private static String name(ModelSchema schema, Role role, String otherwise) {
    return schema.schema().columns(role).stream()
        .map(ColumnSpec::name)
        .findFirst()
        .orElse(otherwise);
  }
}
