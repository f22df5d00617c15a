package dev.leeway.core.profile;

import java.util.Arrays;

/// Finds the bin of a value in a few steps, whatever the shape of the distribution.
///
/// A guide maps a value to a cell by a monotone function that costs a nanosecond; the cell's entry
/// is the lowest bin that any of its values can have, and from there the bin is found by comparing
/// with edges. Two families of functions are tried: equal cells over a central part of the values,
/// and equal cells on the floating-point bits of the magnitude, which suits long tails. The one
/// that needs fewest steps on a sample of the reference wins; the choice never changes an answer.
/// NaN falls into some bin; the caller keeps it out of the counts.
public final class BinIndex {

  private static final int CELLS_PER_BIN = 16;
  private static final int LEAST_CELLS = 256;
  private static final int MOST_CELLS = 1 << 15;
  private static final int SAMPLE = 1024;
  private static final double[] CLIPS = {0, 1 / 512.0, 1 / 64.0, 1 / 16.0};

  /// The edges, and +∞ twice after them: infinities may be led astray by one bin.
  private final double[] edges;

  private final Guide guide;
  private final char[] lowestBin;

  private BinIndex(double[] edges, Guide guide) {
    this.edges = edges;
    this.guide = guide;
    this.lowestBin = lowestBins(edges, guide);
  }

  /// @param edges strictly ascending, at most 65,534
  /// @param sorted the ascending values whose distribution the guide is made for
  public static BinIndex of(double[] edges, double[] sorted) {
    double[] guarded = Arrays.copyOf(edges, edges.length + 2);
    guarded[edges.length] = Double.POSITIVE_INFINITY;
    guarded[edges.length + 1] = Double.POSITIVE_INFINITY;
    int cells =
        Math.min(
            MOST_CELLS,
            Math.max(LEAST_CELLS, Integer.highestOneBit(edges.length + 1) * CELLS_PER_BIN));
    double[] sample = sample(sorted.length == 0 ? guarded : sorted);
    BinIndex best = new BinIndex(guarded, Guide.onBits(sample, cells, 0));
    double bestSteps = best.steps(sample);
    for (double clip : CLIPS) {
      for (Guide guide : Guide.candidates(sample, cells, clip)) {
        BinIndex candidate = new BinIndex(guarded, guide);
        double steps = candidate.steps(sample);
        if (steps < bestSteps) {
          best = candidate;
          bestSteps = steps;
        }
      }
    }
    return best;
  }

  /// The number of bins, one more than there are edges.
  int bins() {
    return edges.length - 1;
  }

  /// The bin of one finite value.
  public int bin(double value) {
    return climb(edges, lowestBin[guide.cell(value)], value);
  }

  /// Writes the bins of `values[from … from + length)` to `bins[0 … length)`.
  public void locate(double[] values, int from, int length, int[] bins) {
    if (guide.linear) {
      locateLinear(values, from, length, bins);
    } else {
      locateBits(values, from, length, bins);
    }
  }

  // The first step is made by the sign of a difference, without a branch; it is needed or not at
  // random, which branch prediction cannot guess.

  private void locateLinear(double[] values, int from, int length, int[] bins) {
    double[] edges = this.edges;
    char[] lowestBin = this.lowestBin;
    double origin = guide.origin;
    double scale = guide.scale;
    int last = guide.cells - 1;
    for (int index = 0; index < length; index++) {
      double value = values[from + index];
      int cell = Math.min(Math.max((int) ((value - origin) * scale), 0), last);
      int bin = lowestBin[cell];
      bin += (int) (Double.doubleToRawLongBits(edges[bin] - value) >>> 63);
      bins[index] = value > edges[bin] ? climb(edges, bin, value) : bin;
    }
  }

  private void locateBits(double[] values, int from, int length, int[] bins) {
    double[] edges = this.edges;
    char[] lowestBin = this.lowestBin;
    int shift = guide.shift;
    int floor = guide.floor;
    int offset = guide.offset;
    int last = guide.cells - 1;
    for (int index = 0; index < length; index++) {
      double value = values[from + index];
      int cell = Guide.bitCell(value, shift, floor, offset, last);
      int bin = lowestBin[cell];
      bin += (int) (Double.doubleToRawLongBits(edges[bin] - value) >>> 63);
      bins[index] = value > edges[bin] ? climb(edges, bin, value) : bin;
    }
  }

