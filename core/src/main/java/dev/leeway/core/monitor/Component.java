package dev.leeway.core.monitor;

import java.util.Locale;

/// What is monitored of a model. Every report has them all, in this order; one that lacks its input
/// says what is missing.
public enum Component {
  /// How good the answers are, where the truth is known, and how fast.
  PERFORMANCE_METRICS("Performance metrics"),
  /// The inputs together.
  DATA_DRIFT("Data drift"),
  /// Each input by itself.
  FEATURE_DRIFT("Feature drift"),
  /// Predictions and scores.
  OUTPUT_DRIFT("Output drift"),
  /// The relation of the truth to the inputs.
  CONCEPT_DRIFT("Concept drift"),
  /// Single unusual rows.
  ANOMALY_DETECTION("Anomaly detection"),
  /// Missing, new, out-of-range and unreadable values.
  DATA_QUALITY("Data quality");

  private final String title;

  Component(String title) {
    this.title = title;
  }

  /// The name used in reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The name for people.
  public String title() {
    return title;
  }
}
