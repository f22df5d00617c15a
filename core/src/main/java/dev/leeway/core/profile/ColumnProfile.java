package dev.leeway.core.profile;

/// What a window kept of one column.
public sealed interface ColumnProfile
    permits NumericProfile, CategoricalProfile, TextProfile, RowProfile {

  /// Rows without a value.
  long missing();

  /// Rows of batches that did not have the column at all.
  long absent();

  /// All rows, whatever they hold.
  long rows();

  /// This and another profile of the same column and reference together.
  ColumnProfile merge(ColumnProfile other);
}
