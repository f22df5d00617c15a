package dev.leeway.core.sequential;

import java.util.Arrays;
import java.util.Comparator;

/// Which of many hypotheses to reject, from one e-value each, under any dependence.
public final class EvidenceDiscovery {

  private EvidenceDiscovery() {}

  /// The closed e-BH procedure: the largest set R of the largest e-values such that every set A of
  /// hypotheses has a mean e-value of at least |A ∩ R|/(α·|R|). The expected share of false
  /// rejections is at most α, whatever the dependence. Rejects all that e-BH rejects. Xu et al.
  /// (2025), Bringing closure to false discovery rate control, arXiv 2504.11759. O(K³) at worst.
  ///
  /// @param evidence e-values, at least 0; ties are rejected in the order given
  /// @param alpha the false discovery rate, in (0, 1)
  /// @return for each whether it is rejected
  /// @throws IllegalArgumentException for a negative or NaN e-value, or α out of range
  public static boolean[] closedEbh(double[] evidence, double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be in (0, 1), was " + alpha);
    }
    for (double e : evidence) {
      if (!(e >= 0)) {
        throw new IllegalArgumentException("an e-value must be at least 0, was " + e);
      }
    }
    Integer[] order = new Integer[evidence.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -evidence[i]));
    double[] ascending = new double[evidence.length];
    Arrays.setAll(ascending, i -> evidence[order[evidence.length - 1 - i]]);
    int rejected = evidence.length;
    while (rejected > 0 && !holds(ascending, rejected, alpha)) {
      rejected--;
    }
    boolean[] result = new boolean[evidence.length];
    for (int i = 0; i < rejected; i++) {
      result[order[i]] = true;
    }
    return result;
  }

  /// The worst A takes the smallest of R and the smallest of the rest.
  private static boolean holds(double[] ascending, int size, double alpha) {
    int others = ascending.length - size;
    double ofR = 0;
    for (int inR = 1; inR <= size; inR++) {
      ofR += ascending[others + inR - 1];
      double ofOthers = 0;
      for (int outside = 0; outside <= others; outside++) {
        double needed = inR / (alpha * size) * (inR + outside);
        if (ofR + ofOthers < needed * (1 - 1e-12)) {
          return false;
        }
        ofOthers += outside < others ? ascending[outside] : 0;
      }
    }
    return true;
  }
}
