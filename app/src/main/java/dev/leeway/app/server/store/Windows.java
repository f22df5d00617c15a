package dev.leeway.app.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// Windows of each version, and what was found of them.
public final class Windows {

  /// How far a window has come.
  public enum State {
    /// Rows are still expected.
    OPEN,
    /// The watermark has passed its end; it is judged, and late rows have it judged anew.
    CLOSED,
    /// Its detectors have taken it; late rows and labels only change its metrics.
    FINAL;

    /// The name used in answers.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A window.
  ///
  /// @param start its first instant in microseconds since 1970, or the number of its first row
  /// @param end the first instant, or the number of the first row, after it
  /// @param state how far it has come
  /// @param rows how many rows it has
  /// @param changes grows with every row and label that it gets
  /// @param evaluated what `changes` was when it was last judged; -1 before
  /// @param reference whether its rows are part of the reference, so that it is not judged
  public record Window(
      int version,
      long start,
      long end,
      State state,
      long rows,
      long changes,
      long evaluated,
      boolean reference) {

    /// Whether something came since it was last judged.
    public boolean isStale() {
      return evaluated != changes;
    }
  }

  /// What was found of a window, or of one of its segments.
  ///
  /// @param segment `column=value`; empty for all rows
  /// @param at when it was judged
  /// @param rows how many rows were judged
  /// @param labelled how many of them had a label
  /// @param severity the worst alert, by its id; empty for none
  /// @param headline the verdict in one sentence
  /// @param report everything, as JSON
  public record Evaluated(
      String segment,
      Instant at,
      long rows,
      long labelled,
      Optional<String> severity,
      String headline,
      String report) {}

  /// What was found of a component in a window.
  ///
  /// @param component its id
  /// @param verdict its id
  /// @param sentence the finding in words
  public record StoredFinding(
      long window, String segment, String component, String verdict, String sentence) {}

  /// A figure of a window.
  ///
  /// @param name such as `accuracy` or `effect.income`
  public record Point(
      long window,
      String segment,
      String name,
      double value,
      @Nullable Double low,
      @Nullable Double high) {}

  /// An alarm of the detectors that follow a version from window to window.
  ///
  /// @param window the window that raised it
  /// @param at when that window was taken
  /// @param series what moved, by its key
  /// @param columns the column, or the metric
  /// @param severity how urgent it is, by its id
  /// @param since the likeliest first window of what is new
  /// @param low the first window of a 95 % confidence set for it
  /// @param high its last
  /// @param sentence the alarm in words
  public record StoredAlarm(
      long window,
      Instant at,
      String series,
      String columns,
      String severity,
      long since,
      long low,
      long high,
      String sentence) {}

  private final Sql sql;

  Windows(Sql sql) {
    this.sql = sql;
  }

  static void create(Sql sql) {
    sql.execute(
        "CREATE TABLE IF NOT EXISTS win (version INTEGER, start BIGINT, stop BIGINT, state VARCHAR,"
            + " row_count BIGINT, changes BIGINT, evaluated BIGINT, passed BOOLEAN,"
            + " PRIMARY KEY (version, start))");
    sql.execute(
        "CREATE TABLE IF NOT EXISTS evaluation (version INTEGER, start BIGINT, segment VARCHAR,"
            + " judged BIGINT, row_count BIGINT, labelled BIGINT, severity VARCHAR, headline VARCHAR,"
            + " report VARCHAR)");
    sql.execute(
        "CREATE TABLE IF NOT EXISTS finding (version INTEGER, start BIGINT, segment VARCHAR,"
            + " component VARCHAR, verdict VARCHAR, sentence VARCHAR)");
    sql.execute(
        "CREATE TABLE IF NOT EXISTS series (version INTEGER, start BIGINT, segment VARCHAR,"
            + " name VARCHAR, value DOUBLE, low DOUBLE, high DOUBLE)");
    sql.execute(
        "CREATE TABLE IF NOT EXISTS alarm (version INTEGER, start BIGINT, judged BIGINT,"
            + " series VARCHAR, columns VARCHAR, severity VARCHAR, since BIGINT, low BIGINT,"
            + " high BIGINT, sentence VARCHAR)");
  }

  private static Window window(ResultSet row) throws SQLException {
    return new Window(
        row.getInt(1),
        row.getLong(2),
        row.getLong(3),
        State.valueOf(row.getString(4)),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getBoolean(8));
  }

  private static final String COLUMNS =
      "version, start, stop, state, row_count, changes,"
          + " CASE WHEN passed THEN changes ELSE evaluated END, passed";

  /// The windows of a version, in order.
  public List<Window> of(int version) {
    return sql.list(
        "SELECT " + COLUMNS + " FROM win WHERE version = ? ORDER BY start",
        Windows::window,
        version);
  }

