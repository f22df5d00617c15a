package dev.leeway.core.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  private final Map<String, Role> roles;
  private final Map<String, Kind> kinds;

  private SchemaInference(Map<String, Role> roles, Map<String, Kind> kinds) {
    this.roles = roles;
    this.kinds = kinds;
  }

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
    Map<String, ColumnSurvey> columns = new LinkedHashMap<>();
    for (int i = 0; i < reference.names().size(); i++) {
      ColumnSurvey survey = new ColumnSurvey(Integer.MAX_VALUE);
      survey.add(reference.columns().get(i));
      columns.put(reference.names().get(i), survey);
    }
    return infer(columns, roles, kinds, datetimeColumns);
  }

  static Schema infer(
      Map<String, ColumnSurvey> columns,
      Map<String, Role> roles,
      Map<String, Kind> kinds,
      Set<String> datetimeColumns) {
    return new SchemaInference(roles, kinds).schema(columns, datetimeColumns);
  }

  private Schema schema(Map<String, ColumnSurvey> surveys, Set<String> datetimeColumns) {
    List<ColumnSpec> columns = new ArrayList<>();
    boolean timeKnown = roles.containsValue(Role.TIME);
    for (Map.Entry<String, ColumnSurvey> entry : surveys.entrySet()) {
      String name = entry.getKey();
      ColumnSurvey survey = entry.getValue();
      boolean datetime = datetimeColumns.contains(name);
      Guess<Kind> kind =
          kinds.containsKey(name)
              ? new Guess<>(kinds.get(name), "kind as given")
              : kind(survey, datetime);
      Guess<Role> role;
      if (roles.containsKey(name)) {
        role = new Guess<>(roles.get(name), "role as given");
      } else if (datetime && !timeKnown && survey.neverFalls(ROWS_FOR_ORDER)) {
        role = new Guess<>(Role.TIME, "the time, as it never falls from row to row");
        timeKnown = true;
      } else if (!kinds.containsKey(name) && !datetime && survey.alwaysRises(ROWS_FOR_ORDER)) {
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

  private static Guess<Kind> kind(ColumnSurvey survey, boolean datetime) {
    if (survey.isText()) {
      return stringKind(survey);
    }
    return datetime ? new Guess<>(Kind.DATETIME, "dates or times") : numberKind(survey);
  }

  private static Guess<Kind> numberKind(ColumnSurvey numbers) {
    if (!numbers.isWhole()) {
      return new Guess<>(Kind.NUMERIC, "numbers");
    }
    if (numbers.manyNumbers()) {
      return new Guess<>(Kind.NUMERIC, "more than " + FEW_INTEGERS + " distinct whole numbers");
    }
    if (numbers.isEmpty()) {
      return new Guess<>(Kind.NUMERIC, "no value in the reference");
    }
    return new Guess<>(Kind.CATEGORICAL, counted(numbers.numbers(), "whole number"));
  }

  private static Guess<Kind> stringKind(ColumnSurvey text) {
    if (text.isEmpty()) {
      return new Guess<>(Kind.CATEGORICAL, "no value in the reference");
    }
    if (text.isTruth()) {
      return new Guess<>(Kind.BOOLEAN, "only true and false");
    }
    double length = text.meanLength();
    if (length > LONG_STRINGS) {
      return new Guess<>(
          Kind.TEXT, "strings of %d characters on average".formatted(Math.round(length)));
    }
    long distinct = text.distinctStrings();
    long present = text.present();
    if (text.isEstimated()) {
      return new Guess<>(
          Kind.TEXT, "about %,d distinct strings in %,d".formatted(distinct, present));
    }
    if (distinct > TOO_MANY_STRINGS || (distinct > MANY_STRINGS && distinct > present / 2)) {
      return new Guess<>(Kind.TEXT, "%,d distinct strings in %,d".formatted(distinct, present));
    }
    return new Guess<>(Kind.CATEGORICAL, counted(distinct, "string"));
  }

  private static String counted(long distinct, String what) {
    return distinct + " distinct " + what + (distinct == 1 ? "" : "s");
  }
}
