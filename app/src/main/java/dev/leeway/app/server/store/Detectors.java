package dev.leeway.app.server.store;

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

  /// Forgets everything a version's detectors know.
  public void forget(int version) {
    sql.update("DELETE FROM detector WHERE version = ?", version);
  }
}
