package dev.leeway.core.stats;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Correction for many tests at once.
public final class FalseDiscovery {

  private FalseDiscovery() {}

  /// Adjusted p-values by Benjamini and Hochberg (1995): calling a discovery whatever is at most α
  /// keeps the expected share of false ones among all discoveries at most α, for independent or
  /// positively dependent tests; when nothing is there to be found, the probability of any. `q₍ᵢ₎ =
  /// min_{j≥i} (K/j) p₍ⱼ₎`, in the order of the arguments.
  public static double[] benjaminiHochberg(List<PValue> pValues) {
    int tests = pValues.size();
    int[] order =
        IntStream.range(0, tests)
            .boxed()
            .sorted(Comparator.comparingDouble(test -> pValues.get(test).log10()))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[tests];
    double least = 1;
    for (int rank = tests; rank >= 1; rank--) {
      int test = order[rank - 1];
      least = Math.min(least, pValues.get(test).value() * tests / rank);
      adjusted[test] = least;
    }
    return adjusted;
  }
}
