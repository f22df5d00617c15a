package dev.leeway.app.cli;

import dev.leeway.app.table.Progress;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicReference;

/// Shows on a terminal that work goes on whose end is not known, by what is being done and the
/// seconds so far. Silent where the error stream is no terminal.
final class Pulse implements AutoCloseable {

  private static final long EVERY_MILLIS = 200;

  private final PrintWriter out;
  private final AtomicReference<String> doing;
  private final Thread beat;

  /// @param doing what is being done, to begin a line
  Pulse(PrintWriter out, String doing, boolean terminal) {
    this.out = out;
    this.doing = new AtomicReference<>(doing);
    this.beat = Thread.ofPlatform().daemon().unstarted(this::beat);
    if (terminal) {
      beat.start();
    }
  }

  private void beat() {
    try {
      for (long tenths = 0; ; tenths += EVERY_MILLIS / 100) {
        out.print("\r\u001b[K  " + doing.get() + " " + tenths / 10 + " s");
        out.flush();
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException ignored) {
      // the work is done, and so is this
    }
    out.print("\r\u001b[K");
    out.flush();
  }

  /// Says which side is being read, and once that is over, that it is judged.
  Progress reading(String side) {
    doing.set("Reading " + side);
    return (rows, bytes, total) -> {
      if (bytes >= total) {
        doing.set("Judging");
      }
    };
  }

  @Override
  public void close() {
    beat.interrupt();
    try {
      beat.join();
    } catch (InterruptedException ignored) {
      Thread.currentThread().interrupt();
    }
  }
}
