package dev.leeway.app.server.keep;

import dev.leeway.app.server.log.FolderLock;
import dev.leeway.app.server.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folder of a server that does not run: nobody else uses it while this is open.
///
/// | in the folder | what |
/// |---|---|
/// | `leeway.duckdb` | models, rows, labels, windows, findings, detectors |
/// | `log/` | what was accepted and is not in the database yet |
/// | `references/` | rows of references |
public final class DataFolder implements AutoCloseable {

  /// The log's folder in a server's.
  public static final String LOG = "log";

  /// Memory for the database, beside the heap.
  private static final long MEMORY = 512_000_000;

  private final Path path;
  private final FolderLock lock;

  private DataFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /// @throws KeepException if it is no server's folder
  /// @throws dev.leeway.app.server.log.LogException if a server uses it
  public static DataFolder open(Path path) {
    require(path);
    return new DataFolder(path, FolderLock.of(path));
  }

  /// @throws KeepException if it is no server's folder
  static void require(Path path) {
    if (!Files.isRegularFile(path.resolve(Store.FILE))) {
      throw new KeepException(
          Files.isDirectory(path)
              ? "%s has no %s, so it is not the folder of a server".formatted(path, Store.FILE)
              : "there is no folder " + path);
    }
  }

  /// Where it is.
  Path path() {
    return path;
  }

  /// The database.
  ///
  /// @throws dev.leeway.app.server.store.StoreException if it cannot be opened
  Store store() {
    return Store.open(path, MEMORY);
  }

  /// Lets others in.
  @Override
  public void close() {
    lock.close();
  }
}
