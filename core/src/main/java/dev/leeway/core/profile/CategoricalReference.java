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

  private CategoricalReference(ColumnSpec column, List<String> names, ColumnData data) {
    this.column = column;
    this.names = List.copyOf(names);
    for (int code = 0; code < names.size(); code++) {
      codes.put(names.get(code), code);
    }
    CategoricalCounter counter = counter();
    counter.add(data);
    this.profile = counter.build();
  }

  static CategoricalReference of(ColumnSpec column, ColumnData data) {
    Map<String, Long> values =
        data instanceof TextData text
            ? CategoricalCounter.tally(text)
            : CategoricalCounter.tally((NumericData) data);
    Map<String, Long> rows = new HashMap<>();
    values.forEach(
        (value, count) -> rows.merge(CategoryNames.of(value, column.kind()), count, Long::sum));
    List<String> names =
        rows.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .toList();
    return new CategoricalReference(column, names, data);
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
