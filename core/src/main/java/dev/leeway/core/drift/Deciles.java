package dev.leeway.core.drift;

import java.util.Arrays;

/// The window's bins put together into about ten of equal reference mass, which is what the
/// customary readings of the population stability index (0.1, 0.25) were made for. A value that
/// alone holds more than a tenth keeps a bin of its own, so there can be fewer than ten. Values
/// outside the reference's range join the first and the last.
record Deciles(long[] reference, long[] current) {

  static final int BINS = 10;

  /// @param reference counts of the reference, the first and last bin being those outside its range
  /// @param current counts of the window on the same bins
  static Deciles of(long[] reference, long[] current) {
    long total = Arrays.stream(reference).sum();
    long[] before = new long[BINS];
    long[] now = new long[BINS];
    long cumulative = 0;
    long target = 0;
    int group = -1;
    for (int bin = 0; bin < reference.length; bin++) {
      boolean full = cumulative * BINS >= target * total;
      if (group < 0 || (full && cumulative < total)) {
        group++;
        target = cumulative * BINS / total + 1;
      }
      before[group] += reference[bin];
      now[group] += current[bin];
      cumulative += reference[bin];
    }
    return new Deciles(Arrays.copyOf(before, group + 1), Arrays.copyOf(now, group + 1));
  }
}
