package dev.leeway.core.profile;

/// Free text: its lengths in characters (code points), and how many distinct strings there were.
/// Immutable.
public final class TextProfile implements ColumnProfile {

  private final NumericProfile lengths;
  private final long[] hashes;

  TextProfile(NumericProfile lengths, long[] hashes) {
    this.lengths = lengths;
    this.hashes = hashes;
  }

  /// Lengths in code points, counted on the reference's bins.
  public NumericProfile lengths() {
    return lengths;
  }

  /// Distinct strings: exact below 1,024, above it to about 3 %.
  public long distinct() {
    return DistinctSketch.estimate(hashes);
  }

  /// Rows with a value.
  public long present() {
    return lengths.finite();
  }

  long[] hashes() {
    return hashes;
  }

  @Override
  public long missing() {
    return lengths.missing();
  }

  @Override
  public long absent() {
    return lengths.absent();
  }

  @Override
  public long rows() {
    return lengths.rows();
  }

  @Override
  public TextProfile merge(ColumnProfile other) {
    TextProfile that = (TextProfile) other;
    return new TextProfile(lengths.merge(that.lengths), DistinctSketch.merge(hashes, that.hashes));
  }
}
