package dev.leeway.core.drift.parity;

import java.util.Arrays;

/// Bins of equal width as `numpy.histogram_bin_edges` lays them, and counts as `numpy.histogram`
/// takes them: a bin holds its lower edge and not its upper one, but the last bin holds both.
final class NumpyHistogram {

  private NumpyHistogram() {}

  /// Edges by Sturges' rule, over the range of the values: a width of range/(log₂ n + 1), but at
  /// least 1 for whole numbers (NumPy 2). Sturges (1926).
  ///
  /// @param values finite values, at least one
  /// @param whole whether NumPy would hold them as integers
  static double[] sturges(double[] values, boolean whole) {
    double width = range(values) / (NumpyArrays.log2(values.length) + 1);
    return equalWidth(values, whole && width > 0 ? Math.max(1, width) : width);
  }

  /// Edges by Doane's rule, Sturges' with more bins for skewed values. Doane (1976), as NumPy has
  /// it.
  ///
  /// @param values finite values, at least one
  static double[] doane(double[] values) {
    double n = values.length;
    double sigma = NumpyArrays.standardDeviation(values);
    if (n <= 2 || !(sigma > 0)) {
      return equalWidth(values, 0);
    }
    double mean = NumpyArrays.mean(values);
    double[] cubes = new double[values.length];
    for (int i = 0; i < cubes.length; i++) {
      double unit = (values[i] - mean) / sigma;
      cubes[i] = unit * unit * unit;
    }
    double skewness = Math.abs(NumpyArrays.mean(cubes));
    double error = Math.sqrt(6 * (n - 2) / ((n + 1) * (n + 3)));
    double bins = 1 + NumpyArrays.log2(n) + NumpyArrays.log2(1 + skewness / error);
    return equalWidth(values, range(values) / bins);
  }

  /// Edges of so many bins of equal width over the range of the values; one value alone gets a
  /// range of 1 around it.
  static double[] edges(double[] values, long bins) {
    double first = Arrays.stream(values).min().orElseThrow();
    double last = Arrays.stream(values).max().orElseThrow();
    if (first == last) {
      first -= 0.5;
      last += 0.5;
    }
    double[] edges = linear(first, last, Math.toIntExact(bins));
    for (int i = 1; i < edges.length; i++) {
      if (!(edges[i - 1] < edges[i])) {
        throw new PeerError("the values are too close together to be put into " + bins + " bins");
      }
    }
    return edges;
  }

  /// `bins + 1` numbers from `first` to `last` as `numpy.linspace` spaces them.
  static double[] linear(double first, double last, int bins) {
    double[] edges = new double[bins + 1];
    double distance = last - first;
    double step = distance / bins;
    for (int i = 0; i < bins; i++) {
      edges[i] = (step == 0 ? (double) i / bins * distance : i * step) + first;
    }
    edges[bins] = last;
    return edges;
  }

  /// Values in each bin; those outside the edges, infinite ones too, are in none.
  static long[] counts(double[] values, double[] edges) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    long[] counts = new long[edges.length - 1];
    int at = below(sorted, edges[0], 0);
    for (int bin = 0; bin < counts.length; bin++) {
      boolean last = bin == counts.length - 1;
      double edge = last ? Math.nextUp(edges[bin + 1]) : edges[bin + 1];
      int end = below(sorted, edge, at);
      counts[bin] = (long) end - at;
      at = end;
    }
    return counts;
  }

  private static int below(double[] sorted, double edge, int from) {
    int at = from;
    while (at < sorted.length && sorted[at] < edge) {
      at++;
    }
    return at;
  }

  private static double[] equalWidth(double[] values, double width) {
    double range = range(values);
    if (!(range <= Double.MAX_VALUE)) {
      throw new PeerError("the range of the values is not finite");
    }
    return edges(values, width > 0 ? (long) Math.ceil(range / width) : 1);
  }

  private static double range(double[] values) {
    return Arrays.stream(values).max().orElseThrow() - Arrays.stream(values).min().orElseThrow();
  }
}
