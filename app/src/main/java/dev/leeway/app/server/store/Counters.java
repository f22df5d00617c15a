package dev.leeway.app.server.store;

import java.util.Map;
import java.util.TreeMap;

/// Counts of a model that only grow, such as its duplicates.
public final class Counters {

  private final Sql sql;

  Counters(Sql sql) {
    this.sql = sql;
  }

  static void create(Sql sql) {
    sql.execute(
        "CREATE TABLE IF NOT EXISTS counter (model INTEGER, name VARCHAR, value BIGINT,"
            + " PRIMARY KEY (model, name))");
  }

  /// Adds to a count; 0 changes nothing.
  public void add(int model, String name, long more) {
    if (more != 0) {
      sql.update(
          "INSERT INTO counter VALUES (?, ?, ?)"
              + " ON CONFLICT (model, name) DO UPDATE SET value = value + excluded.value",
          model,
          name,
          more);
    }
  }

  /// All counts of a model, by name.
  public Map<String, Long> of(int model) {
    Map<String, Long> counts = new TreeMap<>();
    sql.list(
        "SELECT name, value FROM counter WHERE model = ?",
        row -> counts.put(row.getString(1), row.getLong(2)),
        model);
    return counts;
  }
}
