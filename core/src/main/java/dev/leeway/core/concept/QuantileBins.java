package dev.leeway.core.concept;

import java.util.Arrays;
import java.util.Locale;

/// Puts neighbouring bins together to parts of about equal mass.
final class QuantileBins {

  private QuantileBins() {}

  /// The part of each bin, ascending from 0: that of 1/`parts` of all rows into which its middle
  /// row falls. A bin that alone holds as much is a part by itself, so there are at most `2·parts`
  /// and one.
  ///
  /// @param counts rows of at least one bin
  static int[] group(long[] counts, int parts) {
    double target = (double) Arrays.stream(counts).sum() / parts;
    int[] group = new int[counts.length];
    int part = -1;
    long open = -1;
    double below = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      boolean heavy = counts[bin] >= target;
      long middle = heavy ? -1 : (long) ((below + counts[bin] / 2.0) / target);
      if (part < 0 || heavy || middle != open) {
        part++;
        open = middle;
      }
      group[bin] = part;
      below += counts[bin];
    }
    return group;
  }

  /// The interval from `edges[first]` to `edges[last]` of bins whose outermost edges are `edges[0]`
  /// and `edges[end]`, in words: `in (0.2, 0.3]`, `≤ 0.2`, `> 0.9`, or `= 0` for a single value.
  static String words(double[] edges, int first, int last, int end) {
    String high = number(edges[last]);
    if (edges[first] == Math.nextDown(edges[last])) {
      return "= " + high;
    }
    if (first == 0) {
      return "≤ " + high;
    }
    String low = number(edges[first]);
    return last == end ? "> " + low : "in (" + low + ", " + high + "]";
  }

  /// Four significant digits, without an exponent where that reads well.
  static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e6) {
      return Long.toString((long) value);
    }
    if (size >= 1e6 || size < 1e-3) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }
}
