package dev.leeway.core.drift;

import dev.leeway.core.stats.BinnedDistance;
import dev.leeway.core.stats.ChiSquare;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The statistics of a column of categories: chi-square decides, total variation is its effect, the
/// distances inform.
///
/// @param statistics what was computed
/// @param reason why the distribution could not be compared; null when it was
record CategoricalComparison(List<Statistic> statistics, @Nullable Reason reason) {

  /// @param seed seed of the Monte-Carlo test
  /// @param level the p-value that must be reachable by Monte-Carlo
  static CategoricalComparison of(CategoryTable table, long seed, double level) {
    long n = table.referenceRows();
    long m = table.currentRows();
    List<Statistic> statistics = new ArrayList<>();
    Reason reason = Comparability.of(n, m, table.occupied() < 2);
    if (reason == null) {
      statistics.add(chiSquare(table, seed, level, n, m));
    } else {
      statistics.add(Statistic.absent(DriftKind.DISTRIBUTION, Method.CHI_SQUARE, n, m, reason));
    }
    if (n > 0 && m > 0) {
      distances(statistics, table.pooled(), n, m);
    }
    ShareTests.newCategories(table).ifPresent(statistics::add);
    return new CategoricalComparison(statistics, reason);
  }

  private static Statistic chiSquare(CategoryTable table, long seed, double level, long n, long m) {
    ChiSquare.Result result = ChiSquare.test(table.reference(), table.current(), seed, level);
    double variation = BinnedDistance.totalVariation(table.reference(), table.current());
    double byChance =
        BinnedDistance.expectedTotalVariationSquare(table.reference(), table.current());
    Statistic statistic =
        Statistic.test(
                DriftKind.DISTRIBUTION,
                Method.CHI_SQUARE,
                result.statistic(),
                result.p(),
                Effect.beyondChance(variation, byChance),
                n,
                m)
            .expecting((double) result.degreesOfFreedom() * (n + m) / (n + m - 1.0))
            .with("degrees_of_freedom", result.degreesOfFreedom())
            .with("total_variation", variation)
            .with("expected_total_variation_square", byChance);
    if (result.asymptotic()) {
      return statistic.with("p_value_method", "asymptotic");
    }
    if (result.resamples() == 0) {
      return statistic.with("p_value_method", "moment-bound");
    }
    return statistic
        .with("p_value_method", "monte-carlo")
        .with("resamples", result.resamples())
        .with("seed", seed);
  }

  private static void distances(List<Statistic> statistics, CategoryTable table, long n, long m) {
    long[] before = table.reference();
    long[] now = table.current();
    double variation = BinnedDistance.totalVariation(before, now);
    statistics.add(
        Statistic.distance(
            Method.TOTAL_VARIATION,
            variation,
            Math.sqrt(BinnedDistance.expectedTotalVariationSquare(before, now)),
            n,
            m));
    BinDistances.add(statistics, before, now, table.occupied(), n, m);
  }
}
