package dev.leeway.app.server.model;

/// What the server takes at most.
///
/// @param bodyBytes of one request, as it is sent
/// @param rows of one request
/// @param columns that one model may have
/// @param queuedBytes of memory for rows that wait for the disk; beyond it requests are told to
///   come again later
/// @param ids of recent rows that are known of each model, so that what is sent again counts once;
///   each takes 64 bytes of memory at most
/// @param databaseBytes of memory for the database, beside the heap
public record ServerLimits(
    long bodyBytes, int rows, int columns, long queuedBytes, int ids, long databaseBytes) {

  /// Less would not hold one record of the log.
  static final long LEAST_QUEUE = 32_000_000;

  static final long LEAST_DATABASE = 128_000_000;

  static final int LEAST_IDS = 1_000;

  /// 64 MB, 100 000 rows and 20 000 columns; 64 MB waiting; two million ids; 512 MB.
  public static ServerLimits standard() {
    return new ServerLimits(64_000_000, 100_000, 20_000, 64_000_000, 2_000_000, 512_000_000);
  }

  public ServerLimits {
    atLeast("body", bodyBytes, 1);
    atLeast("rows", rows, 1);
    atLeast("columns", columns, 1);
    atLeast("queue", queuedBytes, LEAST_QUEUE);
    atLeast("ids", ids, LEAST_IDS);
    atLeast("database", databaseBytes, LEAST_DATABASE);
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "limits.%s must be at least %d, was %d".formatted(name, least, value));
    }
  }
}
