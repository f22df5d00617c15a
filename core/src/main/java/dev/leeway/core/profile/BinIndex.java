package dev.leeway.core.profile;

import java.util.Arrays;

/// Finds the bin of a value: the number of edges below it.
///
/// A guide table maps a value by a monotone function to a cell, and the cell to the number of edges
/// that lie in earlier cells; from there the few edges of the same cell are walked. Both steps are
/// exact because the function is monotone in floating point: an edge in an earlier cell is below
/// the value. The function is linear where that spreads the edges well, else the order of the
/// double's bits, which is roughly logarithmic and suits heavy tails; whichever walks fewer steps
/// on the reference is taken.
final class BinIndex {

  private static final int CELLS_PER_EDGE = 8;
  private static final int SAMPLE = 4096;

  /// The edges, followed by +∞ as a sentinel.
  final double[] edges;

  final int[] start;
  final int lastCell;
  final boolean linear;
  final double origin;
  final double scale;
  final long keyOrigin;
  final int keyShift;

  private BinIndex(double[] edges, boolean linear) {
    int count = edges.length - 1;
    this.edges = edges;
    this.linear = linear;
    int cells = Math.max(2, Integer.highestOneBit(Math.max(1, count)) * CELLS_PER_EDGE);
    this.lastCell = cells - 1;
    double low = count == 0 ? 0 : edges[0];
    double high = count == 0 ? 0 : edges[count - 1];
    this.origin = low;
    double perUnit = cells / (high - low);
    this.scale = Double.isFinite(perUnit) ? perUnit : 0;
    this.keyOrigin = key(low);
    long keys = key(high) - keyOrigin;
    int shift = 0;
    while (Long.compareUnsigned(keys >>> shift, cells) >= 0) {
      shift++;
    }
    this.keyShift = shift;
    this.start = new int[cells + 1];
    for (int edge = 0; edge < count; edge++) {
      start[cell(edges[edge]) + 1]++;
    }
    for (int cell = 1; cell <= cells; cell++) {
      start[cell] += start[cell - 1];
    }
  }

  /// The index for `edges`, chosen by its speed on the sorted values of the reference.
  static BinIndex of(double[] edges, double[] sorted) {
    double[] closed = Arrays.copyOf(edges, edges.length + 1);
    closed[edges.length] = Double.POSITIVE_INFINITY;
    BinIndex linear = new BinIndex(closed, true);
    BinIndex bits = new BinIndex(closed, false);
    long linearSteps = 0;
    long bitsSteps = 0;
    int stride = Math.max(1, sorted.length / SAMPLE);
    for (int i = 0; i < sorted.length; i += stride) {
      int bin = linear.bin(sorted[i]);
      linearSteps += bin - linear.start[linear.cell(sorted[i])];
      bitsSteps += bin - bits.start[bits.cell(sorted[i])];
    }
    return linearSteps <= bitsSteps + sorted.length / stride / 4 ? linear : bits;
  }

  /// The number of bins, one more than there are edges.
  int bins() {
    return edges.length;
  }

  /// The bin of a finite value.
  int bin(double value) {
    int bin = start[cell(value)];
    while (edges[bin] < value) {
      bin++;
    }
    return bin;
  }

  private int cell(double value) {
    if (linear) {
      return Math.max(0, Math.min(lastCell, (int) ((value - origin) * scale)));
    }
    return bitsCell(value);
  }

  int bitsCell(double value) {
    if (value < origin) {
      return 0;
    }
    long cell = (key(value) - keyOrigin) >>> keyShift;
    return Long.compareUnsigned(cell, lastCell) < 0 ? (int) cell : lastCell;
  }

  /// The double's bits as a long in the order of the doubles.
  static long key(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }
}
