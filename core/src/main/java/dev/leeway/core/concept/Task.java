package dev.leeway.core.concept;

import java.util.Locale;

/// What the model answers.
public enum Task {
  /// A class, two or more of them.
  CLASSIFICATION,
  /// A number.
  REGRESSION;

  /// The name used in options and reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
