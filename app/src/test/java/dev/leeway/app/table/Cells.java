package dev.leeway.app.table;

import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.util.ArrayList;
import java.util.List;

/// What was read, for comparing.
final class Cells {

  private Cells() {}

  static ColumnData column(Table table, String name) {
    return table.batch().column(name).orElseThrow();
  }

  /// The cells as text, `-` where a value is missing or unreadable.
  static List<String> of(Table table, String name) {
    ColumnData data = column(table, name);
    List<String> cells = new ArrayList<>();
    for (int row = 0; row < data.size(); row++) {
      if (data instanceof TextData text) {
        int code = text.codes()[row];
        cells.add(code == TextData.MISSING ? "-" : text.dictionary().get(code));
      } else {
        double value = ((NumericData) data).values()[row];
        cells.add(Double.isNaN(value) ? "-" : String.valueOf(value));
      }
    }
    return cells;
  }
}
