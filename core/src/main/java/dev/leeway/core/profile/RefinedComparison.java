package dev.leeway.core.profile;

import java.util.Arrays;

/// Exact distances of a sorted and an unsorted sample without sorting the whole of the second.
///
/// With `F` and `G` the distribution functions of reference and window, the difference `F − G` is
/// known exactly at every edge of the reference's [FineBins]. Inside a bin it can rise by the mass
/// that the reference has strictly inside, and fall by that of the window. So
///
/// - the largest `|F − G|` lies at an edge or in a bin whose rise or fall could beat the best edge,
/// - the area between `F` and `G` over a bin in which the difference cannot change its sign follows
///   from the sums of the distances of the values to the bin's upper edge.
///
/// The window's values of the other bins, and of those whose sums nearly cancel, are gathered,
/// sorted and walked. Differences are integers, `i·m − j·n` for `i` of `n` and `j` of `m` values,
/// so that the statistic is exact and each area has a relative error of a few units in the last
/// place.
final class RefinedComparison {

  private static final int BLOCK = 1024;

  /// Sums that cancel to less than this share of themselves have lost too many digits.
  private static final double CANCELLED = 0x1p-8;

  private final FineBins fine;
  private final double[] values;
  private final long n;
  private final long m;

  /// For each bin the number of window values in earlier ones, and at the end of all.
  private final int[] before;

  /// For each bin the sum of the distances of the window's values to its upper edge, and for the
  /// last bin to its lower one.
  private final double[] room;

  private final CompensatedSum area = new CompensatedSum();
  private long best;

  /// @param values at least one finite value, without -0.0, in any order
  RefinedComparison(FineBins fine, double[] values) {
    this.fine = fine;
    this.values = values;
    this.n = fine.sorted().length;
    this.m = values.length;
    this.before = new int[fine.bins() + 1];
    this.room = new double[fine.bins()];
    count();
    compare();
  }

  /// The largest `|F − G|`.
  double kolmogorovSmirnov() {
    return best / ((double) n * m);
  }

  /// The area between `F` and `G`; infinite where it is above the largest double. Where sums on the
  /// way to it overflow, it is found from the values divided by 2⁶⁴, which loses nothing that
  /// counts beside such values.
  double wasserstein() {
    double plain = area.value() / ((double) n * m);
    if (Double.isFinite(plain)) {
      return plain;
    }
    FineBins small = FineBins.of(dividedBy64Bits(fine.sorted()));
    CompensatedSum scaled = new RefinedComparison(small, dividedBy64Bits(values)).area;
    return scaled.value() / ((double) n * m) * 0x1p64;
  }

  private static double[] dividedBy64Bits(double[] values) {
    return Arrays.stream(values).map(value -> value * 0x1p-64 + 0.0).toArray();
  }

  private void count() {
    double[] edges = fine.edges();
    double[] measuredFrom = Arrays.copyOf(edges, fine.bins());
    measuredFrom[edges.length] = edges[edges.length - 1];
    double[] errors = new double[fine.bins()];
    int[] located = new int[BLOCK];
    for (int from = 0; from < values.length; from += BLOCK) {
      int length = Math.min(BLOCK, values.length - from);
      fine.index().locate(values, from, length, located);
      for (int offset = 0; offset < length; offset++) {
        int bin = located[offset];
        double distance = Math.abs(measuredFrom[bin] - values[from + offset]);
        before[bin + 1]++;
        // Knuth's two-sum: what the addition rounds away, without a branch.
        double sum = room[bin];
        double next = sum + distance;
        double added = next - sum;
        room[bin] = next;
        errors[bin] += (sum - (next - added)) + (distance - added);
      }
    }
    for (int bin = 0; bin < fine.bins(); bin++) {
      before[bin + 1] += before[bin];
      room[bin] += errors[bin];
    }
  }

  private void compare() {
    int last = fine.edges().length;
    for (int edge = 0; edge < last; edge++) {
      best = Math.max(best, Math.abs(difference(edge + 1)));
    }
    area.add(room[0] * n);
    area.add(room[last] * n);
    int[] positions = new int[fine.bins()];
    Arrays.fill(positions, -1);
    int gathered = 0;
    for (int bin = 1; bin < last; bin++) {
      if (!isSettled(bin)) {
        positions[bin] = gathered;
        gathered += windowCount(bin);
      }
    }
    double[] unsettled = gather(positions.clone(), gathered);
    for (int bin = 1; bin < last; bin++) {
      if (positions[bin] >= 0) {
        walk(bin, unsettled, positions[bin]);
      }
    }
  }

  /// `(F − G)·n·m` at the lower edge of a bin.
  private long difference(int bin) {
    return fine.start(bin) * m - before[bin] * n;
  }

  private int windowCount(int bin) {
    return before[bin + 1] - before[bin];
  }

  /// Whether the bin cannot hold the largest difference, and its area follows from sums, in which
  /// case it is added.
  private boolean isSettled(int bin) {
    double width = fine.edges()[bin] - fine.edges()[bin - 1];
    long lower = difference(bin);
    long rise = fine.room()[bin] > 0 ? (fine.end(bin) - fine.start(bin)) * m : 0;
    long fall = room[bin] > 0 ? windowCount(bin) * n : 0;
    boolean monotone = rise == 0 || fall == 0;
    if (!monotone && Math.max(lower + rise, fall - lower) > best) {
      return false;
    }
    if (lower - fall < 0 && lower + rise > 0) {
      return false;
    }
    double flat = lower * width;
    double risen = fine.room()[bin] * m;
    double fallen = room[bin] * n;
    double sum = Math.abs(flat + risen - fallen);
    if (sum < CANCELLED * (Math.abs(flat) + risen + fallen)) {
      return false;
    }
    area.add(sum);
    return true;
  }

  /// The window's values of the bins that have a position, from there on.
  private double[] gather(int[] positions, int total) {
    double[] gathered = new double[total];
    if (total == 0) {
      return gathered;
    }
    int[] located = new int[BLOCK];
    for (int from = 0; from < values.length; from += BLOCK) {
      int length = Math.min(BLOCK, values.length - from);
      fine.index().locate(values, from, length, located);
      for (int offset = 0; offset < length; offset++) {
        int bin = located[offset];
        if (positions[bin] >= 0) {
          gathered[positions[bin]++] = values[from + offset];
        }
      }
    }
    return gathered;
  }

  private void walk(int bin, double[] window, int start) {
    double[] reference = fine.sorted();
    int i = fine.start(bin);
    int iEnd = fine.end(bin);
    int j = start;
    int jEnd = start + windowCount(bin);
    Arrays.sort(window, j, jEnd);
    double at = fine.edges()[bin - 1];
    long difference = difference(bin);
    while (i < iEnd || j < jEnd) {
      double next =
          i == iEnd ? window[j] : j == jEnd ? reference[i] : Math.min(reference[i], window[j]);
      area.add(Math.abs(difference) * (next - at));
      at = next;
      while (i < iEnd && reference[i] <= at) {
        i++;
        difference += m;
      }
      while (j < jEnd && window[j] <= at) {
        j++;
        difference -= n;
      }
      best = Math.max(best, Math.abs(difference));
    }
    area.add(Math.abs(difference) * (fine.edges()[bin] - at));
  }
}
