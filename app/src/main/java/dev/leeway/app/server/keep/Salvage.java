package dev.leeway.app.server.keep;

import dev.leeway.app.server.log.LogOptions;
import dev.leeway.app.server.log.Recovery;
import dev.leeway.app.server.log.SegmentLog;
import dev.leeway.app.server.store.Store;
import java.nio.file.Path;

/// Saves what can be saved of a damaged log, so that the server starts again.
public final class Salvage {

  /// What came of it.
  ///
  /// @param recovery what is kept, and what is lost
  /// @param stored the offset of the first record that the database does not have: what was lost
  ///   below it is in the database
  public record Outcome(Recovery recovery, long stored) {}

  private Salvage() {}

  /// Opens the log of a stopped server with salvage. A log without damage stays as it is.
  ///
  /// @param data the server's folder
  /// @throws KeepException if it is no server's folder
  /// @throws dev.leeway.app.server.log.LogException if a server uses it
  public static Outcome run(Path data) {
    try (DataFolder folder = DataFolder.open(data)) {
      long stored = stored(folder);
      LogOptions options = LogOptions.DEFAULT.withSeenEnd(stored);
      try (SegmentLog log = SegmentLog.open(data.resolve(DataFolder.LOG), options, true)) {
        return new Outcome(log.recovery(), stored);
      }
    }
  }

  private static long stored(DataFolder folder) {
    try (Store store = folder.store()) {
      return store.<Long>read(session -> session.progress().applied());
    }
  }
}
