package dev.leeway.app.table;

/// Told from time to time how far reading has come.
@FunctionalInterface
public interface Progress {

  /// @param rows rows read so far
  /// @param bytes bytes read so far, as they lie on disk
  /// @param total bytes to read in all
  void at(long rows, long bytes, long total);

  /// Tells nobody.
  static Progress none() {
    return (rows, bytes, total) -> {};
  }
}
