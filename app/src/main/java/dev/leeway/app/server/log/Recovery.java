package dev.leeway.app.server.log;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What was found when a log was opened.
///
/// @param firstOffset the oldest record that is kept
/// @param endOffset one more than the newest record; the next record gets it
/// @param records how many records are kept; less than the difference where some were lost before
/// @param segments how many files there are
/// @param bytesDropped bytes of an unfinished write that were cut off the end: no call that was
///   answered wrote them
/// @param cut the file whose end was cut off
/// @param lost what salvage gave up; empty without salvage
public record Recovery(
    long firstOffset,
    long endOffset,
    long records,
    int segments,
    long bytesDropped,
    Optional<Path> cut,
    List<Lost> lost) {

  /// Copies the list.
  public Recovery {
    lost = List.copyOf(lost);
  }

  /// Records that were acknowledged and cannot be read. Their offsets are not given to others.
  ///
  /// @param from the first offset that is lost
  /// @param to one more than the last; an upper bound where a whole last file was unreadable
  /// @param setAside the damaged file under its new name; absent where the file itself is missing
  /// @param problem what was wrong with it
  public record Lost(long from, long to, Optional<Path> setAside, String problem) {}
}
