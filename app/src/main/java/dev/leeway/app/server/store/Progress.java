package dev.leeway.app.server.store;

/// How far the log has been taken into the store.
public final class Progress {

  private final Sql sql;

  Progress(Sql sql) {
    this.sql = sql;
  }

  /// The offset of the first record that is not in the store yet.
  public long applied() {
    return sql.first("SELECT applied FROM progress", row -> row.getLong(1)).orElse(0L);
  }

  /// Says that all records before `offset` are in the store.
  public void applied(long offset) {
    sql.update("UPDATE progress SET applied = ?", offset);
  }
}
