package dev.leeway.core.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Control of the family-wise error over a family of tests: rejecting all with an adjusted p-value
/// of at most α makes a false rejection anywhere in the family no more likely than α, however the
/// tests depend on each other. Stricter than [FalseDiscovery].
///
/// Adjusted p-values are in the order given, at most 1, and keep their order below the smallest
/// `double`; an empty family gives an empty list.
public final class FamilyWise {

  private FamilyWise() {}

  /// K·p for K tests. Bonferroni (1936); Dunn (1961).
  public static List<PValue> bonferroni(List<PValue> p) {
    return p.stream().map(each -> each.times(p.size())).toList();
  }

  /// The largest of (K + 1 − i)·p over the test, i-th smallest of K, and all smaller ones: never
  /// above Bonferroni's, at the same guarantee. Holm (1979).
  public static List<PValue> holm(List<PValue> p) {
    List<PValue> adjusted = new ArrayList<>(Collections.nCopies(p.size(), PValue.ONE));
    PValue largest = PValue.ofLn(Double.NEGATIVE_INFINITY);
    int left = p.size();
    for (int test : FalseDiscovery.byMagnitude(p)) {
      PValue candidate = p.get(test).times(left--);
      largest = candidate.compareTo(largest) > 0 ? candidate : largest;
      adjusted.set(test, largest);
    }
    return List.copyOf(adjusted);
  }
}
