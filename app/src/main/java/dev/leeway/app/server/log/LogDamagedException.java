package dev.leeway.app.server.log;

import java.nio.file.Path;

/// Records that were once acknowledged cannot be read any more, so the log does not open by itself.
public final class LogDamagedException extends LogException {

  private final transient Path segment;
  private final long position;
  private final String problem;

  LogDamagedException(Path segment, long position, String problem) {
    super(
        segment
            + " is damaged at byte "
            + position
            + ": "
            + problem
            + ". Restore the file from a copy, or save what can be read with `leeway salvage`, which keeps"
            + " every intact record, sets the damaged file aside as .damaged and lists what is lost");
    this.segment = segment;
    this.position = position;
    this.problem = problem;
  }

  /// The file that is damaged, or before which records are missing.
  public Path segment() {
    return segment;
  }

  /// Where in the file the first unreadable byte may lie: the start of the record that is damaged.
  public long position() {
    return position;
  }

  /// What is wrong there.
  String problem() {
    return problem;
  }
}
