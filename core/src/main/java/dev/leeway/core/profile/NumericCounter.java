package dev.leeway.core.profile;

/// Counts numbers on the bins of a reference. One writer.
///
/// Works in blocks that stay in the first-level cache, and in several small loops: the finite
/// values, their bins, counts and extremes, exact sums.
final class NumericCounter {

  private static final int INFINITE = 0x7ff;

  private final BinIndex index;
  private final double centre;
  private final double[] finite = new double[Moments.BLOCK];
  private final int[] bins = new int[Moments.BLOCK];
  private final long[] counts;
  private final Moments moments;
  private long missing;
  private long absent;
  private long unreadable;
  private long notANumber;
  private long positiveInfinite;
  private long negativeInfinite;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  NumericCounter(BinIndex index, double centre) {
    this.index = index;
    this.centre = centre;
    this.moments = new Moments(centre);
    this.counts = new long[index.bins()];
  }

  void addAbsent(long rows) {
    absent += rows;
  }

  void addUnreadable(long rows) {
    unreadable += rows;
  }

  void addMissing(long rows) {
    missing += rows;
  }

  /// Counts numbers, and strings as unreadable.
  void add(ColumnData data) {
    if (data instanceof NumericData numbers) {
      add(numbers);
    } else {
      long without = CategoricalCounter.missing((TextData) data);
      addMissing(without);
      addUnreadable(data.size() - without);
    }
  }

  private void add(NumericData data) {
    double[] values = data.values();
    int size = data.size();
    for (int from = 0; from < size; from += Moments.BLOCK) {
      int length = Math.min(size - from, Moments.BLOCK);
      int found = gather(values, from, length);
      if (found < length) {
        addUnusual(data, from, length);
      }
      index.locate(finite, 0, found, bins);
      addBlock(found);
    }
  }

  /// Copies the finite values of a block, without a branch, as missing ones come at random. Adding
  /// 0.0 turns -0.0 into 0.0, so that order cannot show in min and max.
  private int gather(double[] values, int from, int length) {
    double[] finite = this.finite;
    int found = 0;
    for (int offset = 0; offset < length; offset++) {
      double value = values[from + offset] + 0.0;
      finite[found] = value;
      int exponent = (int) (Double.doubleToRawLongBits(value) >>> 52) & INFINITE;
      found += (exponent - INFINITE) >>> 31;
    }
    return found;
  }

  private void addBlock(int length) {
    double[] finite = this.finite;
    int[] bins = this.bins;
    long[] tally = counts;
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (int offset = 0; offset < length; offset++) {
      double value = finite[offset];
      tally[bins[offset]]++;
      lowest = value < lowest ? value : lowest;
      highest = value > highest ? value : highest;
    }
    moments.add(finite, length, lowest, highest);
    min = Math.min(min, lowest);
    max = Math.max(max, highest);
  }

  private void addUnusual(NumericData data, int from, int length) {
    for (int row = from; row < from + length; row++) {
      double value = data.values()[row];
      if (Double.isNaN(value)) {
        addNaN(data, row);
      } else if (value == Double.POSITIVE_INFINITY) {
        positiveInfinite++;
      } else if (value == Double.NEGATIVE_INFINITY) {
        negativeInfinite++;
      }
    }
  }

  private void addNaN(NumericData data, int row) {
    if (data.isMissing(row)) {
      missing++;
    } else if (data.isUnreadable(row)) {
      unreadable++;
    } else {
      notANumber++;
    }
  }

  NumericProfile build() {
    return new NumericProfile(
        centre,
        counts.clone(),
        new NumericProfile.Specials(
            missing,
            absent,
            unreadable,
            notANumber,
            positiveInfinite,
            negativeInfinite,
            moments.overflowed()),
        min,
        max,
        moments.sum().canonical(),
        moments.squares().canonical());
  }
}
