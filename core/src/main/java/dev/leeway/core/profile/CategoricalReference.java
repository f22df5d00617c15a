package dev.leeway.core.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Categories of the reference, most frequent first and by name where equal. They are the bins of
/// the column, so a window's memory is bounded by their number. Immutable.
public final class CategoricalReference implements ColumnReference {

  private final ColumnSpec column;
  private final List<String> names;
  private final Map<String, Integer> codes = new HashMap<>();
  private final CategoricalProfile profile;

  private CategoricalReference(ColumnSpec column, Map<String, Long> rows, long missing) {
    this.column = column;
    List<Map.Entry<String, Long>> categories =
        rows.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    this.names = categories.stream().map(Map.Entry::getKey).toList();
    for (int code = 0; code < names.size(); code++) {
      codes.put(names.get(code), code);
    }
    this.profile =
        new CategoricalProfile(
            categories.stream().mapToLong(Map.Entry::getValue).toArray(), missing, 0, Map.of(), 0);
  }

  static CategoricalReference of(ColumnSpec column, ColumnData data) {
    Map<String, Long> rows = new HashMap<>();
    long missing = count(column, data, rows);
    return of(column, rows, missing);
  }

  /// @param rows number of rows by category
  /// @param missing number of rows without a value
  static CategoricalReference of(ColumnSpec column, Map<String, Long> rows, long missing) {
    return new CategoricalReference(column, rows, missing);
  }

  /// Counts the categories of some rows.
  ///
  /// @param rows number of rows by category, to be added to
  /// @return the number of rows without a value
  static long count(ColumnSpec column, ColumnData data, Map<String, Long> rows) {
    boolean text = data instanceof TextData;
    Map<String, Long> values =
        text
            ? CategoricalCounter.tally((TextData) data)
            : CategoricalCounter.tally((NumericData) data);
    values.forEach(
        (value, count) -> rows.merge(CategoryNames.of(value, column.kind()), count, Long::sum));
    return text
        ? CategoricalCounter.missing((TextData) data)
        : CategoricalCounter.missing((NumericData) data);
  }

  CategoricalCounter counter() {
    return new CategoricalCounter(column.kind(), codes);
  }

  @Override
  public ColumnSpec column() {
    return column;
  }

  /// The names, in the order of the counts of every profile of this reference.
  public List<String> names() {
    return names;
  }

  @Override
  public CategoricalProfile profile() {
    return profile;
  }
}
