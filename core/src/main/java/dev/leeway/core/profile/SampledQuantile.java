package dev.leeway.core.profile;

import java.util.Arrays;

/// Finds quantiles where all values are counted on bins but only a sample of them is kept.
final class SampledQuantile {

  private SampledQuantile() {}

  /// Where in the sample the value lies below which a share `probability` of all values is: in the
  /// bin that the counts say, and as far into the bin's part of the sample as into its count. A
  /// position in [0, size − 1]; the ends for 0 and 1.
  ///
  /// @param edges of the bins
  /// @param counts all values by bin, at least one
  /// @param sorted the sample, ascending, at least one value
  static double position(double probability, double[] edges, long[] counts, double[] sorted) {
    double rank = probability * (Arrays.stream(counts).sum() - 1);
    long below = 0;
    int bin = 0;
    while (bin < edges.length && below + counts[bin] <= rank) {
      below += counts[bin++];
    }
    int from = bin == 0 ? 0 : notAbove(sorted, edges[bin - 1]);
    int to = bin == edges.length ? sorted.length : notAbove(sorted, edges[bin]);
    double share = Math.min(1, (rank - below) / Math.max(1, counts[bin] - 1));
    double position = from + share * Math.max(0, to - from - 1);
    return Math.max(0, Math.min(sorted.length - 1, position));
  }

  private static int notAbove(double[] sorted, double edge) {
    int at = Arrays.binarySearch(sorted, edge);
    if (at < 0) {
      return -at - 1;
    }
    while (at < sorted.length && sorted[at] == edge) {
      at++;
    }
    return at;
  }
}
