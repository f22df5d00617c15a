package dev.leeway.core.drift;

import dev.leeway.core.stats.BinnedDistance;
import java.util.List;

/// The distances on bins that stand beside every column.
final class BinDistances {

  private BinDistances() {}

  /// How practice reads the index, whatever the sample sizes; a remark, never a verdict.
  private static String reading(double stability) {
    return stability < 0.1 ? "small" : stability < 0.25 ? "moderate" : "large";
  }

  /// Adds the population stability index, the Jensen–Shannon divergence and its root.
  static void add(List<Statistic> statistics, long[] before, long[] now, int bins, long n, long m) {
    int occupied = Math.max(1, bins);
    double stability = BinnedDistance.populationStability(before, now);
    statistics.add(
        Statistic.distance(
                Method.POPULATION_STABILITY,
                stability,
                BinnedDistance.expectedPopulationStability(occupied, n, m),
                n,
                m)
            .with("bins", occupied)
            .with("pseudo_count", BinnedDistance.PSEUDO_COUNT)
            .with("customary_reading", reading(stability)));
    double divergence = BinnedDistance.jensenShannonDivergence(before, now);
    double byChance = BinnedDistance.expectedJensenShannonDivergence(occupied, n, m);
    statistics.add(
        Statistic.distance(Method.JENSEN_SHANNON_DIVERGENCE, divergence, byChance, n, m)
            .with("bins", occupied)
            .with("base", 2));
    statistics.add(
        Statistic.distance(Method.JENSEN_SHANNON, Math.sqrt(divergence), Math.sqrt(byChance), n, m)
            .with("bins", occupied)
            .with("base", 2));
  }
}
