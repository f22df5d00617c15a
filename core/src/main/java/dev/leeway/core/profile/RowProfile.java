package dev.leeway.core.profile;

/// What is kept of a column that is not compared, such as an id or a time: only how often it has a
/// value.
///
/// @param present rows with a value
/// @param missing rows without one
/// @param absent rows of batches that did not have the column
public record RowProfile(long present, long missing, long absent) implements ColumnProfile {

  @Override
  public long rows() {
    return present + missing + absent;
  }

  @Override
  public ColumnProfile merge(ColumnProfile other) {
    RowProfile that = (RowProfile) other;
    return new RowProfile(present + that.present, missing + that.missing, absent + that.absent);
  }
}
