package dev.leeway.app.cli;

import dev.leeway.app.check.Check;
import dev.leeway.app.table.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// Shows on a terminal how far reading has come, how fast, and how long it will still take. Silent
/// where the error stream is no terminal, and for the first half second.
final class ProgressLine implements Check.Watcher {

  private static final Duration QUIET = Duration.ofMillis(500);

  private final PrintWriter out;
  private final InstantSource clock;
  private final boolean terminal;

  ProgressLine(PrintWriter out, InstantSource clock, boolean terminal) {
    this.out = out;
    this.clock = clock;
    this.terminal = terminal;
  }

  @Override
  public Progress reading(String side) {
    if (!terminal) {
      return Progress.none();
    }
    Instant start = clock.instant();
    boolean[] shown = {false};
    return (rows, bytes, total) -> {
      Duration elapsed = Duration.between(start, clock.instant());
      if (bytes >= total) {
        if (shown[0]) {
          out.print("\r\u001b[K");
          out.flush();
        }
      } else if (elapsed.compareTo(QUIET) > 0) {
        shown[0] = true;
        out.print("\r\u001b[K" + line(side, rows, bytes, total, elapsed));
        out.flush();
      }
    };
  }

  static String line(String side, long rows, long bytes, long total, Duration elapsed) {
    double seconds = Math.max(1e-3, elapsed.toMillis() / 1e3);
    double share = total == 0 ? 1 : (double) bytes / total;
    long left = Math.round(seconds / Math.max(share, 1e-6) - seconds);
    return String.format(
        Locale.ROOT,
        "Reading %s: %3.0f %%, %,d rows, %,.0f rows/s, %d s left",
        side,
        100 * share,
        rows,
        rows / seconds,
        left);
  }
}
