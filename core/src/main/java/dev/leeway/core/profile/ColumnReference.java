package dev.leeway.core.profile;

/// What a window's column is compared with: the bins or names it is counted by, and the reference's
/// own counts.
public sealed interface ColumnReference
    permits NumericReference, CategoricalReference, TextReference, RowReference {

  /// The column.
  ColumnSpec column();

  /// The reference's own profile.
  ColumnProfile profile();
}
