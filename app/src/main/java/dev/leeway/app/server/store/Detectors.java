package dev.leeway.app.server.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the detectors of a version know, in bytes of their own.
public final class Detectors {

  private final Sql sql;

  Detectors(Sql sql) {
    this.sql = sql;
  }

  static void create(Sql sql) {
    sql.execute(
        "CREATE TABLE IF NOT EXISTS detector (version INTEGER, name VARCHAR, state BLOB,"
            + " PRIMARY KEY (version, name))");
    sql.execute(
        "CREATE TABLE IF NOT EXISTS followed (version INTEGER, start BIGINT, name VARCHAR,"
            + " value DOUBLE, PRIMARY KEY (version, start, name))");
  }

  /// The state that was last kept under that name.
  public Optional<byte[]> state(int version, String name) {
    return sql.first(
        "SELECT state FROM detector WHERE version = ? AND name = ?",
        row -> row.getBytes(1),
        version,
        name);
  }

  /// Keeps a state in place of the last one.
  public void keep(int version, String name, byte[] state) {
    sql.update("INSERT OR REPLACE INTO detector VALUES (?, ?, ?)", version, name, state);
  }

  /// Keeps what a window gives to the detectors, by the keys of their series, in place of what it
  /// gave under the same keys.
  public void follow(int version, long start, Map<String, Double> values) {
    values.forEach((name, value) ->
        sql.update(
            "INSERT OR REPLACE INTO followed VALUES (?, ?, ?, ?)", version, start, name, value));
  }

  /// What a window gives to the detectors, by the keys of their series.
  public Map<String, Double> followed(int version, long start) {
    Map<String, Double> values = new LinkedHashMap<>();
    sql.list(
        "SELECT name, value FROM followed WHERE version = ? AND start = ?",
        row -> values.put(row.getString(1), row.getDouble(2)),
        version,
        start);
    return values;
  }

  /// Forgets everything a version's detectors know.
  public void forget(int version) {
    sql.update("DELETE FROM detector WHERE version = ?", version);
  }
}
