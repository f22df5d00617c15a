package dev.leeway.app.server.model;

import java.time.Duration;

/// How long rows are waited for.
///
/// The watermark is the greatest time of an accepted row less `allowed`, never the wall clock; a
/// window closes when the watermark has passed its end, and is final when it has passed by another
/// `correction`: until then late rows are merged and the window is judged anew, after that its
/// detectors have taken it and only its metrics still change.
///
/// @param allowed how late a row may come before its window closes
/// @param correction how long a closed window stays open for corrections
/// @param ahead how far a row's time may lie beyond the server's clock; later ones are set aside
///   and counted, for one wrong year would close all windows
public record Lateness(Duration allowed, Duration correction, Duration ahead) {

  /// Ten minutes, an hour, an hour.
  public static Lateness standard() {
    return new Lateness(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(1));
  }

  public Lateness {
    if (allowed.isNegative() || correction.isNegative() || ahead.isNegative()) {
      throw new IllegalArgumentException("durations must not be negative");
    }
  }
}
