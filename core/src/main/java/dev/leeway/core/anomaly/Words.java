package dev.leeway.core.anomaly;

import java.util.Locale;

/// Numbers in clues.
final class Words {

  private Words() {}

  /// A share as "12.3 %"; what is not 0 but rounds to it as "less than 0.1 %", and the like for 1.
  static String percent(double share) {
    if (share > 0 && share < 0.0005) {
      return "less than 0.1 %";
    }
    if (share < 1 && share >= 0.9995) {
      return "more than 99.9 %";
    }
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
