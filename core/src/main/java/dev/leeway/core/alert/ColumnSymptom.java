package dev.leeway.core.alert;

import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.DriftKind;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.drift.Reason;
import dev.leeway.core.drift.Statistic;
import dev.leeway.core.drift.UnitChange;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.CategoricalProfile;
import dev.leeway.core.profile.CategoricalReference;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnProfile;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.NumericReference;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The signs that one column shows.
///
/// @param column its name
/// @param role its role
/// @param signs what is seen, at least one
/// @param unit the conversion that its values look like; null unless among the signs
/// @param detail the comparison in words, with its numbers; may be empty
public record ColumnSymptom(
    String column, Role role, Set<Sign> signs, @Nullable UnitChange unit, String detail) {

  /// From this share of values in categories that the reference lacks on, beyond what its rare
  /// categories let expect, a column counts as recoded.
  public static final double RECODED_SHARE = 0.5;

  /// What the comparison's numbers do not say.
  private static final Set<Sign> UNSAID = Set.of(Sign.FROZEN, Sign.SAME_ANSWER, Sign.RECODED);

  private static final Set<Role> MODEL =
      Set.of(Role.FEATURE, Role.PREDICTION, Role.SCORE, Role.LABEL);

  public ColumnSymptom {
    if (signs.isEmpty()) {
      throw new IllegalArgumentException("column " + column + " must show a sign");
    }
    if ((unit != null) != signs.contains(Sign.UNIT_CHANGED)) {
      throw new IllegalArgumentException(
          "column %s needs a unit exactly if it shows unit_changed".formatted(column));
    }
    signs = Collections.unmodifiableSet(EnumSet.copyOf(signs));
  }

  /// A column of those signs and no detail.
  public static ColumnSymptom of(String column, Role role, Sign... signs) {
    return new ColumnSymptom(column, role, Set.copyOf(Arrays.asList(signs)), null, "");
  }

  /// The signs of features, outputs and labels, the columns that drifted most first and absent
  /// features, predictions and scores last; columns without a sign are left out.
  ///
  /// @param rows the reference's rows in their order, which tells a column that is frozen from one
  ///   that changes slowly; null when they are not at hand, and then every constant is frozen
  /// @param values the current data's values, which make guesses of units surer; null when they are
  ///   not at hand
  public static List<ColumnSymptom> of(
      Reference reference,
      @Nullable Batch rows,
      Profile current,
      @Nullable Batch values,
      DriftResult drift) {
    Map<String, Integer> places = new HashMap<>();
    for (int at = 0; at < reference.columns().size(); at++) {
      places.put(reference.columns().get(at).column().name(), at);
    }
    List<ColumnSymptom> symptoms = new ArrayList<>();
    for (ColumnDrift column : drift.drifted()) {
      if (MODEL.contains(column.column().role())) {
        String name = column.column().name();
        int at = places.getOrDefault(name, -1);
        if (at < 0) {
          throw new IllegalArgumentException("the reference has no column " + name);
        }
        NumericData numbers =
            values != null && values.column(name).orElse(null) instanceof NumericData known
                ? known
                : null;
        ColumnData order = rows == null ? null : rows.column(name).orElse(null);
        symptoms.add(
            of(column, reference.columns().get(at), order, current.columns().get(at), numbers));
      }
    }
    for (ColumnDrift column : drift.columns()) {
      Role role = column.column().role();
      if (column.reason() == Reason.ABSENT && MODEL.contains(role) && role != Role.LABEL) {
        symptoms.add(
            new ColumnSymptom(
                column.column().name(), role, Set.of(Sign.ABSENT), null, column.explanation()));
      }
    }
    return symptoms;
  }

  private static ColumnSymptom of(
      ColumnDrift drift,
      ColumnReference before,
      @Nullable ColumnData order,
      ColumnProfile now,
      @Nullable NumericData values) {
    Set<Sign> signs = EnumSet.noneOf(Sign.class);
    for (DriftKind kind : drift.kinds()) {
      signs.add(
          switch (kind) {
            case DISTRIBUTION -> Sign.DISTRIBUTION;
            case NEW_CATEGORY -> Sign.NEW_CATEGORY;
            case OUT_OF_RANGE -> Sign.OUT_OF_RANGE;
            case MISSING -> rose(drift, kind) ? Sign.MISSING : Sign.CLEANER;
            case INFINITE -> rose(drift, kind) ? Sign.INFINITE : Sign.CLEANER;
            case UNREADABLE -> rose(drift, kind) ? Sign.UNREADABLE : Sign.CLEANER;
          });
    }
    UnitChange unit = null;
    if (before instanceof NumericReference numbers && now instanceof NumericProfile window) {
      unit = UnitChange.of(numbers, window, values).orElse(null);
      if (isConstant(numbers.profile(), window)) {
        constant(drift.column().role(), order, window.finite()).ifPresent(signs::add);
      }
    }
    if (before instanceof CategoricalReference names && now instanceof CategoricalProfile window) {
      if (isConstant(names.profile(), window)) {
        constant(drift.column().role(), order, window.present()).ifPresent(signs::add);
      }
      if (signs.contains(Sign.NEW_CATEGORY) && isRecoded(names.profile(), window)) {
        signs.add(Sign.RECODED);
      }
    }
    if (unit != null) {
      signs.add(Sign.UNIT_CHANGED);
      signs.remove(Sign.OUT_OF_RANGE);
    }
    return new ColumnSymptom(
        drift.column().name(), drift.column().role(), signs, unit, drift.explanation());
  }

  private static boolean rose(ColumnDrift drift, DriftKind kind) {
    Optional<Statistic> test = drift.test(kind);
    Double now = test.map(Statistic::value).orElse(null);
    Object before = test.map(t -> t.constants().get("reference_share")).orElse(null);
    return now == null || !(before instanceof Double share) || now > share;
  }

  /// What it is that all current values are the same.
  private static Optional<Sign> constant(Role role, @Nullable ColumnData order, long rows) {
    if (role == Role.PREDICTION || role == Role.SCORE) {
      return Optional.of(Sign.SAME_ANSWER);
    }
    return order != null && Constancy.of(order).lets(rows)
        ? Optional.empty()
        : Optional.of(Sign.FROZEN);
  }

  private static boolean isConstant(NumericProfile before, NumericProfile now) {
    return before.finite() > 0
        && now.finite() > 0
        && !before.min().equals(before.max())
        && now.min().equals(now.max());
  }

  private static boolean isConstant(CategoricalProfile before, CategoricalProfile now) {
    return distinct(before) > 1 && distinct(now) == 1;
  }

  private static long distinct(CategoricalProfile profile) {
    return Arrays.stream(profile.counts()).filter(count -> count > 0).count()
        + profile.unseen().size()
        + Math.min(1, profile.unseenRest());
  }

  /// The share of rows that new categories will take by chance is about that of the categories seen
  /// once (Good, 1953).
  private static boolean isRecoded(CategoricalProfile before, CategoricalProfile now) {
    if (before.present() == 0 || now.present() == 0) {
      return false;
    }
    double once = Arrays.stream(before.counts()).filter(count -> count == 1).count();
    double expected = once / before.present();
    return (double) now.unseenRows() / now.present() - expected >= RECODED_SHARE;
  }

  /// The signs that point at a fault on the way of the data. Of a label, missing values are none:
  /// labels come late.
  public Set<Sign> faults() {
    Set<Sign> faults = EnumSet.noneOf(Sign.class);
    for (Sign sign : signs) {
      boolean late = role == Role.LABEL && (sign == Sign.MISSING || sign == Sign.ABSENT);
      if (sign.isFault() && !late) {
        faults.add(sign);
      }
    }
    return faults;
  }

  /// The column in words: what the numbers do not say, then the numbers.
  public String words() {
    List<String> parts = new ArrayList<>();
    if (unit != null) {
      parts.add(unit.words());
    }
    for (Sign sign : signs) {
      boolean said = sign == Sign.UNIT_CHANGED;
      boolean numbersSay = !detail.isEmpty() && !UNSAID.contains(sign);
      if (!said && !numbersSay) {
        parts.add(sign.words());
      }
    }
    if (!detail.isEmpty()) {
      parts.add(detail);
    }
    return column + ": " + String.join("; ", parts);
  }
}
