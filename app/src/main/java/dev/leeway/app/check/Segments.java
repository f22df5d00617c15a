package dev.leeway.app.check;

import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Cuts rows into the groups of a segment column.
final class Segments {

  /// Of a column with more values, only the most frequent are looked at.
  static final int MOST = 20;

  private static final String MISSING = "(missing)";

  private Segments() {}

  /// The groups of rows by value, the one with most rows first, at most [#MOST].
  static List<RowGroup> of(ColumnData column) {
    List<RowGroup> groups = new ArrayList<>();
    by(column).forEach((value, rows) -> groups.add(RowGroup.segment(value, rows)));
    groups.sort(
        Comparator.comparingInt((RowGroup group) -> -group.rows().cardinality())
            .thenComparing(RowGroup::name));
    return groups.subList(0, Math.min(MOST, groups.size()));
  }

  /// The number of different values.
  static int distinct(ColumnData column) {
    return by(column).size();
  }

  /// The rows that hold `value`.
  static BitSet rows(ColumnData column, String value) {
    return by(column).getOrDefault(value, new BitSet());
  }

  private static Map<String, BitSet> by(ColumnData column) {
    Map<String, BitSet> groups = new HashMap<>();
    for (int row = 0; row < column.size(); row++) {
      String name = CategoryNames.of(column, row);
      groups.computeIfAbsent(name == null ? MISSING : name, v -> new BitSet()).set(row);
    }
    return groups;
  }
}
