package dev.leeway.core.drift;

import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.NumericReference;
import dev.leeway.core.stats.Alternative;
import dev.leeway.core.stats.AndersonDarling;
import dev.leeway.core.stats.BinnedDistance;
import dev.leeway.core.stats.CramerVonMises;
import dev.leeway.core.stats.EnergyDistance;
import dev.leeway.core.stats.EppsSingleton;
import dev.leeway.core.stats.GTest;
import dev.leeway.core.stats.MannWhitney;
import dev.leeway.core.stats.ProportionZTest;
import dev.leeway.core.stats.SampleMoments;
import dev.leeway.core.stats.TTest;
import dev.leeway.core.stats.TestResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The statistics that are computed only when asked for. They inform and never decide; one that
/// cannot be computed for a column of its kind is a row with a [Reason]. The reference is the first
/// sample of every test.
final class OnDemand {

  private final Set<Method> methods;

  /// @param methods what was asked for; methods that are computed anyway are passed over
  OnDemand(Set<Method> methods) {
    this.methods = EnumSet.noneOf(Method.class);
    methods.stream().filter(Method::onDemand).forEach(this.methods::add);
  }

  private List<Method> of(Kind kind) {
    return methods.stream().filter(method -> method.kinds().contains(kind)).toList();
  }

  /// Statistics of a column of numbers, or of the lengths of a column of texts.
  ///
  /// @param values the window's values; null when they are not at hand
  /// @param reason why the distribution cannot be compared; null when it can
  List<Statistic> numbers(
      Kind kind,
      NumericReference reference,
      NumericProfile window,
      @Nullable NumericData values,
      @Nullable Reason reason) {
    List<Method> asked = of(kind);
    if (asked.isEmpty()) {
      return List.of();
    }
    Numbers numbers = reason == null ? Numbers.of(reference, window, values) : null;
    List<Statistic> statistics = new ArrayList<>();
    for (Method method : asked) {
      statistics.add(
          numbers == null || reason != null
              ? absent(
                  method,
                  reference.profile().finite(),
                  window.finite(),
                  reason == null ? Reason.ALL_MISSING : reason)
              : numbers.statistic(method));
    }
    return statistics;
  }

  /// Statistics of a column of categories.
  ///
  /// @param reason why the distribution cannot be compared; null when it can
  List<Statistic> categories(Kind kind, CategoryTable table, @Nullable Reason reason) {
    List<Statistic> statistics = new ArrayList<>();
    long n = table.referenceRows();
    long m = table.currentRows();
    for (Method method : of(kind)) {
      statistics.add(reason == null ? category(method, table, n, m) : absent(method, n, m, reason));
    }
    return statistics;
  }

  private static Statistic category(Method method, CategoryTable table, long n, long m) {
    long[] before = table.reference();
    long[] now = table.current();
    if (method == Method.G_TEST) {
      TestResult g = GTest.twoSample(before, now);
      return beside(method, g, n, m)
          .expecting(g.degreesOfFreedom())
          .with("p_value_method", "asymptotic");
    }
    if (method == Method.Z_TEST) {
      if (table.occupied() > 2) {
        return absent(method, n, m, Reason.NOT_TWO_CATEGORIES);
      }
      int most = 0;
      for (int category = 1; category < before.length; category++) {
        most = before[category] > before[most] ? category : most;
      }
      double z = ProportionZTest.statistic(before[most], n, now[most], m);
      return Statistic.beside(
              method, z, ProportionZTest.pValue(before[most], n, now[most], m), n, m)
          .expecting(0)
          .with("p_value_method", "asymptotic")
          .with("reference_share", (double) before[most] / n);
    }
    CategoryTable pooled = table.pooled();
    return bins(method, pooled.reference(), pooled.current(), pooled.occupied(), n, m);
  }

  private static Statistic bins(
      Method method, long[] before, long[] now, int bins, long n, long m) {
    Statistic statistic =
        switch (method) {
          case L_INFINITY ->
              Statistic.distance(method, BinnedDistance.largestDifference(before, now), null, n, m);
          case KULLBACK_LEIBLER ->
              Statistic.distance(
                      method,
                      BinnedDistance.smoothedKullbackLeibler(before, now),
                      BinnedDistance.expectedKullbackLeibler(bins, n, m),
                      n,
                      m)
                  .with("pseudo_count", BinnedDistance.PSEUDO_COUNT);
          case HELLINGER ->
              Statistic.distance(
                  method,
                  BinnedDistance.hellinger(before, now),
                  BinnedDistance.expectedHellinger(bins, n, m),
                  n,
                  m);
          default -> throw new IllegalArgumentException(method + " is no distance on bins");
        };
    return statistic.with("bins", bins);
  }

