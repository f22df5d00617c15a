package dev.leeway.core.sequential;

import java.util.Arrays;

/// Sums of a stream from every recent row on: single values for the last 128 rows at least, before
/// them sums of 16 rows, then 32, and so on, 64 blocks of a size, so that a row d rows ago is known
/// to d/64 rows. Memory grows with the logarithm of the rows.
final class RecentSums {

  private static final int SINGLE = 256;
  private static final int MOVED = 128;
  private static final int BLOCK = 16;
  private static final int KEPT = 64;
  private static final int LEVELS = 50;

  private final double[] single = new double[SINGLE];
  private int singles;

  /// Level l has blocks of 16·2^l rows, oldest first.
  private final double[][] blocks = new double[LEVELS][];

  private final int[] sizes = new int[LEVELS];

  /// Sees the stream backwards.
  @FunctionalInterface
  interface Visitor {
    /// Takes `rows` older rows with this sum.
    void older(long rows, double sum);
  }

  void add(double value) {
    if (singles == SINGLE) {
      pack();
    }
    single[singles++] = value;
  }

  private void pack() {
    for (int at = 0; at < MOVED; at += BLOCK) {
      double sum = 0;
      for (int i = at; i < at + BLOCK; i++) {
        sum += single[i];
      }
      add(0, sum);
    }
    System.arraycopy(single, MOVED, single, 0, SINGLE - MOVED);
    singles = SINGLE - MOVED;
  }

  private void add(int level, double sum) {
    if (blocks[level] == null) {
      blocks[level] = new double[2 * KEPT];
    }
    double[] row = blocks[level];
    if (sizes[level] == row.length) {
      for (int at = 0; at < KEPT; at += 2) {
        add(level + 1, row[at] + row[at + 1]);
      }
      System.arraycopy(row, KEPT, row, 0, KEPT);
      sizes[level] = KEPT;
    }
    row[sizes[level]++] = sum;
  }

  /// Newest first.
  void backwards(Visitor visitor) {
    for (int at = singles - 1; at >= 0; at--) {
      visitor.older(1, single[at]);
    }
    for (int level = 0; level < LEVELS && sizes[level] > 0; level++) {
      for (int at = sizes[level] - 1; at >= 0; at--) {
        visitor.older((long) BLOCK << level, blocks[level][at]);
      }
    }
  }

  void clear() {
    singles = 0;
    Arrays.fill(sizes, 0);
  }

  void write(StateWriter out) {
    out.put(single, singles);
    int levels = 0;
    while (levels < LEVELS && sizes[levels] > 0) {
      levels++;
    }
    out.put((long) levels);
    for (int level = 0; level < levels; level++) {
      out.put(blocks[level], sizes[level]);
    }
  }

  void read(StateReader in) {
    clear();
    double[] values = in.numbers();
    if (values.length > SINGLE) {
      throw StateReader.damaged();
    }
    singles = values.length;
    System.arraycopy(values, 0, single, 0, singles);
    int levels = in.count(LEVELS);
    for (int level = 0; level < levels; level++) {
      double[] row = in.numbers();
      if (row.length > 2 * KEPT) {
        throw StateReader.damaged();
      }
      blocks[level] = Arrays.copyOf(row, 2 * KEPT);
      sizes[level] = row.length;
    }
  }
}
