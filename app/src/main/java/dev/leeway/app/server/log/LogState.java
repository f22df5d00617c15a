package dev.leeway.app.server.log;

import java.util.List;

/// What is on disk at one moment.
///
/// @param segments the files, oldest first; records are appended to the last
/// @param end one more than the last offset
/// @param activeBytes how much of the last file is on disk
record LogState(List<Segment> segments, long end, long activeBytes) {

  LogState {
    segments = List.copyOf(segments);
  }

  long first() {
    return segments.getFirst().first();
  }

  Segment active() {
    return segments.getLast();
  }

  /// One more than the last offset in a file.
  long endOf(int segment) {
    return segment == segments.size() - 1 ? end : segments.get(segment + 1).header().previousEnd();
  }
}
