package dev.leeway.core.drift;

import java.util.Locale;

/// The ways in which a column can drift. Each is tested on its own; all tests of all columns share
/// one false-discovery budget.
public enum DriftKind {
  /// The distribution of the present values.
  DISTRIBUTION("distribution"),
  /// The share of rows without a value (or with NaN).
  MISSING("missing values"),
  /// The share of values in categories that the reference does not have.
  NEW_CATEGORY("new categories"),
  /// The share of values below the reference's smallest or above its largest.
  OUT_OF_RANGE("values out of range"),
  /// The share of infinite values.
  INFINITE("infinite values"),
  /// The share of values that cannot be read as the reference's kind.
  UNREADABLE("unreadable values");

  private final String words;

  DriftKind(String words) {
    this.words = words;
  }

  /// The name used in reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind in words.
  public String words() {
    return words;
  }
}
