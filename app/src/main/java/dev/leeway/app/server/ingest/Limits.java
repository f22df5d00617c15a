package dev.leeway.app.server.ingest;

/// How much one request may hold.
///
/// @param bytes of the body as it is sent
/// @param decodedBytes of the body unpacked
/// @param ratio how many times larger than sent a body may be unpacked, from a megabyte on
/// @param rows rows
/// @param columns columns of a table, or different keys of objects
/// @param idLength characters of an id or a version
/// @param stringLength characters of any other value
/// @param nesting how deep objects and lists may lie in each other
public record Limits(
    long bytes,
    long decodedBytes,
    int ratio,
    int rows,
    int columns,
    int idLength,
    int stringLength,
    int nesting) {

  /// 64 MiB, 256 MiB unpacked, a hundred thousand rows.
  public static Limits standard() {
    return new Limits(64L << 20, 256L << 20, 200, 100_000, 10_000, 200, 10_000, 32);
  }

  public Limits {
    if (Math.min(Math.min(bytes, decodedBytes), ratio) < 1
        || Math.min(Math.min(rows, columns), Math.min(idLength, stringLength)) < 1
        || nesting < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
