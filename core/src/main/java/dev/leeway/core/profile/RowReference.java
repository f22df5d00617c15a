package dev.leeway.core.profile;

/// The reference of a column that is not compared, such as an id or a time.
///
/// @param column the column
/// @param profile how many rows have a value
public record RowReference(ColumnSpec column, RowProfile profile) implements ColumnReference {

  static RowReference of(ColumnSpec column, ColumnData data) {
    return new RowReference(column, count(data));
  }

  static RowProfile count(ColumnData data) {
    long missing =
        data instanceof TextData text
            ? CategoricalCounter.missing(text)
            : CategoricalCounter.missing((NumericData) data);
    return new RowProfile(data.size() - missing, missing, 0);
  }
}
