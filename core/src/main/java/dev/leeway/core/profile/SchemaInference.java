package dev.leeway.core.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Guesses kind and role of columns from reference data, and says why. What the caller states wins.
///
/// | data | kind |
/// |---|---|
/// | dates or times | datetime |
/// | whole numbers, at most [#FEW_INTEGERS] distinct | categorical |
/// | other numbers | numeric |
/// | `true` and `false` only | boolean |
/// | strings, more than [#MANY_STRINGS] distinct and more than half of all, or more than [#TOO_MANY_STRINGS] | text |
/// | strings, longer than [#LONG_STRINGS] characters on average | text |
/// | other strings | categorical |
///
/// A column of whole numbers that rise with every row is taken for an id, and the first column of
/// dates that never fall for the time, unless a time is given; all others are features.
public final class SchemaInference {

  static final int FEW_INTEGERS = 20;
  static final int MANY_STRINGS = 100;
  static final int TOO_MANY_STRINGS = 10_000;
  static final int LONG_STRINGS = 60;

  /// Fewer rows than this say nothing about order.
  private static final int ROWS_FOR_ORDER = 20;

  private SchemaInference() {}

  private record Guess<T>(T value, String reason) {}

  /// @param reference the data to look at
  /// @param roles roles that are known, by column name
  /// @param kinds kinds that are known, by column name
  /// @param datetimeColumns columns whose numbers are seconds since 1970
  public static Schema infer(
      Batch reference,
      Map<String, Role> roles,
      Map<String, Kind> kinds,
      Set<String> datetimeColumns) {
    List<ColumnSpec> columns = new ArrayList<>();
    boolean timeKnown = roles.containsValue(Role.TIME);
    for (int i = 0; i < reference.names().size(); i++) {
      String name = reference.names().get(i);
      ColumnData data = reference.columns().get(i);
      boolean datetime = datetimeColumns.contains(name);
      Guess<Kind> kind =
          kinds.containsKey(name)
              ? new Guess<>(kinds.get(name), "kind as given")
              : kind(data, datetime);
      Guess<Role> role;
      if (roles.containsKey(name)) {
        role = new Guess<>(roles.get(name), "role as given");
      } else if (datetime && !timeKnown && neverFalls(data)) {
        role = new Guess<>(Role.TIME, "the time, as it never falls from row to row");
        timeKnown = true;
      } else if (!kinds.containsKey(name) && !datetime && alwaysRises(data)) {
        role = new Guess<>(Role.ID, "an id, as it rises with every row");
      } else {
        role = new Guess<>(Role.FEATURE, "");
      }
      String reason =
          role.reason().isEmpty() ? kind.reason() : kind.reason() + "; " + role.reason();
      columns.add(new ColumnSpec(name, kind.value(), role.value(), reason));
    }
    return new Schema(columns);
  }

  private static Guess<Kind> kind(ColumnData data, boolean datetime) {
    if (data instanceof NumericData numbers) {
      return datetime ? new Guess<>(Kind.DATETIME, "dates or times") : numberKind(numbers);
    }
    return stringKind((TextData) data);
  }

  private static Guess<Kind> numberKind(NumericData numbers) {
    Set<Double> distinct = new HashSet<>();
    for (int row = 0; row < numbers.size(); row++) {
      double value = numbers.values()[row] + 0.0;
      if (Double.isNaN(value)) {
        continue;
      }
      if (value != Math.rint(value) || Double.isInfinite(value)) {
        return new Guess<>(Kind.NUMERIC, "numbers");
      }
      distinct.add(value);
      if (distinct.size() > FEW_INTEGERS) {
        return new Guess<>(Kind.NUMERIC, "more than " + FEW_INTEGERS + " distinct whole numbers");
      }
    }
    if (distinct.isEmpty()) {
      return new Guess<>(Kind.NUMERIC, "no value in the reference");
    }
    return new Guess<>(Kind.CATEGORICAL, counted(distinct.size(), "whole number"));
  }

  private static Guess<Kind> stringKind(TextData text) {
    Map<String, Long> tally = CategoricalCounter.tally(text);
    long present = tally.values().stream().mapToLong(Long::longValue).sum();
    int distinct = tally.size();
    if (distinct == 0) {
      return new Guess<>(Kind.CATEGORICAL, "no value in the reference");
    }
    if (tally.keySet().stream()
        .allMatch(s -> s.equalsIgnoreCase("true") || s.equalsIgnoreCase("false"))) {
      return new Guess<>(Kind.BOOLEAN, "only true and false");
    }
    double length =
        tally.entrySet().stream().mapToDouble(e -> e.getKey().length() * e.getValue()).sum()
            / present;
    if (length > LONG_STRINGS) {
      return new Guess<>(
          Kind.TEXT, "strings of %d characters on average".formatted(Math.round(length)));
    }
    if (distinct > TOO_MANY_STRINGS || (distinct > MANY_STRINGS && distinct > present / 2)) {
      return new Guess<>(Kind.TEXT, "%,d distinct strings in %,d".formatted(distinct, present));
    }
    return new Guess<>(Kind.CATEGORICAL, counted(distinct, "string"));
  }

  private static String counted(int distinct, String what) {
    return distinct + " distinct " + what + (distinct == 1 ? "" : "s");
  }

  private static boolean neverFalls(ColumnData data) {
    return ordered(data, false);
  }

  private static boolean alwaysRises(ColumnData data) {
    return ordered(data, true);
  }

  private static boolean ordered(ColumnData data, boolean strictly) {
    if (!(data instanceof NumericData numbers) || numbers.size() <= ROWS_FOR_ORDER) {
      return false;
    }
    double[] values = numbers.values();
    for (int row = 0; row < numbers.size(); row++) {
      double value = values[row];
      boolean whole = !strictly || value == Math.rint(value);
      if (Double.isNaN(value) || !whole) {
        return false;
      }
      if (row > 0 && (strictly ? value <= values[row - 1] : value < values[row - 1])) {
        return false;
      }
    }
    return values[0] < values[numbers.size() - 1];
  }
}
