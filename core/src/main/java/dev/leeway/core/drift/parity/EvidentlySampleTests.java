package dev.leeway.core.drift.parity;

import dev.leeway.core.drift.parity.EvidentlyScores.Score;
import dev.leeway.core.drift.parity.PeerColumn.Numbers;
import dev.leeway.core.stats.Alternative;
import dev.leeway.core.stats.AndersonDarling;
import dev.leeway.core.stats.CramerVonMises;
import dev.leeway.core.stats.EnergyDistance;
import dev.leeway.core.stats.EppsSingleton;
import dev.leeway.core.stats.KolmogorovSmirnov;
import dev.leeway.core.stats.MannWhitney;
import dev.leeway.core.stats.SampleMoments;
import dev.leeway.core.stats.TTest;
import dev.leeway.core.stats.TestResult;
import dev.leeway.core.stats.Wasserstein;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// The tests of Evidently 0.7.21 that need the numbers themselves. It calls SciPy for all of them
/// but Cramér–von Mises, of which it keeps an old copy.
final class EvidentlySampleTests {

  /// The least standard deviation of the reference that a Wasserstein distance is divided by.
  private static final double LEAST_DEVIATION = 0.001;

  private static final int FEWEST_FOR_EPPS_SINGLETON = 5;

  private EvidentlySampleTests() {}

  /// @param numbers without rows that have no value, and with some on both sides
  /// @return null where the method needs counts or bins
  static @Nullable Score of(EvidentlyMethod method, Numbers numbers) {
    double[] x = sorted(numbers.reference());
    double[] y = sorted(numbers.current());
    return switch (method) {
      case KS -> {
        double d = KolmogorovSmirnov.statistic(x, y);
        yield Score.test(d, KolmogorovSmirnov.pValue(d, x.length, y.length).value());
      }
      case WASSERSTEIN -> {
        double unit = NumpyArrays.standardDeviation(numbers.reference());
        yield Score.distance(Wasserstein.distance(x, y) / Math.max(unit, LEAST_DEVIATION));
      }
      case ANDERSON -> anderson(x, y);
      case CRAMER_VON_MISES -> cramerVonMises(x, y);
      // One-sided: the reference is smaller. A fall is never seen.
      case MANNW ->
          Score.test(MannWhitney.statistic(x, y), MannWhitney.test(x, y, Alternative.LESS).value());
      case ED -> Score.distance(EnergyDistance.distance(x, y));
      case ES -> eppsSingleton(x, y);
      case T_TEST -> student(numbers.reference(), numbers.current());
      case CHISQUARE, Z, FISHER_EXACT, G_TEST, PSI, KL_DIV, JENSENSHANNON, HELLINGER -> null;
    };
  }

  private static Score anderson(double[] x, double[] y) {
    if (x.length + y.length < 4) {
      throw new PeerError("it needs more values");
    }
    if (isConstant(x, y)) {
      throw new PeerError("all values are the same");
    }
    double statistic = AndersonDarling.statistic(x, y);
    return Score.test(statistic, AndersonDarling.interpolatedPValue(statistic).value());
  }

  private static Score cramerVonMises(double[] x, double[] y) {
    if (x.length < 2 || y.length < 2) {
      throw new PeerError("it needs two values on each side");
    }
    if (CramerVonMises.isExact(x.length, y.length) && !countsAreFloats(x.length, y.length)) {
      throw new PeerError("NumPy refuses to add the integers of its exact p-value");
    }
    double statistic = CramerVonMises.midrankStatistic(x, y);
    return Score.test(statistic, CramerVonMises.pValue(statistic, x.length, y.length).value());
  }

  /// Whether the number of orders is above the bound of the statistic, by which Evidently chooses
  /// floating-point numbers to count with; it cannot count with integers.
  private static boolean countsAreFloats(int n, int m) {
    long common = n;
    while (common % m != 0) {
      common += n;
    }
    double orders = 1;
    for (int i = 1; i <= m; i++) {
      orders *= (double) (n + i) / i;
    }
    return Math.rint(orders) > (double) common * common * (n + m);
  }

  private static Score eppsSingleton(double[] x, double[] y) {
    if (x.length < FEWEST_FOR_EPPS_SINGLETON || y.length < FEWEST_FOR_EPPS_SINGLETON) {
      throw new PeerError("it needs five values on each side");
    }
    double[] pooled = DoubleStream.concat(Arrays.stream(x), Arrays.stream(y)).sorted().toArray();
    if (quantile(pooled, 0.25) == quantile(pooled, 0.75)) {
      throw new PeerError("the middle half of the values is one value");
    }
    TestResult result = EppsSingleton.test(x, y);
    return Score.test(result.statistic(), result.p().value());
  }

  private static double quantile(double[] sorted, double probability) {
    double at = probability * (sorted.length - 1);
    double below = sorted[(int) at];
    return below + (at - Math.floor(at)) * (sorted[(int) Math.ceil(at)] - below);
  }

  private static Score student(double[] x, double[] y) {
    if (x.length < 2 || y.length < 2) {
      throw new PeerError("it needs two values on each side");
    }
    SampleMoments before = moments(x);
    SampleMoments now = moments(y);
    if (before.variance() == 0 && now.variance() == 0) {
      if (before.mean() == now.mean()) {
        throw new PeerError("neither side has any spread");
      }
      return new Score(null, 0.0);
    }
    TestResult result = TTest.pooled(before, now);
    return Score.test(result.statistic(), result.p().value());
  }

  /// With NumPy's rounding, which far from zero shows in the ninth digit of p.
  private static SampleMoments moments(double[] values) {
    double deviation = NumpyArrays.standardDeviation(values);
    double n = values.length;
    return new SampleMoments(
        values.length, NumpyArrays.mean(values), deviation * deviation * n / (n - 1));
  }

  private static boolean isConstant(double[] x, double[] y) {
    return x[0] == y[0] && x[0] == x[x.length - 1] && y[0] == y[y.length - 1];
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
