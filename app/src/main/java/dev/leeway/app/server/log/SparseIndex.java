package dev.leeway.app.server.log;

import java.util.Arrays;

/// Where in a segment some of its records start, one in [#SPACING] bytes, so that reading can begin
/// in the middle. Filled by one thread, used by many.
final class SparseIndex {

  private static final int SPACING = 64 << 10;

  private long[] offsets = new long[8];
  private long[] positions = new long[8];
  private int count;

  /// Tells of a record; most are not kept.
  void add(long offset, long position) {
    if (count > 0 && position - positions[count - 1] < SPACING) {
      return;
    }
    keep(offset, position);
  }

  private synchronized void keep(long offset, long position) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
      positions = Arrays.copyOf(positions, 2 * count);
    }
    offsets[count] = offset;
    positions[count] = position;
    count++;
  }

  /// The position of the last known record at or before an offset; the first record's if none is.
  synchronized long positionBefore(long offset) {
    int found = Arrays.binarySearch(offsets, 0, count, offset);
    int index = found >= 0 ? found : -found - 2;
    return index < 0 ? SegmentHeader.BYTES : positions[index];
  }
}
