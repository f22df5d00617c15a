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
    return stepUp(p, p.size());
  }

  /// Adjusted p-values that hold under any dependence of the tests: those of
  /// [#benjaminiHochberg(List)] before they are cut off at 1, times 1 + ½ + … + 1/K. Benjamini &
  /// Yekutieli (2001).
  public static List<PValue> benjaminiYekutieli(List<PValue> p) {
    double harmonic = 0;
    for (int rank = p.size(); rank > 0; rank--) {
      harmonic += 1.0 / rank;
    }
    return stepUp(p, p.size() * harmonic);
  }

  /// The least of p·`factor`/rank over each test and all larger ones.
  private static List<PValue> stepUp(List<PValue> p, double factor) {
    Integer[] byMagnitude = byMagnitude(p);
    List<PValue> adjusted = new ArrayList<>(Collections.nCopies(p.size(), PValue.ONE));
    PValue least = PValue.ONE;
    for (int rank = p.size(); rank > 0; rank--) {
      int test = byMagnitude[rank - 1];
      PValue candidate = p.get(test).times(factor / rank);
      least = candidate.compareTo(least) < 0 ? candidate : least;
      adjusted.set(test, least);
    }
    return List.copyOf(adjusted);
  }

  /// The places of a family's probabilities, the least first.
  static Integer[] byMagnitude(List<PValue> p) {
    Integer[] places = new Integer[p.size()];
    Arrays.setAll(places, i -> i);
    Arrays.sort(places, Comparator.comparing(p::get));
    return places;
  }
}