  /// A window with what was found of all of its rows, without the report.
  ///
  /// @param at when it was judged; empty before
  /// @param labelled how many of the rows that were judged had a label
  /// @param severity the worst alert, by its id; empty for none
  public record Summary(
      Window window,
      Optional<Instant> at,
      long labelled,
      Optional<String> severity,
      Optional<String> headline) {}

  /// Windows of a version in order, from the one after `after`.
  ///
  /// @param backwards whether the last come first, and `after` means before
  public List<Summary> page(int version, long after, boolean backwards, int limit) {
    return sql.list(
        "SELECT w.*, e.judged, e.labelled, e.severity, e.headline FROM (SELECT %s FROM win WHERE version = ? AND start %s ?) w LEFT JOIN (SELECT start, judged, labelled, severity, headline FROM evaluation WHERE version = ? AND segment = '') e ON e.start = w.start ORDER BY w.start %s LIMIT ?"
            .formatted(COLUMNS, backwards ? "<" : ">", backwards ? "DESC" : "ASC"),
        row ->
            new Summary(
                window(row),
                row.getObject(9) == null
                    ? Optional.empty()
                    : Optional.of(Instant.ofEpochMilli(row.getLong(9))),
                row.getLong(10),
                Optional.ofNullable(row.getString(11)),
                Optional.ofNullable(row.getString(12))),
        version,
        after,
        version,
        limit);
  }

  /// One window.
  public Optional<Window> find(int version, long start) {
    return sql.first(
        "SELECT " + COLUMNS + " FROM win WHERE version = ? AND start = ?",
        Windows::window,
        version,
        start);
  }

  /// Windows that are not final or were not judged since they changed, of all versions.
  public List<Window> unfinished() {
    return sql.list(
        "SELECT "
            + COLUMNS
            + " FROM win WHERE state <> 'FINAL' OR (evaluated <> changes AND NOT passed) ORDER BY version, start",
        Windows::window);
  }

  /// Adds rows to a window, and makes it where there is none.
  public void addRows(int version, long start, long end, long rows) {
    sql.update(
        "INSERT INTO win VALUES (?, ?, ?, 'OPEN', ?, ?, -1, false) ON CONFLICT (version, start) DO UPDATE"
            + " SET row_count = row_count + excluded.row_count,"
            + " changes = changes + excluded.changes",
        version,
        start,
        end,
        rows,
        rows);
  }

  /// Says that labels of a window's rows came.
  public void addLabels(int version, long start, long labels) {
    sql.update(
        "UPDATE win SET changes = changes + ? WHERE version = ? AND start = ?",
        labels,
        version,
        start);
  }

  /// Closes the windows that end at or before `closed`, and makes those final that end at or before
  /// `ended`.
  public void close(int version, long closed, long ended) {
    sql.update(
        "UPDATE win SET state = CASE WHEN stop <= ? THEN 'FINAL' ELSE 'CLOSED' END"
            + " WHERE version = ? AND stop <= ? AND state <> 'FINAL'",
        ended,
        version,
        closed);
  }

  /// Says that the windows before `end` are part of a reference: they are final, and are not
  /// judged.
  public void passBefore(int version, long end) {
    sql.update(
        "UPDATE win SET state = 'FINAL', passed = true WHERE version = ? AND stop <= ?",
        version,
        end);
  }

  /// Moves a window on.
  public void state(int version, long start, State state) {
    sql.update(
        "UPDATE win SET state = ? WHERE version = ? AND start = ?", state.name(), version, start);
  }

  /// Keeps what was found of a window in place of what was found before.
  ///
  /// @param changes the window's changes when it was read
  public void keep(
      int version,
      long start,
      long changes,
      List<Evaluated> evaluations,
      List<StoredFinding> findings,
      List<Point> points) {
    for (String table : List.of("evaluation", "finding", "series")) {
      sql.update("DELETE FROM " + table + " WHERE version = ? AND start = ?", version, start);
    }
    for (Evaluated one : evaluations) {
      sql.update(
          "INSERT INTO evaluation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          version,
          start,
          one.segment(),
          one.at().toEpochMilli(),
          one.rows(),
          one.labelled(),
          one.severity().orElse(null),
          one.headline(),
          one.report());
    }
    for (StoredFinding finding : findings) {
      sql.update(
          "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?)",
          version,
          start,
          finding.segment(),
          finding.component(),
          finding.verdict(),
          finding.sentence());
    }
    addSeries(version, points);
    sql.update(
        "UPDATE win SET evaluated = ? WHERE version = ? AND start = ?", changes, version, start);
  }

