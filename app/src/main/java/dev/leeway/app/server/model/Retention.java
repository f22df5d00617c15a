package dev.leeway.app.server.model;

import java.time.Duration;

/// How long what is kept.
///
/// @param rows how long rows are kept after their time; id, time, prediction, score, segment and
///   label stay at least for the label horizon
/// @param rawRows whether the features of rows are kept once their window is final; without, only
///   counts stay
/// @param windows how long windows and their findings are kept
public record Retention(Duration rows, boolean rawRows, Duration windows) {

  /// Rows for 90 days, windows for two years.
  public static Retention standard() {
    return new Retention(Duration.ofDays(90), true, Duration.ofDays(730));
  }
}
