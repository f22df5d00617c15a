package dev.leeway.app.report;

import java.util.Arrays;

/// A histogram in block characters, one row high.
final class Sparkline {

  private static final String BLOCKS = " ▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /// The shares as bars, `highest` being a full block; a share above 0 always shows.
  static String of(double[] shares, double highest) {
    StringBuilder line = new StringBuilder();
    for (double share : shares) {
      int height = highest == 0 ? 0 : (int) Math.round(8 * share / highest);
      line.append(BLOCKS.charAt(share > 0 ? Math.max(1, Math.min(8, height)) : 0));
    }
    return line.toString();
  }

  static double highest(double[]... histograms) {
    return Arrays.stream(histograms).flatMapToDouble(Arrays::stream).max().orElse(0);
  }
}
