package dev.leeway.core.alert;

import java.util.Locale;

/// What an alert is about.
public enum AlertType {
  DATA_DRIFT,
  OUTPUT_DRIFT,
  LABEL_DRIFT,
  LATENCY_DRIFT,
  SEGMENT_DRIFT,
  DATA_QUALITY,
  PERFORMANCE_DEGRADATION,
  CONCEPT_DRIFT,
  UNUSUAL_SAMPLES;

  /// The name used in reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
