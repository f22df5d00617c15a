package dev.leeway.core.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// Control of the false discovery rate over a family of tests.
public final class FalseDiscovery {

  private FalseDiscovery() {}

  /// Adjusted p-values (q-values) in the order given: rejecting all with q ≤ α keeps the expected
  /// share of false rejections at or below α. q of the i-th smallest of K is the least of p·K/i
  /// over it and all larger ones, at most 1. An empty family gives an empty array. Benjamini &
  /// Hochberg (1995), valid for independent and for positively dependent tests.
  ///
  /// @throws IllegalArgumentException for a value outside [0, 1]
  public static double[] benjaminiHochberg(double[] p) {
    List<PValue> family = new ArrayList<>(p.length);
    for (double value : p) {
      family.add(PValue.of(value));
    }
    return benjaminiHochberg(family).stream().mapToDouble(PValue::value).toArray();
  }

  /// The same on probabilities that may be too small for a `double`; their order is kept.
  public static List<PValue> benjaminiHochberg(List<PValue> p) {
    Integer[] byMagnitude = new Integer[p.size()];
    Arrays.setAll(byMagnitude, i -> i);
    Arrays.sort(byMagnitude, Comparator.comparing(p::get));
    List<PValue> adjusted = new ArrayList<>(Collections.nCopies(p.size(), PValue.ONE));
    PValue least = PValue.ONE;
    for (int rank = p.size(); rank > 0; rank--) {
      int test = byMagnitude[rank - 1];
      PValue candidate = p.get(test).times((double) p.size() / rank);
      least = candidate.compareTo(least) < 0 ? candidate : least;
      adjusted.set(test, least);
    }
    return List.copyOf(adjusted);
  }
}
