package dev.leeway.app.server.model;

import java.time.Duration;

/// How labels are waited for.
///
/// @param horizon how long after a prediction's time its label is still joined
/// @param coverage the share of a window's rows that must have a label before its performance is
///   judged, in [0, 1]; metrics are shown with their coverage before
public record LabelSettings(Duration horizon, double coverage) {

  /// Ninety days, four rows in five.
  public static LabelSettings standard() {
    return new LabelSettings(Duration.ofDays(90), 0.8);
  }

  public LabelSettings {
    if (horizon.isNegative()) {
      throw new IllegalArgumentException("the label horizon must not be negative, was " + horizon);
    }
    if (!(coverage >= 0 && coverage <= 1)) {
      throw new IllegalArgumentException("label coverage must be in [0, 1], was " + coverage);
    }
  }
}
