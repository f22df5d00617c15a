package dev.leeway.app.table;

/// How the cells of a column are read.
public enum PhysicalType {
  /// As numbers.
  NUMBER("a number"),
  /// As dates or times, in seconds since 1970.
  DATETIME("a date or time"),
  /// As they stand.
  TEXT("text"),
  /// As they stand, but numbers in one way of writing, so that `3`, `3.0` and `03` are the same
  /// category.
  NUMBERED_TEXT("text");

  private final String words;

  PhysicalType(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
