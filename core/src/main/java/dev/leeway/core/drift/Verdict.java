package dev.leeway.core.drift;

import java.util.Locale;

/// What a comparison came to.
public enum Verdict {
  /// A change that the rule confirms and that is large enough to matter.
  DRIFTED,
  /// Compared, and no such change found.
  STABLE,
  /// Not comparable; a [Reason] says why.
  INCONCLUSIVE;

  /// The name used in reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
