package dev.leeway.core.profile;

import java.util.Arrays;

/// Exact distances of a sorted and an unsorted sample without sorting the whole of the second.
///
/// With `F` and `G` the distribution functions of reference and window, `difference = F − G` is
/// known exactly at every edge. In a bin with reference mass `f` and window mass `g` it stays in
/// `[d − g, d + f]` of its value `d` at the left edge.
final class RefinedComparison {

  private final double[] reference;
  private final double[] edges;

  /// Reference values up to and including edge `i`.
  private final int[] referenceBelow;

  /// Window values before bin `i`; `grouped` holds those of the bin from there on, in no order.
  private final int[] windowStart;

  private final double[] grouped;
  private final boolean[] sorted;

  RefinedComparison(double[] reference, double[] values) {
    this.reference = reference;
    this.edges = Edges.of(reference, NumericReference.FINE_BINS - 1);
    this.referenceBelow = new int[edges.length];
    int below = 0;
    for (int edge = 0; edge < edges.length; edge++) {
      while (below < reference.length && reference[below] <= edges[edge]) {
        below++;
      }
      referenceBelow[edge] = below;
    }
    BinIndex index = BinIndex.of(edges, reference);
    int bins = index.bins();
    char[] binOf = new char[values.length];
    this.windowStart = new int[bins + 1];
    for (int i = 0; i < values.length; i++) {
      int bin = index.bin(values[i]);
      binOf[i] = (char) bin;
      windowStart[bin + 1]++;
    }
    for (int bin = 0; bin < bins; bin++) {
      windowStart[bin + 1] += windowStart[bin];
    }
    int[] next = windowStart.clone();
    this.grouped = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      grouped[next[binOf[i]]++] = values[i];
    }
    this.sorted = new boolean[bins];
  }

  private int referenceFrom(int bin) {
    return bin == 0 ? 0 : referenceBelow[bin - 1];
  }

  private int referenceTo(int bin) {
    return bin == edges.length ? reference.length : referenceBelow[bin];
  }

  private void sort(int bin) {
    if (!sorted[bin]) {
      Arrays.sort(grouped, windowStart[bin], windowStart[bin + 1]);
      sorted[bin] = true;
    }
  }

  /// The largest `|F − G|`, from integers: `|i·m − j·n| / (n·m)` for the `i` and `j` values not
  /// above a point.
  double kolmogorovSmirnov() {
    long n = reference.length;
    long m = grouped.length;
    long best = 0;
    for (int edge = 0; edge < edges.length; edge++) {
      best = Math.max(best, Math.abs(referenceBelow[edge] * m - windowStart[edge + 1] * n));
    }
    for (int bin = 0; bin <= edges.length; bin++) {
      long left = referenceFrom(bin) * m - windowStart[bin] * n;
      long highest = left + (referenceTo(bin) - referenceFrom(bin)) * m;
      long lowest = left - (windowStart[bin + 1] - windowStart[bin]) * n;
      if (Math.max(highest, -lowest) > best) {
        best = Math.max(best, walk(bin, n, m));
      }
    }
    return best / ((double) n * m);
  }

  private long walk(int bin, long n, long m) {
    sort(bin);
    int i = referenceFrom(bin);
    int j = windowStart[bin];
    int iEnd = referenceTo(bin);
    int jEnd = windowStart[bin + 1];
    long best = 0;
    while (i < iEnd || j < jEnd) {
      double at =
          i == iEnd ? grouped[j] : j == jEnd ? reference[i] : Math.min(reference[i], grouped[j]);
      while (i < iEnd && reference[i] <= at) {
        i++;
      }
      while (j < jEnd && grouped[j] <= at) {
        j++;
      }
      best = Math.max(best, Math.abs(i * m - j * n));
    }
    return best;
  }

  /// The area between `F` and `G`.
  double wasserstein() {
    double n = reference.length;
    double m = grouped.length;
    CompensatedSum area = new CompensatedSum();
    int last = edges.length;
    for (int bin = 0; bin <= last; bin++) {
      int i = referenceFrom(bin);
      int j = windowStart[bin];
      int iEnd = referenceTo(bin);
      int jEnd = windowStart[bin + 1];
      if (bin == 0) {
        area.add(distanceFrom(edges[0], j, jEnd) / m);
        continue;
      }
      if (bin == last) {
        area.add(distanceFrom(edges[last - 1], j, jEnd) / m);
        continue;
      }
      double left = edges[bin - 1];
      double right = edges[bin];
      double difference = i / n - j / m;
      double rise = (iEnd - i) / n;
      double fall = (jEnd - j) / m;
      if (difference - fall >= 0 || difference + rise <= 0) {
        double inner = difference * (right - left);
        double risen = remaining(right, i, iEnd) / n;
        double fallen = distanceFrom(right, j, jEnd) / m;
        area.add(Math.abs(inner + risen - fallen));
      } else {
        walkArea(bin, n, m, area);
      }
    }
    return area.value();
  }

  /// Sum of `|x − from|` over the window's values `[j, jEnd)`, all of which lie on one side.
  private double distanceFrom(double from, int j, int jEnd) {
    CompensatedSum sum = new CompensatedSum();
    for (int at = j; at < jEnd; at++) {
      sum.add(Math.abs(grouped[at] - from));
    }
    return sum.value();
  }

  private double remaining(double right, int i, int iEnd) {
    CompensatedSum sum = new CompensatedSum();
    for (int at = i; at < iEnd; at++) {
      sum.add(right - reference[at]);
    }
    return sum.value();
  }

  private void walkArea(int bin, double n, double m, CompensatedSum area) {
    sort(bin);
    int i = referenceFrom(bin);
    int j = windowStart[bin];
    int iEnd = referenceTo(bin);
    int jEnd = windowStart[bin + 1];
    double at = edges[bin - 1];
    while (i < iEnd || j < jEnd) {
      double next =
          i == iEnd ? grouped[j] : j == jEnd ? reference[i] : Math.min(reference[i], grouped[j]);
      area.add(Math.abs(i / n - j / m) * (next - at));
      at = next;
      while (i < iEnd && reference[i] <= at) {
        i++;
      }
      while (j < jEnd && grouped[j] <= at) {
        j++;
      }
    }
    area.add(Math.abs(i / n - j / m) * (edges[bin] - at));
  }

  /// Neumaier's (1974) sum: the rounding error of each addition is kept and added at the end.
  private static final class CompensatedSum {
    private double sum;
    private double error;

    void add(double value) {
      double next = sum + value;
      error += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sum = next;
    }

    double value() {
      return Double.isFinite(error) ? sum + error : sum;
    }
  }
}
