package dev.leeway.core.drift.parity;

import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One column of the reference and of the current data, row by row, as a data frame would hold it.
public sealed interface PeerColumn {

  /// Values in the reference.
  int referenceRows();

  /// Values in the current data.
  int currentRows();

  /// Whether one side has no value.
  default boolean isEmpty() {
    return referenceRows() == 0 || currentRows() == 0;
  }

  /// A column of numbers; a row without a value is NaN.
  ///
  /// @param reference the reference, in its order
  /// @param current the current data
  /// @param whole whether both would be read as integers: whole numbers and no row without a value
  @SuppressWarnings("ArrayRecordComponent") // handed over, not compared
  record Numbers(double[] reference, double[] current, boolean whole) implements PeerColumn {

    @Override
    public int referenceRows() {
      return count(reference);
    }

    @Override
    public int currentRows() {
      return count(current);
    }

    private static int count(double[] rows) {
      return (int) Arrays.stream(rows).filter(value -> !Double.isNaN(value)).count();
    }
  }

  /// A column of categories; a row without a value is −1.
  ///
  /// @param names the categories of both sides: in numerical order where all are numbers, else by
  ///   their code points
  /// @param reference for each row of the reference the place of its category in `names`
  /// @param current the same for the current data
  @SuppressWarnings("ArrayRecordComponent") // handed over, not compared
  record Categories(List<String> names, int[] reference, int[] current) implements PeerColumn {

    @Override
    public int referenceRows() {
      return (int) Arrays.stream(reference).filter(code -> code >= 0).count();
    }

    @Override
    public int currentRows() {
      return (int) Arrays.stream(current).filter(code -> code >= 0).count();
    }

    /// How often each name occurs among `rows`.
    long[] counts(int[] rows) {
      long[] counts = new long[names.size()];
      for (int row : rows) {
        if (row >= 0) {
          counts[row]++;
        }
      }
      return counts;
    }
  }

  /// A column of numbers. What cannot be read as a number is NaN.
  static Numbers numbers(NumericData reference, NumericData current) {
    double[] before = Arrays.copyOf(reference.values(), reference.size());
    double[] now = Arrays.copyOf(current.values(), current.size());
    return new Numbers(before, now, isWhole(before) && isWhole(now));
  }

  private static boolean isWhole(double[] values) {
    return Arrays.stream(values).allMatch(v -> v == Math.rint(v) && Math.abs(v) < 0x1p63);
  }

  /// A column of categories, named as everywhere: numbers by [CategoryNames], booleans in lower
  /// case. NaN and infinite numbers are no category.
  static Categories categories(Kind kind, ColumnData reference, ColumnData current) {
    @Nullable String[] before = names(kind, reference);
    @Nullable String[] now = names(kind, current);
    TreeSet<String> found = new TreeSet<>();
    for (@Nullable String[] side : List.of(before, now)) {
      for (String name : side) {
        if (name != null) {
          found.add(name);
        }
      }
    }
    List<String> names = new ArrayList<>(found);
    names.sort(
        names.stream().allMatch(PeerColumn::isNumber)
            ? Comparator.comparingDouble(Double::parseDouble)
            : Comparator.comparing(name -> name.codePoints().toArray(), Arrays::compare));
    Map<String, Integer> places = new HashMap<>();
    for (String name : names) {
      places.put(name, places.size());
    }
    return new Categories(List.copyOf(names), places(before, places), places(now, places));
  }

  private static @Nullable String[] names(Kind kind, ColumnData data) {
    @Nullable String[] names = new @Nullable String[data.size()];
    if (data instanceof TextData text) {
      for (int row = 0; row < names.length; row++) {
        int code = text.codes()[row];
        names[row] =
            code == TextData.MISSING ? null : CategoryNames.of(text.dictionary().get(code), kind);
      }
    } else if (data instanceof NumericData numbers) {
      for (int row = 0; row < names.length; row++) {
        double value = numbers.values()[row];
        names[row] = Double.isFinite(value) ? CategoryNames.of(value) : null;
      }
    }
    return names;
  }

  private static int[] places(@Nullable String[] rows, Map<String, Integer> places) {
    int[] codes = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      codes[row] = rows[row] == null ? -1 : places.getOrDefault(rows[row], -1);
    }
    return codes;
  }

  private static boolean isNumber(String name) {
    return name.matches("-?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  }
}
