package dev.leeway.core.sequential;

/// Statistics of a window that is known only as counts on the reference's bins, for window mode:
/// merged counts give the same statistic, whatever was merged.
public final class BinRanks {

  private BinRanks() {}

  /// The mean rank of the window's values among the reference's, in [0, 1]: those of one bin count
  /// half, so ½ is expected without a change. Moves when values move up or down. It is the
  /// probability that a value of the window exceeds one of the reference, ties half (Mann & Whitney
  /// 1947).
  ///
  /// @throws IllegalArgumentException unless both have as many bins and at least one count, none
  ///   negative
  public static double location(long[] reference, long[] window) {
    return mean(reference, window, false);
  }

  /// The mean of |2·rank − 1| of the window's values, in [0, 1], about ½ without a change. Moves
  /// when values spread out or draw together.
  ///
  /// @throws IllegalArgumentException as for [#location]
  public static double spread(long[] reference, long[] window) {
    return mean(reference, window, true);
  }

  private static double mean(long[] reference, long[] window, boolean spread) {
    if (reference.length != window.length) {
      throw new IllegalArgumentException(
          "window and reference need the same bins, have %d and %d"
              .formatted(window.length, reference.length));
    }
    double all = total(reference, "reference");
    double below = 0;
    double sum = 0;
    for (int bin = 0; bin < reference.length; bin++) {
      double rank = (below + reference[bin] / 2.0) / all;
      sum += window[bin] * (spread ? Math.abs(2 * rank - 1) : rank);
      below += reference[bin];
    }
    return sum / total(window, "window");
  }

  private static double total(long[] counts, String which) {
    double total = 0;
    for (long count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException(
            "counts of the %s must be at least 0, one was %d".formatted(which, count));
      }
      total += count;
    }
    if (total == 0) {
      throw new IllegalArgumentException("the " + which + " must hold a row");
    }
    return total;
  }
}
