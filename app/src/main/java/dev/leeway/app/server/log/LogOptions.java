package dev.leeway.app.server.log;

import static java.util.Objects.requireNonNull;

import java.nio.channels.FileChannel;

/// How large the parts of a log may become.
///
/// @param segmentBytes a file is full when the next record would make it larger; at most 1 GiB
/// @param maxQueuedBytes memory for records that wait for the disk; beyond it appends are refused
/// @param maxPayloadBytes the largest payload of one record
/// @param seenEnd the consumer has kept everything below this offset elsewhere; a log that ends
///   before it has lost records, and is not opened without salvage. 0 when nothing is known
/// @param opener opens files
public record LogOptions(
    int segmentBytes,
    long maxQueuedBytes,
    int maxPayloadBytes,
    long seenEnd,
    ChannelOpener opener) {

  /// Files of 64 MiB, 64 MiB waiting, payloads of up to 16 MiB.
  public static final LogOptions DEFAULT =
      new LogOptions(64 << 20, 64L << 20, 16 << 20, 0, FileChannel::open);

  /// Checks that a largest payload fits into the queue and into a file.
  public LogOptions {
    requireNonNull(opener, "opener");
    require(segmentBytes <= 1 << 30, "segment-bytes must be at most 1 GiB,", segmentBytes);
    require(maxPayloadBytes >= 0, "max-payload-bytes must be at least 0,", maxPayloadBytes);
    long largest = (long) maxPayloadBytes + RecordFormat.BYTES;
    require(
        segmentBytes >= largest + SegmentHeader.BYTES,
        "segment-bytes must have room for one record of max-payload-bytes, which takes "
            + (largest + SegmentHeader.BYTES)
            + ",",
        segmentBytes);
    require(
        maxQueuedBytes >= largest,
        "max-queued-bytes must have room for one record of max-payload-bytes, which takes "
            + largest
            + ",",
        maxQueuedBytes);
    require(seenEnd >= 0, "seen-end must be at least 0,", seenEnd);
  }

  /// These with another size of files.
  public LogOptions withSegmentBytes(int bytes) {
    return new LogOptions(bytes, maxQueuedBytes, maxPayloadBytes, seenEnd, opener);
  }

  /// These with another bound on what waits.
  public LogOptions withMaxQueuedBytes(long bytes) {
    return new LogOptions(segmentBytes, bytes, maxPayloadBytes, seenEnd, opener);
  }

  /// These with another bound on a payload.
  public LogOptions withMaxPayloadBytes(int bytes) {
    return new LogOptions(segmentBytes, maxQueuedBytes, bytes, seenEnd, opener);
  }

  /// These with what the consumer has seen.
  public LogOptions withSeenEnd(long offset) {
    return new LogOptions(segmentBytes, maxQueuedBytes, maxPayloadBytes, offset, opener);
  }

  /// These with another opener of files.
  public LogOptions withOpener(ChannelOpener other) {
    return new LogOptions(segmentBytes, maxQueuedBytes, maxPayloadBytes, seenEnd, other);
  }

  private static void require(boolean condition, String rule, long was) {
    if (!condition) {
      throw new IllegalArgumentException(rule + " was " + was);
    }
  }
}
