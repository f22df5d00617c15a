package dev.leeway.core.stats;

/// What a test holds against the hypothesis that two samples have one distribution.
public enum Alternative {
  /// The first sample is larger or smaller.
  TWO_SIDED,
  /// The first sample is smaller than the second.
  LESS,
  /// The first sample is larger than the second.
  GREATER
}
