package dev.leeway.app.check;

import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;

/// Rows of a data set that are looked at by themselves: a window of time or a segment.
///
/// @param name what it is called
/// @param start the first instant of a window of time
/// @param end the first instant after it
/// @param partial whether the data end, or begin, within it, so that it is shorter than the others
/// @param rows its rows
record RowGroup(
    String name, Optional<Instant> start, Optional<Instant> end, boolean partial, BitSet rows) {

  static RowGroup segment(String name, BitSet rows) {
    return new RowGroup(name, Optional.empty(), Optional.empty(), false, rows);
  }
}