  /// Keeps figures of a window in place of those of the same names, and leaves what else was found
  /// of it.
  ///
  /// @param changes the window's changes when it was read
  /// @param labelled how many of its rows have a label
  public void keepMeasured(
      int version, long start, long changes, long labelled, List<Point> points) {
    for (Point point : points) {
      sql.update(
          "DELETE FROM series WHERE version = ? AND start = ? AND segment = ? AND name = ?",
          version,
          start,
          point.segment(),
          point.name());
    }
    addSeries(version, points);
    sql.update(
        "UPDATE evaluation SET labelled = ? WHERE version = ? AND start = ? AND segment = ''",
        labelled,
        version,
        start);
    sql.update(
        "UPDATE win SET evaluated = ? WHERE version = ? AND start = ?", changes, version, start);
  }

  private void addSeries(int version, List<Point> points) {
    try (DuckDBAppender appender = sql.connection().createAppender("series")) {
      for (Point point : points) {
        appender.beginRow();
        appender.append(version).append(point.window()).append(point.segment());
        appender.append(point.name()).append(point.value());
        appender.append(point.low()).append(point.high());
        appender.endRow();
      }
    } catch (SQLException e) {
      throw Sql.failed("append to series", e);
    }
  }

  /// What was found of a window: first of all rows, then of its segments.
  public List<Evaluated> evaluations(int version, long start) {
    return sql.list(
        "SELECT segment, judged, row_count, labelled, severity, headline, report FROM evaluation"
            + " WHERE version = ? AND start = ? ORDER BY segment",
        row ->
            new Evaluated(
                row.getString(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getLong(3),
                row.getLong(4),
                Optional.ofNullable(row.getString(5)),
                row.getString(6),
                row.getString(7)),
        version,
        start);
  }

  /// Findings of the windows of a version that start in `[from, to)`, in order.
  public List<StoredFinding> findings(int version, long from, long to) {
    return sql.list(
        "SELECT start, segment, component, verdict, sentence FROM finding"
            + " WHERE version = ? AND start >= ? AND start < ? ORDER BY start, segment, component",
        row ->
            new StoredFinding(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)),
        version,
        from,
        to);
  }

  /// Keeps an alarm.
  public void raise(int version, StoredAlarm alarm) {
    sql.update(
        "INSERT INTO alarm VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        version,
        alarm.window(),
        alarm.at().toEpochMilli(),
        alarm.series(),
        alarm.columns(),
        alarm.severity(),
        alarm.since(),
        alarm.low(),
        alarm.high(),
        alarm.sentence());
  }

  /// The alarms that the windows of a version in `[from, to)` raised, in order.
  public List<StoredAlarm> alarms(int version, long from, long to) {
    return sql.list(
        "SELECT start, judged, series, columns, severity, since, low, high, sentence FROM alarm"
            + " WHERE version = ? AND start >= ? AND start < ? ORDER BY start, series",
        row ->
            new StoredAlarm(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getString(9)),
        version,
        from,
        to);
  }

  /// Figures of the windows of a version that start in `[from, to)`, in order.
  ///
  /// @param name of one figure, or null for all
  public List<Point> series(
      int version, String segment, @Nullable String name, long from, long to) {
    return sql.list(
        "SELECT start, segment, name, value, low, high FROM series WHERE version = ?"
            + " AND segment = ? AND (? IS NULL OR name = ?) AND start >= ? AND start < ?"
            + " ORDER BY name, start",
        row ->
            new Point(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getDouble(4),
                row.getObject(5) == null ? null : row.getDouble(5),
                row.getObject(6) == null ? null : row.getDouble(6)),
        version,
        segment,
        name,
        name,
        from,
        to);
  }

  /// Deletes windows that ended at or before `end`, and what was found of them; but not the last
  /// window of the version.
  ///
  /// @return how many
  public int deleteBefore(int version, long end) {
    return delete(version, "stop <= ?", end);
  }

  /// Deletes windows that were judged before `time` and did not change since, and what was found of
  /// them; but not the last window of the version.
  ///
  /// @return how many
  public int deleteJudgedBefore(int version, Instant time) {
    return delete(
        version,
        "evaluated = changes AND start IN (SELECT start FROM evaluation e"
            + " WHERE e.version = win.version GROUP BY start HAVING max(judged) < ?)",
        time.toEpochMilli());
  }

  private int delete(int version, String which, long bound) {
    List<Long> starts =
        sql.list(
            "SELECT start FROM win WHERE version = ? AND "
                + which
                + " AND start < (SELECT max(start) FROM win WHERE version = ?)",
            row -> row.getLong(1),
            version,
            bound,
            version);
    for (long start : starts) {
      for (String table : List.of("evaluation", "finding", "series", "alarm", "followed", "win")) {
        sql.update("DELETE FROM " + table + " WHERE version = ? AND start = ?", version, start);
      }
    }
    return starts.size();
  }

  /// The last window of a version.
  public Optional<Window> last(int version) {
    return sql.first(
        "SELECT " + COLUMNS + " FROM win WHERE version = ? ORDER BY start DESC LIMIT 1",
        Windows::window,
        version);
  }
}
