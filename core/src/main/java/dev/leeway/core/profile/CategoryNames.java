package dev.leeway.core.profile;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

  /// The value of a row as a name; null where there is none. −0 is named as 0; a string is itself,
  /// also where it is a boolean.
  public static @Nullable String of(ColumnData data, int row) {
    if (data instanceof TextData text) {
      int code = text.codes()[row];
      return code == TextData.MISSING ? null : text.dictionary().get(code);
    }
    double value = ((NumericData) data).values()[row];
    return Double.isNaN(value) ? null : of(value + 0.0);
  }
}
