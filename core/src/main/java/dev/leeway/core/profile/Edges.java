package dev.leeway.core.profile;

import java.util.Arrays;

/// Chooses the edges of bins from the sorted values of a reference.
///
/// Bin `i` is `(edge[i-1], edge[i]]`, so a value on an edge belongs to the bin that the edge
/// closes. The first edge is just below the smallest value and the last is the largest, so the
/// first and last bins hold what lies outside the reference's range, and the reference itself has
/// nothing there.
///
/// Bins have about equal mass. A value that alone has the mass of a bin (an atom: zero in spend, a
/// default age) has one to itself, `(nextDown(v), v]`, so that a window's values near it are not
/// taken for it; with few distinct values every one of them has.
final class Edges {

  private Edges() {}

  /// At most `limit` edges, increasing; empty for no values.
  static double[] of(double[] sorted, int limit) {
    if (sorted.length == 0) {
      return new double[0];
    }
    double[] edges = new double[limit];
    int size = fill(sorted, edges, 1, true);
    if (size < 0) {
      size = fill(sorted, edges, 1, false);
    }
    // An atom takes two edges, so half of the limit always suffices; most data allow more.
    for (int bins = limit - 2; size < 0; bins = Math.max(limit / 2 - 1, bins - bins / 8)) {
      size = fill(sorted, edges, (double) sorted.length / bins, true);
    }
    return Arrays.copyOf(edges, size);
  }

  /// The edges of a sample, stretched so that all rows lie within: where the smallest or largest
  /// value is not in the sample, it gets a bin beside those of the sample, whose atoms stay alone.
  ///
  /// @param sorted the sample, at least one value
  /// @param min the smallest value of all rows
  /// @param max the largest value of all rows
  static double[] of(double[] sorted, int limit, double min, double max) {
    boolean below = min < sorted[0];
    boolean above = max > sorted[sorted.length - 1];
    double[] inner = of(sorted, limit - (below ? 1 : 0) - (above ? 1 : 0));
    double[] edges = new double[inner.length + (below ? 1 : 0) + (above ? 1 : 0)];
    System.arraycopy(inner, 0, edges, below ? 1 : 0, inner.length);
    if (below) {
      edges[0] = Math.nextDown(min);
    }
    if (above) {
      edges[edges.length - 1] = max;
    }
    return edges;
  }

  /// Fills in edges so that a bin closes once it holds `target` values; returns their number, or -1
  /// if there is no room.
  private static int fill(double[] sorted, double[] edges, double target, boolean isolate) {
    edges[0] = Math.nextDown(sorted[0]);
    int size = 1;
    long open = 0;
    int from = 0;
    while (from < sorted.length) {
      double value = sorted[from];
      int to = from + 1;
      while (to < sorted.length && sorted[to] == value) {
        to++;
      }
      int count = to - from;
      if (isolate && count >= target && edges[size - 1] < Math.nextDown(value)) {
        if (size == edges.length) {
          return -1;
        }
        edges[size++] = Math.nextDown(value);
        open = 0;
      }
      open += count;
      if (open >= target || to == sorted.length) {
        if (size == edges.length) {
          return -1;
        }
        edges[size++] = value;
        open = 0;
      }
      from = to;
    }
    return size;
  }
}
