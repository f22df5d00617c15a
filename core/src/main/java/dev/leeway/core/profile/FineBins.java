package dev.leeway.core.profile;

/// The reference's sorted values on up to [NumericReference#FINE_BINS] bins: where exact
/// comparisons look before they sort. Immutable.
///
/// @param sorted the values, ascending
/// @param edges the edges of the bins, see [Edges]
/// @param below for each edge, the number of values not above it
/// @param room for each bin, the sum of the distances from its values to its upper edge; for the
///   last bin, which has no value and no upper edge, 0
/// @param index finds the bin of a value
record FineBins(double[] sorted, double[] edges, int[] below, double[] room, BinIndex index) {

  /// @param sorted at least one finite value, ascending, without -0.0
  static FineBins of(double[] sorted) {
    double[] edges = Edges.of(sorted, NumericReference.FINE_BINS - 1);
    int[] below = new int[edges.length];
    double[] room = new double[edges.length + 1];
    int position = 0;
    for (int edge = 0; edge < edges.length; edge++) {
      CompensatedSum sum = new CompensatedSum();
      while (position < sorted.length && sorted[position] <= edges[edge]) {
        sum.add(edges[edge] - sorted[position]);
        position++;
      }
      below[edge] = position;
      room[edge] = sum.value();
    }
    return new FineBins(sorted, edges, below, room, BinIndex.of(edges, sorted));
  }

  int bins() {
    return edges.length + 1;
  }

  /// The first value of a bin in `sorted`.
  int start(int bin) {
    return bin == 0 ? 0 : below[bin - 1];
  }

  /// The first value after a bin in `sorted`.
  int end(int bin) {
    return bin == edges.length ? sorted.length : below[bin];
  }
}
