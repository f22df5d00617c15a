package dev.leeway.core.performance;

import dev.leeway.core.profile.ByteInput;
import dev.leeway.core.profile.ByteOutput;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// Distinct values in ascending order, each with the number of times it was seen: an exact sample
/// when nothing was rounded. Values are never NaN, and 0 has one sign. Immutable; merging is exact.
final class ValueCounts {

  static final ValueCounts EMPTY = new ValueCounts(new double[0], new long[0]);

  private final double[] values;
  private final long[] counts;
  private final long total;

  private ValueCounts(double[] values, long[] counts) {
    this.values = values;
    this.counts = counts;
    this.total = Arrays.stream(counts).reduce(0, Math::addExact);
  }

  void write(ByteOutput out) {
    out.putCount(values.length);
    for (int index = 0; index < values.length; index++) {
      out.putDouble(values[index]);
      out.putCount(counts[index]);
    }
  }

  static ValueCounts read(ByteInput in) {
    double[] values = new double[in.entries(Double.BYTES + 1)];
    long[] counts = new long[values.length];
    long total = 0;
    for (int index = 0; index < values.length; index++) {
      values[index] = in.real();
      counts[index] = in.count();
      total += counts[index];
      if (counts[index] == 0 || total < 0) {
        throw in.damaged("a value is counted %d times".formatted(counts[index]));
      }
      if (Double.isNaN(values[index])
          || 1 / values[index] == Double.NEGATIVE_INFINITY
          || (index > 0 && values[index] <= values[index - 1])) {
        throw in.damaged("values are not ascending");
      }
    }
    return new ValueCounts(values, counts);
  }

  int distinct() {
    return values.length;
  }

  double value(int index) {
    return values[index];
  }

  long count(int index) {
    return counts[index];
  }

  long total() {
    return total;
  }

  /// The value of this rank, from 1 to the total.
  double ofRank(long rank) {
    long below = 0;
    for (int index = 0; index < values.length; index++) {
      below += counts[index];
      if (below >= rank) {
        return values[index];
      }
    }
    throw new IllegalArgumentException("rank must be in [1, %d], was %d".formatted(total, rank));
  }

  ValueCounts merge(ValueCounts other) {
    double[] merged = new double[values.length + other.values.length];
    long[] sums = new long[merged.length];
    int size = 0;
    int left = 0;
    int right = 0;
    while (left < values.length || right < other.values.length) {
      boolean fromLeft =
          right == other.values.length
              || (left < values.length && values[left] <= other.values[right]);
      double value = fromLeft ? values[left] : other.values[right];
      long count = fromLeft ? counts[left++] : other.counts[right++];
      if (size > 0 && merged[size - 1] == value) {
        sums[size - 1] = Math.addExact(sums[size - 1], count);
      } else {
        merged[size] = value;
        sums[size++] = count;
      }
    }
    return new ValueCounts(Arrays.copyOf(merged, size), Arrays.copyOf(sums, size));
  }

  /// The same after a rounding that keeps the order.
  ValueCounts rounded(DoubleUnaryOperator rounding) {
    double[] rounded = new double[values.length];
    long[] sums = new long[values.length];
    int size = 0;
    for (int index = 0; index < values.length; index++) {
      double value = rounding.applyAsDouble(values[index]);
      if (size > 0 && rounded[size - 1] == value) {
        sums[size - 1] += counts[index];
      } else {
        rounded[size] = value;
        sums[size++] = counts[index];
      }
    }
    return new ValueCounts(Arrays.copyOf(rounded, size), Arrays.copyOf(sums, size));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueCounts that
        && Arrays.equals(values, that.values)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + Arrays.hashCode(counts);
  }

  /// Collects values in a buffer that is sorted and merged whenever it is full. For one thread.
  static final class Recorder {

    private static final int SMALLEST = 1 << 10;

    private final DoubleUnaryOperator rounding;
    private ValueCounts settled = EMPTY;
    private double[] buffer = new double[64];
    private int size;

    /// @param rounding applied to each value first; keeps the order
    Recorder(DoubleUnaryOperator rounding) {
      this.rounding = rounding;
    }

    /// Counts a value, which must not be NaN.
    void add(double value) {
      if (size == buffer.length) {
        if (size >= Math.max(SMALLEST, settled.distinct())) {
          settle();
        } else {
          buffer = Arrays.copyOf(buffer, 2 * size);
        }
      }
      buffer[size++] = rounding.applyAsDouble(value) + 0.0;
    }

    private void settle() {
      Arrays.sort(buffer, 0, size);
      double[] sorted = Arrays.copyOf(buffer, size);
      long[] ones = new long[size];
      Arrays.fill(ones, 1);
      settled = settled.merge(new ValueCounts(sorted, ones).rounded(value -> value));
      size = 0;
    }

    ValueCounts snapshot() {
      settle();
      return settled;
    }
  }
}
