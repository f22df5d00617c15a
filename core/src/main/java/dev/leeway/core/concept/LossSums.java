package dev.leeway.core.concept;

import dev.leeway.core.profile.ByteInput;
import dev.leeway.core.profile.ByteOutput;
import java.util.Arrays;

/// Rows, sum and sum of squares of a loss by cell, in whole units so that sums merge exactly.
/// Squares take 128 bits. Not thread-safe. A profile keeps thousands of cells, so each is a few
/// `long`s, at the price of rounding every loss to a unit; metrics, which must not round, keep a
/// few exact decimal sums instead.
final class LossSums {

  private static final long MOST_UNITS = 1L << 31;

  /// What a unit is worth.
  private final double unit;

  private final long[] rows;
  private final long[] sums;
  private final long[] highSquares;
  private final long[] lowSquares;

  LossSums(double unit, int cells) {
    this(unit, new long[cells], new long[cells], new long[cells], new long[cells]);
  }

  private LossSums(double unit, long[] rows, long[] sums, long[] highSquares, long[] lowSquares) {
    this.unit = unit;
    this.rows = rows;
    this.sums = sums;
    this.highSquares = highSquares;
    this.lowSquares = lowSquares;
  }

  /// Counts a loss of at least 0; more than 2³¹ units count as that.
  void add(int cell, double loss) {
    long units = (long) Math.min(MOST_UNITS, Math.rint(loss / unit));
    rows[cell]++;
    sums[cell] += units;
    addSquares(cell, 0, units * units);
  }

  private void addSquares(int cell, long high, long low) {
    long sum = lowSquares[cell] + low;
    boolean carry = Long.compareUnsigned(sum, low) < 0;
    lowSquares[cell] = sum;
    highSquares[cell] += high + (carry ? 1 : 0);
  }

  int cells() {
    return rows.length;
  }

  long rows(int cell) {
    return rows[cell];
  }

  long rows() {
    return Arrays.stream(rows).sum();
  }

  /// Mean loss of the cell's rows, of which there must be some.
  double mean(int cell) {
    return unit * sums[cell] / rows[cell];
  }

  /// Mean loss of all rows, of which there must be some.
  double mean() {
    return unit * Arrays.stream(sums).asDoubleStream().sum() / rows();
  }

  /// Sum of squares about 0.
  double squares(int cell) {
    return unit * unit * squareUnits(highSquares[cell], lowSquares[cell]);
  }

  private static double squareUnits(long high, long low) {
    double unsigned = (low >>> 1) * 2.0 + (low & 1);
    return high * 0x1p64 + unsigned;
  }

  LossSums plus(LossSums other) {
    LossSums sum = copy();
    for (int cell = 0; cell < rows.length; cell++) {
      sum.rows[cell] += other.rows[cell];
      sum.sums[cell] += other.sums[cell];
      sum.addSquares(cell, other.highSquares[cell], other.lowSquares[cell]);
    }
    return sum;
  }

  void write(ByteOutput out) {
    out.putSparse(rows);
    out.putSparse(sums);
    out.putSparse(highSquares);
    out.putSparse(lowSquares);
  }

  /// Sums of as many cells as these.
  LossSums read(ByteInput in) {
    int cells = rows.length;
    return new LossSums(
        unit, in.counts(cells), in.counts(cells), in.counts(cells), in.sparse(cells));
  }

  LossSums copy() {
    return new LossSums(unit, rows.clone(), sums.clone(), highSquares.clone(), lowSquares.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LossSums that
        && Arrays.equals(rows, that.rows)
        && Arrays.equals(sums, that.sums)
        && Arrays.equals(highSquares, that.highSquares)
        && Arrays.equals(lowSquares, that.lowSquares);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(rows) + Arrays.hashCode(sums);
  }
}