  /// The first edge from `bin` on that is not below the value, in ever longer steps and back.
  private static int climb(double[] edges, int bin, double value) {
    if (!(value > edges[bin])) {
      return bin;
    }
    int low = bin;
    int step = 1;
    while (low + step < edges.length && value > edges[low + step]) {
      low += step;
      step <<= 1;
    }
    int high = Math.min(low + step, edges.length - 1);
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (value > edges[middle]) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static char[] lowestBins(double[] edges, Guide guide) {
    char[] lowest = new char[guide.cells];
    int bin = 0;
    for (int cell = 0; cell < guide.cells; cell++) {
      while (bin < edges.length - 2 && guide.cell(edges[bin]) < cell) {
        bin++;
      }
      lowest[cell] = (char) bin;
    }
    return lowest;
  }

  private static double[] sample(double[] sorted) {
    double[] sample = new double[Math.min(SAMPLE, sorted.length)];
    for (int index = 0; index < sample.length; index++) {
      sample[index] = sorted[(int) ((index + 0.5) * sorted.length / sample.length)];
    }
    return sample;
  }

  /// Mean number of edges between a value's lowest bin and its bin; the second step and the
  /// following ones cost more than the first, which is made without a loop.
  private double steps(double[] sample) {
    long steps = 0;
    for (double value : sample) {
      int way = bin(value) - lowestBin[guide.cell(value)];
      steps += way <= 1 ? way : 1 + 2L * way;
    }
    return (double) steps / sample.length;
  }

  /// A monotone function from doubles to cells 0 … `cells` − 1.
  private static final class Guide {

    private final boolean linear;
    private final int cells;
    private final double origin;
    private final double scale;
    private final int shift;
    private final int floor;
    private final int offset;

    private Guide(
        boolean linear, int cells, double origin, double scale, int shift, int floor, int offset) {
      this.linear = linear;
      this.cells = cells;
      this.origin = origin;
      this.scale = scale;
      this.shift = shift;
      this.floor = floor;
      this.offset = offset;
    }

    /// The guides worth trying when a share `clip` of the values may fall into the outer cells.
    static Guide[] candidates(double[] sample, int cells, double clip) {
      int outside = (int) (clip * (sample.length - 1));
      double low = sample[outside];
      double scale = cells / (sample[sample.length - 1 - outside] - low);
      Guide bits = onBits(sample, cells, clip);
      return scale > 0 && scale <= Double.MAX_VALUE
          ? new Guide[] {new Guide(true, cells, low, scale, 0, 0, 0), bits}
          : new Guide[] {bits};
    }

    /// Cells by sign, exponent and leading fraction bits; magnitudes below a share `clip` of them
    /// all fall into the cell of 0.
    static Guide onBits(double[] sample, int cells, double clip) {
      double[] magnitudes = new double[sample.length];
      for (int index = 0; index < sample.length; index++) {
        magnitudes[index] = Math.abs(sample[index]);
      }
      Arrays.sort(magnitudes);
      long low = Double.doubleToRawLongBits(magnitudes[(int) (clip * (sample.length - 1))]);
      long high = Double.doubleToRawLongBits(magnitudes[sample.length - 1]);
      boolean negative = sample[0] < 0;
      boolean positive = sample[sample.length - 1] > 0;
      int room = negative && positive ? (cells - 1) / 2 : cells - 1;
      int shift = 32;
      while ((high >>> shift) - (low >>> shift) + 1 > room) {
        shift++;
      }
      int floor = (int) (low >>> shift) - 1;
      return new Guide(false, cells, 0, 0, shift, floor, negative ? room : 0);
    }

    int cell(double value) {
      return linear
          ? Math.min(Math.max((int) ((value - origin) * scale), 0), cells - 1)
          : bitCell(value, shift, floor, offset, cells - 1);
    }

    static int bitCell(double value, int shift, int floor, int offset, int last) {
      long bits = Double.doubleToRawLongBits(value);
      int sign = (int) (bits >> 63);
      int magnitude = Math.max((int) ((bits & Long.MAX_VALUE) >>> shift) - floor, 0);
      int cell = ((magnitude ^ sign) - sign) + offset;
      return Math.min(Math.max(cell, 0), last);
    }
  }
}
