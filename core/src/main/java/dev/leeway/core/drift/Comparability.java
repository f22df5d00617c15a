package dev.leeway.core.drift;

import org.jspecify.annotations.Nullable;

/// Whether two samples can be compared at all.
final class Comparability {

  private Comparability() {}

  /// The reason why not, or null.
  static @Nullable Reason of(long n, long m, boolean constant) {
    if (n == 0 || m == 0) {
      return Reason.ALL_MISSING;
    }
    if (n < DriftPolicy.MINIMUM_ROWS || m < DriftPolicy.MINIMUM_ROWS) {
      return Reason.TOO_FEW_ROWS;
    }
    return constant ? Reason.CONSTANT : null;
  }
}
