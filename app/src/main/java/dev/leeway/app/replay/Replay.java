package dev.leeway.app.replay;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Sends a history, as fast as the server takes it or as many times faster than it happened.
public final class Replay {

  /// Told after each batch.
  @FunctionalInterface
  public interface Progress {

    /// @param sent rows sent so far
    /// @param total rows to send
    /// @param time the time of the last row
    void at(long sent, long total, String time);
  }

  /// Rows of one batch reach over so long a time of the clock at the most.
  private static final double STEP = 1.0;

  private final Sender sender;
  private final InstantSource clock;
  private final Sender.Pause pause;

  public Replay(Sender sender, InstantSource clock, Sender.Pause pause) {
    this.sender = sender;
    this.clock = clock;
    this.pause = pause;
  }

  /// Sends predictions.
  ///
  /// @param batch rows in a request at the most
  /// @param speed how many times faster than it happened; empty for as fast as it goes
  public void predictions(History history, int batch, OptionalDouble speed, Progress progress)
      throws InterruptedException {
    long start = clock.millis();
    int place = 0;
    while (place < history.rows()) {
      double first = history.seconds(place);
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      double until =
          speed.isPresent() ? first + STEP * speed.getAsDouble() : Double.POSITIVE_INFINITY;
      int next = place;
      while (next < history.rows() && rows.size() < batch && history.seconds(next) < until) {
        rows.add(history.row(next++));
      }
      if (speed.isPresent()) {
        // sent when its last row has happened
        double due = (history.seconds(next - 1) - history.seconds(0)) / speed.getAsDouble();
        long left = start + Math.round(due * 1e3) - clock.millis();
        if (left > 0) {
          pause.wait(Duration.ofMillis(left));
        }
      }
      sender.send("predictions", rows);
      progress.at(next, history.rows(), History.instant(history.seconds(next - 1)));
      place = next;
    }
  }

  /// Sends labels.
  ///
  /// @param batch rows in a request at the most
  public void labels(List<Map<String, @Nullable Object>> labels, int batch)
      throws InterruptedException {
    for (int from = 0; from < labels.size(); from += batch) {
      sender.send("labels", labels.subList(from, Math.min(labels.size(), from + batch)));
    }
  }
}
