package dev.leeway.app.check;

import java.time.Instant;

/// Where one data set is cut in two: the rows before are the reference, the rest is current.
public sealed interface Split {

  /// Before row `row`, counted from 0.
  record AtRow(long row) implements Split {}

  /// Before the first instant of `time` in the time column.
  record AtTime(Instant time) implements Split {}
}
