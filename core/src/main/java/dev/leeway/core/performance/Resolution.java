package dev.leeway.core.performance;

/// How finely values are kept whose order matters: scores and latencies.
public enum Resolution {
  /// Every distinct value with its count: exact, and as large as there are distinct values.
  EXACT,
  /// Values are rounded before they are counted, so that size does not grow with rows. Scores keep
  /// 12 binary digits after the point (12 significant ones above 1); latencies 7 significant ones,
  /// which is a relative error of at most 1/128.
  BINNED
}
