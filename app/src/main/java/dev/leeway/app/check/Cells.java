package dev.leeway.app.check;

import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import org.jspecify.annotations.Nullable;

/// Single cells of a column, as a person would write them.
final class Cells {

  private Cells() {}

  /// The value of a row; null where there is none.
  static @Nullable String name(ColumnData data, int row) {
    if (data instanceof TextData text) {
      int code = text.codes()[row];
      return code == TextData.MISSING ? null : text.dictionary().get(code);
    }
    double value = ((NumericData) data).values()[row];
    return Double.isNaN(value) ? null : CategoryNames.of(value + 0.0);
  }
}
