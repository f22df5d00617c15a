package dev.leeway.app.server.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/// The intact records of a segment, as runs without holes. A whole segment is one run up to the end
/// of the file.
///
/// @param segment the file
/// @param runs the first starts after the header and may be empty; the others are not
/// @param fileBytes the length of the file
record SegmentScan(Segment segment, List<Run> runs, long fileBytes) {

  /// @param first the offset of the first record
  /// @param end one more than the last offset
  /// @param from the position of the first record
  /// @param to the position after the last record
  /// @param groupFrom the position of the last group of records that were forced to disk together
  /// @param acknowledgedEnd all records below this were on disk when the last one was written
  record Run(long first, long end, long from, long to, long groupFrom, long acknowledgedEnd) {}

  static SegmentScan of(FileChannel channel, Segment segment) throws IOException {
    long fileBytes = channel.size();
    SegmentCursor cursor = new SegmentCursor(channel, segment.header().salt(), fileBytes);
    List<Run> runs = new ArrayList<>();
    Run run = run(cursor, segment, segment.first(), SegmentHeader.BYTES);
    runs.add(run);
    while (run.to < fileBytes) {
      long next = cursor.findAfter(run.to, run.end);
      if (next < 0) {
        break;
      }
      run = run(cursor, segment, cursor.offset(), next);
      runs.add(run);
    }
    return new SegmentScan(segment, List.copyOf(runs), fileBytes);
  }

  private static Run run(SegmentCursor cursor, Segment segment, long first, long from)
      throws IOException {
    long expected = first;
    long position = from;
    long groupFrom = from;
    long groupStart = first;
    while (cursor.readAt(position) && cursor.offset() == expected) {
      segment.index().add(expected, position);
      if (cursor.groupStart() == expected) {
        groupFrom = position;
      }
      groupStart = cursor.groupStart();
      position = cursor.end();
      expected++;
    }
    return new Run(first, expected, from, position, groupFrom, groupStart);
  }

  Run firstRun() {
    return runs.getFirst();
  }

  Run lastRun() {
    return runs.getLast();
  }

  boolean isWhole() {
    return firstRun().to == fileBytes;
  }

  /// Whether what is not intact belongs to the last group that was written, which may never have
  /// been finished: nothing behind it was written after it was known to be on disk.
  boolean isTornAtTheEnd() {
    return runs.stream().skip(1).allMatch(run -> run.acknowledgedEnd <= firstRun().end);
  }

  long records() {
    return firstRun().end - firstRun().first;
  }
}
