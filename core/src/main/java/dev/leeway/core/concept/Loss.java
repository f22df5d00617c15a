package dev.leeway.core.concept;

import java.util.Locale;

/// What a wrong answer costs.
public enum Loss {
  /// 1 for a wrong class and 0 for the right one; its mean is the error rate.
  ERROR,
  /// −ln of the probability given to the true class, which counts as at least 1e-15.
  LOG_LOSS,
  /// The square of the difference of answer and label.
  SQUARED_ERROR;

  /// The name used in reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
