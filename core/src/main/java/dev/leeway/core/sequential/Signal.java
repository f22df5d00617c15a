package dev.leeway.core.sequential;

import java.util.Locale;

/// What a detector says after a row.
public enum Signal {
  /// Nothing.
  QUIET,
  /// Something may be changing; only some detectors have this.
  WARNING,
  /// The mean rose.
  RISE,
  /// The mean fell.
  FALL,
  /// The distribution changed; the detector does not know which way.
  CHANGE;

  /// Whether this is an alarm.
  public boolean isAlarm() {
    return this == RISE || this == FALL || this == CHANGE;
  }

  /// The name used in options, files and reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
