package dev.leeway.core.profile;

import java.util.Locale;

/// How a value is written as the name of a category, so that the same value has the same name in
/// every file.
public final class CategoryNames {

  private static final double EXACT_INTEGERS = 1L << 53;

  private CategoryNames() {}

  /// A number as a name: whole numbers without a point, others as [Double#toString(double)] has
  /// them.
  public static String of(double value) {
    if (value == Math.rint(value) && Math.abs(value) <= EXACT_INTEGERS) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }

  /// A string as a name: itself, and for booleans in lower case.
  public static String of(String value, Kind kind) {
    return kind == Kind.BOOLEAN ? value.toLowerCase(Locale.ROOT) : value;
  }
}
