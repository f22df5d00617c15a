package dev.leeway.core.alert;

import java.util.Locale;

/// What is seen of one column, as far as it matters to whether a model should be retrained.
/// Retraining adapts a model to a changed world; a fault on the way of the data must be mended
/// instead, or the model learns the fault. Hence the two sorts.
public enum Sign {
  /// The column is not in the current data.
  ABSENT(true, "is absent"),
  /// The share of rows without a value rose.
  MISSING(true, "lost values"),
  /// The share of values that cannot be read as the reference's kind rose: a new type.
  UNREADABLE(true, "has values that cannot be read"),
  /// The share of infinite values rose.
  INFINITE(true, "has infinite values"),
  /// All current values of a feature or label are the same, those of the reference are not, and in
  /// the order of its rows they do not stay the same for as long.
  FROZEN(true, "is frozen to one value"),
  /// At least half of the values beyond those expected are categories that the reference lacks.
  RECODED(true, "holds mostly categories that the reference lacks"),
  /// The values look converted to another unit.
  UNIT_CHANGED(true, "looks converted to another unit"),
  /// The model gives the same answer for every row, which it did not in the reference. That may be
  /// all that inputs so far from the reference's leave to it, so it is no fault of the data.
  SAME_ANSWER(false, "is always the same answer"),
  /// The distribution of the values changed.
  DISTRIBUTION(false, "changed its distribution"),
  /// Values outside the reference's range came, and no change of units explains them.
  OUT_OF_RANGE(false, "has values outside the reference's range"),
  /// Categories that the reference lacks came, but not most values are of them.
  NEW_CATEGORY(false, "has new categories"),
  /// The share of missing, infinite or unreadable values fell.
  CLEANER(false, "has fewer missing, infinite or unreadable values");

  private final boolean fault;
  private final String words;

  Sign(boolean fault, String words) {
    this.fault = fault;
    this.words = words;
  }

  /// Whether it points at a fault on the way of the data rather than at a changed world.
  public boolean isFault() {
    return fault;
  }

  /// The name used in reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The sign in words, to follow the column's name.
  public String words() {
    return words;
  }
}
