package dev.leeway.core.profile;

/// The values of one column for a run of rows, in row order. What produces it (a file reader, a
/// server, Spark) hands the arrays over and no longer changes them.
public sealed interface ColumnData permits NumericData, TextData {

  /// The number of rows, missing ones included.
  int size();
}