  private static Statistic beside(Method method, TestResult result, long n, long m) {
    return Statistic.beside(method, result.statistic(), result.p(), n, m)
        .with("degrees_of_freedom", result.degreesOfFreedom());
  }

  private static Statistic absent(Method method, long n, long m, Reason reason) {
    return Statistic.absent(DriftKind.DISTRIBUTION, method, n, m, reason);
  }

  /// Two samples of numbers: moments and bins always, the values in order where they are at hand.
  private record Numbers(
      NumericReference reference,
      NumericProfile window,
      double @Nullable [] before,
      double @Nullable [] now) {

    static Numbers of(
        NumericReference reference, NumericProfile window, @Nullable NumericData values) {
      Optional<double[]> kept = values == null ? Optional.empty() : reference.sortedValues();
      if (values == null || kept.isEmpty()) {
        return new Numbers(reference, window, null, null);
      }
      double[] now = values.finite();
      Arrays.sort(now);
      return new Numbers(reference, window, kept.get(), now);
    }

    Statistic statistic(Method method) {
      long n = reference.profile().finite();
      long m = window.finite();
      if (method == Method.WELCH_T || method == Method.STUDENT_T) {
        return means(method, n, m);
      }
      if (method.kinds().contains(Kind.CATEGORICAL)) {
        Deciles deciles = Deciles.of(reference.profile().counts(), window.counts());
        return bins(
            method, deciles.reference(), deciles.current(), deciles.reference().length, n, m);
      }
      return before == null || now == null
          ? absent(method, n, m, Reason.NO_VALUES)
          : samples(method, before, now, n, m);
    }

    private Statistic means(Method method, long n, long m) {
      Optional<SampleMoments> x = moments(reference.profile());
      Optional<SampleMoments> y = moments(window);
      if (x.isEmpty() || y.isEmpty()) {
        return absent(method, n, m, Reason.OVERFLOW);
      }
      if (x.get().variance() == 0 && y.get().variance() == 0) {
        return absent(method, n, m, Reason.NO_SPREAD);
      }
      TestResult t =
          method == Method.WELCH_T ? TTest.welch(x.get(), y.get()) : TTest.pooled(x.get(), y.get());
      return beside(method, t, n, m).expecting(0);
    }

    private static Optional<SampleMoments> moments(NumericProfile profile) {
      double n = profile.finite();
      double mean = profile.mean().orElse(Double.NaN);
      double variance = profile.variance().orElse(Double.NaN) * (n / (n - 1));
      return Double.isFinite(mean) && Double.isFinite(variance)
          ? Optional.of(new SampleMoments(profile.finite(), mean, variance))
          : Optional.empty();
    }

    private Statistic samples(Method method, double[] x, double[] y, long n, long m) {
      return switch (method) {
        case CRAMER_VON_MISES -> {
          double t = CramerVonMises.statistic(x, y);
          yield Statistic.beside(method, t, CramerVonMises.pValue(t, n, m), n, m)
              .expecting(CramerVonMises.expected(n, m))
              .with("p_value_method", exactly(CramerVonMises.isExact(n, m)));
        }
        case ANDERSON_DARLING -> {
          double a = AndersonDarling.statistic(x, y);
          yield Statistic.beside(method, a, AndersonDarling.interpolatedPValue(a), n, m)
              .expecting(0)
              .with("p_value_method", "interpolated");
        }
        case MANN_WHITNEY ->
            Statistic.beside(
                    method,
                    MannWhitney.statistic(x, y),
                    MannWhitney.test(x, y, Alternative.TWO_SIDED),
                    n,
                    m)
                .expecting(n * (m / 2.0))
                .with("p_value_method", "asymptotic");
        case EPPS_SINGLETON ->
            EppsSingleton.isDefined(x, y)
                ? epps(EppsSingleton.test(x, y), n, m)
                : absent(method, n, m, Reason.NO_SPREAD);
        case ENERGY_DISTANCE ->
            Statistic.distance(
                method,
                EnergyDistance.distance(x, y),
                ReferenceArea.finite(ReferenceArea.expectedEnergyDistance(reference, n, m)),
                n,
                m);
        default -> throw new IllegalArgumentException(method + " is not of two samples");
      };
    }

    private static Statistic epps(TestResult result, long n, long m) {
      return beside(Method.EPPS_SINGLETON, result, n, m)
          .expecting(result.degreesOfFreedom())
          .with("p_value_method", "asymptotic");
    }

    private static String exactly(boolean exact) {
      return exact ? "exact" : "asymptotic";
    }
  }
}
