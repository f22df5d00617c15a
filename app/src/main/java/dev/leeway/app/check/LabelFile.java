package dev.leeway.app.check;

import dev.leeway.app.table.DataException;
import dev.leeway.app.table.Table;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Labels that came in files of their own, by the id of the row they belong to.
final class LabelFile {

  private final Table table;
  private final String id;
  private final String label;
  private final ColumnData labels;

  /// Row of the file by id; rows without a label are left out.
  private final Map<String, Integer> rows = new HashMap<>();

  /// A table with its labels.
  ///
  /// @param table the table, with the label column
  /// @param labelled rows that have a label now
  /// @param taken rows whose label came from the label file
  /// @param repeated rows whose id an earlier row has too
  record Joined(Table table, int labelled, int taken, int repeated) {}

  /// @param table the label file as read, ids as text
  /// @param id the name of the id column
  /// @param label the name of the label column
  /// @throws DataException if a column is not there, or two rows give one id different labels
  LabelFile(Table table, String id, String label) {
    this.table = table;
    this.id = id;
    this.label = label;
    ColumnData ids = column(table, id, "--id");
    this.labels = column(table, label, "--label");
    for (int row = 0; row < table.batch().rows(); row++) {
      String key = CategoryNames.of(ids, row);
      String value = CategoryNames.of(labels, row);
      if (key == null || value == null) {
        continue;
      }
      Integer before = rows.put(key, row);
      if (before != null && !value.equals(CategoryNames.of(labels, before))) {
        throw new DataException(
            "%s: id %s has two labels, %s (row %d) and %s (row %d); expected one label an id"
                .formatted(
                    table.files().get(0),
                    key,
                    CategoryNames.of(labels, before),
                    before + 1,
                    value,
                    row + 1));
      }
    }
  }

  private static ColumnData column(Table table, String name, String option) {
    return table
        .batch()
        .column(name)
        .orElseThrow(() ->
            new DataException(
                "%s has no column %s (%s); it has %s"
                    .formatted(
                        table.files().get(0),
                        name,
                        option,
                        String.join(", ", table.batch().names()))));
  }

  /// Puts the labels beside the rows of `data`. Where a row has one already, the label file wins,
  /// as it is the later word.
  ///
  /// @param side what the data are called in messages
  /// @throws DataException if no row gets a label
  Joined join(Table data, String side) {
    ColumnData ids = column(data, id, "--id");
    @Nullable ColumnData own = data.batch().column(label).orElse(null);
    int size = data.batch().rows();
    int[] from = new int[size];
    int taken = 0;
    int labelled = 0;
    int repeated = 0;
    Set<String> seen = new HashSet<>();
    for (int row = 0; row < size; row++) {
      String key = CategoryNames.of(ids, row);
      Integer match = key == null ? null : rows.get(key);
      repeated += key == null || seen.add(key) ? 0 : 1;
      from[row] = match == null ? -1 : match;
      boolean had = own != null && CategoryNames.of(own, row) != null;
      taken += match == null ? 0 : 1;
      labelled += match != null || had ? 1 : 0;
    }
    if (labelled == 0) {
      throw new DataException(
          "no row of the %s data gets a label: none of its ids, such as %s, is among those of %s, such as %s"
              .formatted(
                  side,
                  example(ids),
                  table.files().get(0),
                  rows.keySet().stream().sorted().findFirst().orElse("(none)")));
    }
    boolean numbers = labels instanceof NumericData && (own == null || own instanceof NumericData);
    ColumnData joined =
        numbers ? numbers(from, (NumericData) labels, (NumericData) own) : texts(from, own);
    return new Joined(with(data, joined), labelled, taken, repeated);
  }

  private static String example(ColumnData ids) {
    for (int row = 0; row < ids.size(); row++) {
      String name = CategoryNames.of(ids, row);
      if (name != null) {
        return name;
      }
    }
    return "(none)";
  }

  private static NumericData numbers(int[] from, NumericData labels, @Nullable NumericData own) {
    double[] values = new double[from.length];
    BitSet missing = new BitSet();
    BitSet unreadable = new BitSet();
    for (int row = 0; row < from.length; row++) {
      if (from[row] >= 0) {
        values[row] = labels.values()[from[row]];
      } else if (own != null) {
        values[row] = own.values()[row];
        missing.set(row, own.isMissing(row));
        unreadable.set(row, own.isUnreadable(row));
      } else {
        values[row] = Double.NaN;
        missing.set(row);
      }
    }
    return new NumericData(
        values,
        from.length,
        missing.isEmpty() ? null : missing,
        unreadable.isEmpty() ? null : unreadable);
  }

  private TextData texts(int[] from, @Nullable ColumnData own) {
    int[] codes = new int[from.length];
    Arrays.fill(codes, TextData.MISSING);
    Map<String, Integer> known = new LinkedHashMap<>();
    for (int row = 0; row < from.length; row++) {
      String value =
          from[row] >= 0
              ? Objects.requireNonNull(CategoryNames.of(labels, from[row]))
              : own == null ? null : CategoryNames.of(own, row);
      if (value != null) {
        codes[row] = known.computeIfAbsent(value, v -> known.size());
      }
    }
    return new TextData(codes, codes.length, List.copyOf(known.keySet()));
  }

  private Table with(Table data, ColumnData joined) {
    List<String> names = new ArrayList<>(data.batch().names());
    List<ColumnData> columns = new ArrayList<>(data.batch().columns());
    int at = names.indexOf(label);
    if (at < 0) {
      names.add(label);
      columns.add(joined);
    } else {
      columns.set(at, joined);
    }
    Map<String, String> unreadable = new LinkedHashMap<>(data.unreadable());
    String example = table.unreadable().get(label);
    if (example != null) {
      unreadable.putIfAbsent(label, example);
    }
    return new Table(
        new Batch(names, columns, data.batch().rows()),
        data.files(),
        data.datetimes(),
        unreadable,
        data.mixed());
  }
}
