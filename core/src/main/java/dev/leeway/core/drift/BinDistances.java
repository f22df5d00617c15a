package dev.leeway.core.drift;

import dev.leeway.core.stats.BinnedDistance;
import java.util.List;

/// The distances on bins that stand beside every column.
final class BinDistances {

  private BinDistances() {}

  /// Adds the population stability index, the Jensen–Shannon divergence and its root.
  static void add(List<Statistic> statistics, long[] before, long[] now, int bins, long n, long m) {
    int occupied = Math.max(1, bins);
    statistics.add(
        Statistic.distance(
                Method.POPULATION_STABILITY,
                BinnedDistance.populationStability(before, now),
                BinnedDistance.expectedPopulationStability(occupied, n, m),
                n,
                m)
            .with("bins", occupied)
            .with("pseudo_count", BinnedDistance.PSEUDO_COUNT));
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
