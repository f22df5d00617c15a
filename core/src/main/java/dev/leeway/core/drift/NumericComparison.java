package dev.leeway.core.drift;

import dev.leeway.core.profile.Distances;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.NumericReference;
import dev.leeway.core.stats.BinnedDistance;
import dev.leeway.core.stats.KolmogorovSmirnov;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The statistics of a column of numbers: Kolmogorov–Smirnov decides, the distances inform. Exact
/// where the window's values are at hand, else from counts, with a p-value from the lower end of
/// where D lies.
///
/// @param statistics what was computed
/// @param reason why the distribution could not be compared; null when it was
record NumericComparison(List<Statistic> statistics, @Nullable Reason reason) {

  static NumericComparison of(
      NumericReference reference, NumericProfile window, @Nullable NumericData values) {
    NumericProfile before = reference.profile();
    long n = before.finite();
    long m = window.finite();
    List<Statistic> statistics = new ArrayList<>();
    Reason reason = Comparability.of(n, m, constant(before, window));
    if (reason == Reason.ALL_MISSING && window.unreadable() > 0 && m == 0) {
      reason = Reason.UNREADABLE;
    }
    Optional<Distances> distances = distances(reference, window, values);
    if (reason != null || distances.isEmpty()) {
      Reason why = reason == null ? Reason.ALL_MISSING : reason;
      statistics.add(
          Statistic.absent(DriftKind.DISTRIBUTION, Method.KOLMOGOROV_SMIRNOV, n, m, why));
      return new NumericComparison(statistics, why);
    }
    statistics.add(kolmogorovSmirnov(distances.get(), n, m));
    long[] nowCounts = window.counts();
    Deciles deciles = Deciles.of(before.counts(), nowCounts);
    statistics.add(
        Statistic.distance(
                Method.TOTAL_VARIATION,
                BinnedDistance.totalVariation(deciles.reference(), deciles.current()),
                Math.sqrt(
                    BinnedDistance.expectedTotalVariationSquare(
                        deciles.reference(), deciles.current())),
                n,
                m)
            .with("bins", deciles.reference().length));
    BinDistances.add(
        statistics, deciles.reference(), deciles.current(), deciles.reference().length, n, m);
    wasserstein(statistics, reference, distances.get(), n, m);
    return new NumericComparison(statistics, null);
  }

  private static Optional<Distances> distances(
      NumericReference reference, NumericProfile window, @Nullable NumericData values) {
    if (values != null) {
      Optional<Distances> exact = Distances.exact(reference, values);
      if (exact.isPresent()) {
        return exact;
      }
    }
    return Distances.bounds(reference, window);
  }

  private static boolean constant(NumericProfile before, NumericProfile window) {
    OptionalDouble low = before.min();
    return low.isPresent()
        && low.equals(before.max())
        && low.equals(window.min())
        && low.equals(window.max());
  }

  private static Statistic kolmogorovSmirnov(Distances distances, long n, long m) {
    double d = distances.ks();
    double byChance = KolmogorovSmirnov.expectedSquare(n, m);
    return Statistic.test(
            DriftKind.DISTRIBUTION,
            Method.KOLMOGOROV_SMIRNOV,
            d,
            KolmogorovSmirnov.pValue(d, n, m),
            Effect.beyondChance(d, byChance),
            n,
            m)
        .within(distances.ksHigh() - d)
        .expecting(Math.min(1, KolmogorovSmirnov.expected(n, m)))
        .with("p_value_method", KolmogorovSmirnov.isExact(n, m) ? "exact" : "asymptotic")
        .with("expected_square", Math.min(1, byChance));
  }

  private static void wasserstein(
      List<Statistic> statistics, NumericReference reference, Distances distances, long n, long m) {
    double raw = distances.wasserstein();
    double width = distances.wassersteinHigh() - raw;
    double byChance = ReferenceArea.expectedWasserstein(reference, n, m);
    statistics.add(
        Statistic.distance(Method.WASSERSTEIN, raw, ReferenceArea.finite(byChance), n, m)
            .within(width));
    OptionalDouble deviation = reference.profile().standardDeviation();
    if (deviation.isEmpty() || deviation.getAsDouble() == 0) {
      Reason why = deviation.isEmpty() ? Reason.OVERFLOW : Reason.NO_SPREAD;
      statistics.add(
          Statistic.absent(DriftKind.DISTRIBUTION, Method.WASSERSTEIN_NORMED, n, m, why));
      return;
    }
    double unit = deviation.getAsDouble();
    statistics.add(
        Statistic.distance(
                Method.WASSERSTEIN_NORMED, raw / unit, ReferenceArea.finite(byChance / unit), n, m)
            .within(width / unit)
            .with("reference_standard_deviation", unit));
  }
}
