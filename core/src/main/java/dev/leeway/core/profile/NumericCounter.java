package dev.leeway.core.profile;

/// Counts numbers on the bins of a reference. One writer.
final class NumericCounter {

  private final BinIndex index;
  private final double centre;
  private final long[] counts;
  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private long missing;
  private long absent;
  private long unreadable;
  private long notANumber;
  private long positiveInfinite;
  private long negativeInfinite;
  private long overflowed;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  NumericCounter(BinIndex index, double centre) {
    this.index = index;
    this.centre = centre;
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

  void add(NumericData data) {
    double[] values = data.values();
    int size = data.size();
    for (int from = 0; from < size; from += ExactSum.CARRY_AFTER) {
      int to = Math.min(size, from + ExactSum.CARRY_AFTER);
      if (index.linear) {
        addLinear(data, values, from, to);
      } else {
        addByBits(data, values, from, to);
      }
      sum.settle();
      squares.settle();
    }
  }

  // The two loops differ in one line; kept apart so that each compiles to straight code without a
  // branch on the
  // kind of index per value.

  private void addLinear(NumericData data, double[] values, int from, int to) {
    double[] edges = index.edges;
    int[] start = index.start;
    double origin = index.origin;
    double scale = index.scale;
    int lastCell = index.lastCell;
    long[] tally = counts;
    long[] sumChunks = sum.chunks();
    long[] squareChunks = squares.chunks();
    double lowest = min;
    double highest = max;
    for (int row = from; row < to; row++) {
      double value =
          values[row] + 0.0; // -0.0 becomes 0.0, so that order cannot show in min and max
      double deviation = value - centre;
      double square = deviation * deviation;
      if (!(square <= Double.MAX_VALUE)) {
        unusual(data, row, value);
        continue;
      }
      int cell = (int) ((value - origin) * scale);
      int bin = start[Math.max(0, Math.min(lastCell, cell))];
      while (edges[bin] < value) {
        bin++;
      }
      tally[bin]++;
      lowest = value < lowest ? value : lowest;
      highest = value > highest ? value : highest;
      ExactSum.add(sumChunks, deviation);
      ExactSum.add(squareChunks, square);
    }
    min = Math.min(min, lowest);
    max = Math.max(max, highest);
  }

  private void addByBits(NumericData data, double[] values, int from, int to) {
    double[] edges = index.edges;
    int[] start = index.start;
    long[] tally = counts;
    long[] sumChunks = sum.chunks();
    long[] squareChunks = squares.chunks();
    double lowest = min;
    double highest = max;
    for (int row = from; row < to; row++) {
      double value = values[row] + 0.0;
      double deviation = value - centre;
      double square = deviation * deviation;
      if (!(square <= Double.MAX_VALUE)) {
        unusual(data, row, value);
        continue;
      }
      int bin = start[index.bitsCell(value)];
      while (edges[bin] < value) {
        bin++;
      }
      tally[bin]++;
      lowest = value < lowest ? value : lowest;
      highest = value > highest ? value : highest;
      ExactSum.add(sumChunks, deviation);
      ExactSum.add(squareChunks, square);
    }
    min = Math.min(min, lowest);
    max = Math.max(max, highest);
  }

  private void unusual(NumericData data, int row, double value) {
    if (Double.isNaN(value)) {
      if (data.isMissing(row)) {
        missing++;
      } else if (data.isUnreadable(row)) {
        unreadable++;
      } else {
        notANumber++;
      }
    } else if (value == Double.POSITIVE_INFINITY) {
      positiveInfinite++;
    } else if (value == Double.NEGATIVE_INFINITY) {
      negativeInfinite++;
    } else {
      overflowed++;
      counts[index.bin(value)]++;
      min = Math.min(min, value);
      max = Math.max(max, value);
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
            overflowed),
        min,
        max,
        sum.canonical(),
        squares.canonical());
  }
}
