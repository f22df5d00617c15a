package dev.leeway.app.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;

/// The embedded database of a server: one file in its folder, one process at a time.
///
/// Everything is written in transactions, one at a time ([#write]); what is read sees the last one
/// that was committed. A transaction that the disk did not take leaves nothing behind.
public final class Store implements AutoCloseable {

  /// The database in the server's folder.
  public static final String FILE = "leeway.duckdb";

  /// The layout of the tables; a store of another one is refused.
  private static final int FORMAT = 1;

  private final Path folder;
  private final DuckDBConnection connection;
  private final ReentrantLock writing = new ReentrantLock();

  private Store(Path folder, DuckDBConnection connection) {
    this.folder = folder;
    this.connection = connection;
  }

  /// Opens the store of a folder, and makes it where there is none.
  ///
  /// @param memoryBytes how much memory the database may use beside the heap
  /// @throws StoreException if another process has it open, or it is of another version or damaged
  public static Store open(Path folder, long memoryBytes) {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      Properties settings = new Properties();
      settings.setProperty("autoinstall_known_extensions", "false");
      settings.setProperty("autoload_known_extensions", "false");
      settings.setProperty("memory_limit", memoryBytes / 1_000_000 + "MB");
      settings.setProperty("threads", "2");
      settings.setProperty("preserve_insertion_order", "true");
      DuckDBConnection connection =
          DuckDBConnection.newConnection("jdbc:duckdb:" + file, false, null, settings);
      Store store = new Store(folder, connection);
      store.prepare(file);
      return store;
    } catch (IOException e) {
      throw new StoreException("cannot make the folder " + folder + ": " + e.getMessage(), e);
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("lock")) {
        throw new StoreException(
            "another process has " + file + " open; a folder serves one server at a time", e);
      }
      throw new StoreException(
          "cannot open " + file + ": " + message.lines().findFirst().orElse(""), e);
    }
  }

  private void prepare(Path file) {
    Sql sql = new Sql(connection);
    sql.execute("CREATE TABLE IF NOT EXISTS progress (format INTEGER, applied BIGINT)");
    int format =
        sql.first("SELECT format FROM progress", row -> row.getInt(1))
            .orElseGet(() -> {
              sql.execute("INSERT INTO progress VALUES (" + FORMAT + ", 0)");
              return FORMAT;
            });
    if (format != FORMAT) {
      throw new StoreException(
          "%s has format %d, and this program reads format %d".formatted(file, format, FORMAT));
    }
    Catalog.create(sql);
    Windows.create(sql);
    Detectors.create(sql);
    Counters.create(sql);
  }

  /// The server's folder.
  public Path folder() {
    return folder;
  }

  /// What one transaction may do.
  ///
  /// @param catalog models and their versions
  /// @param predictions rows
  /// @param labels labels
  /// @param windows windows and what was found of them
  /// @param detectors the state of detectors
  /// @param counters counts that only grow
  public record Session(
      Catalog catalog,
      Predictions predictions,
      Labels labels,
      Windows windows,
      Detectors detectors,
      Counters counters,
      Progress progress) {

    private static Session of(Sql sql) {
      return new Session(
          new Catalog(sql),
          new Predictions(sql),
          new Labels(sql),
          new Windows(sql),
          new Detectors(sql),
          new Counters(sql),
          new Progress(sql));
    }
  }

  /// Writes in one transaction: all of it, or nothing.
  public void write(Consumer<Session> change) {
    writing.lock();
    try (DuckDBConnection own = connection.duplicate()) {
      own.setAutoCommit(false);
      try {
        change.accept(Session.of(new Sql(own)));
        own.commit();
      } catch (RuntimeException | SQLException | Error e) {
        own.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw Sql.failed("commit", e);
    } finally {
      writing.unlock();
    }
  }

  /// Reads what was last committed.
  public <T> T read(Function<Session, T> query) {
    try (DuckDBConnection own = connection.duplicate()) {
      own.setAutoCommit(false);
      try {
        return query.apply(Session.of(new Sql(own)));
      } finally {
        own.rollback();
      }
    } catch (SQLException e) {
      throw Sql.failed("read", e);
    }
  }

  /// Brings the file up to date and makes it as small as it can be.
  public void checkpoint() {
    writing.lock();
    try {
      new Sql(connection).execute("CHECKPOINT");
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() {
    writing.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw Sql.failed("close", e);
    } finally {
      writing.unlock();
    }
  }
}
