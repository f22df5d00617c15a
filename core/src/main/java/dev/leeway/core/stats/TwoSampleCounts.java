package dev.leeway.core.stats;

import java.util.Arrays;

/// Counts of two samples on the same categories, those empty in both left out.
///
/// @param reference counts of the first sample
/// @param current counts of the second
/// @param referenceRows sum of `reference`, at least 1
/// @param currentRows sum of `current`, at least 1
record TwoSampleCounts(long[] reference, long[] current, long referenceRows, long currentRows) {

  /// @throws IllegalArgumentException when the lengths differ, a count is negative or a sample
  ///   empty
  static TwoSampleCounts of(long[] reference, long[] current) {
    if (reference.length != current.length) {
      throw new IllegalArgumentException(
          "both samples must have the same categories, had "
              + reference.length
              + " and "
              + current.length);
    }
    int kept = 0;
    long[] first = new long[reference.length];
    long[] second = new long[reference.length];
    long n = 0;
    long m = 0;
    for (int j = 0; j < reference.length; j++) {
      if (reference[j] < 0 || current[j] < 0) {
        throw new IllegalArgumentException(
            "counts must be at least 0, were " + reference[j] + " and " + current[j]);
      }
      if (reference[j] > 0 || current[j] > 0) {
        first[kept] = reference[j];
        second[kept] = current[j];
        kept++;
      }
      n = Math.addExact(n, reference[j]);
      m = Math.addExact(m, current[j]);
    }
    if (n == 0 || m == 0) {
      throw new IllegalArgumentException("both samples must have rows, had " + n + " and " + m);
    }
    return new TwoSampleCounts(Arrays.copyOf(first, kept), Arrays.copyOf(second, kept), n, m);
  }

  int categories() {
    return reference.length;
  }

  /// Rows of both samples together.
  long rows() {
    return referenceRows + currentRows;
  }

  /// Rows of category `category` in both samples together.
  long pooled(int category) {
    return reference[category] + current[category];
  }
}
