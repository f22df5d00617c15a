package dev.leeway.core.performance;

import java.util.Locale;

/// What a model answers, and so which metrics judge it.
public enum Task {
  /// A class out of two or more.
  CLASSIFICATION,
  /// A number.
  REGRESSION,
  /// An order of items for each query.
  RANKING,
  /// Not what is answered but how fast.
  SERVING;

  /// The name used in files and reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
