package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Laws of Anderson–Darling, Epps–Singleton and the energy distance.
class DistributionTestsTest {

  private static final double[] SOME = {1, 2, 3, 4, 5, 6};

  @Test
  void andersonDarlingDoesNotChangeUnderMonotoneMapsNorSwaps() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 30; round++) {
      double[] x = random.doubles(2 + random.nextInt(30)).sorted().toArray();
      double[] y = random.doubles(2 + random.nextInt(30)).sorted().toArray();
      double statistic = AndersonDarling.statistic(x, y);
      assertThat(AndersonDarling.statistic(y, x)).isCloseTo(statistic, within(1e-11));
      assertThat(AndersonDarling.statistic(exp(x), exp(y))).isEqualTo(statistic);
    }
  }

  @Test
  void andersonDarlingsInterpolationStaysInTheTable() {
    assertThat(AndersonDarling.interpolatedPValue(-1.2).value()).isEqualTo(0.25);
    assertThat(AndersonDarling.interpolatedPValue(1e6).value()).isEqualTo(0.001);
    double previous = 1;
    for (double a = -2; a < 9; a += 0.125) {
      double p = AndersonDarling.interpolatedPValue(a).value();
      assertThat(p).isLessThanOrEqualTo(previous);
      previous = p;
    }
    // the table's own 5 % point
    assertThat(AndersonDarling.interpolatedPValue(1.961).value())
        .isCloseTo(0.05, within(0.05 * 0.03));
  }

  @Test
  void andersonDarlingNeedsTwoValuesThatDiffer() {
    assertThatThrownBy(() -> AndersonDarling.statistic(new double[3], new double[4]))
        .hasMessageContaining("constant");
    assertThatThrownBy(() -> AndersonDarling.rightStatistic(new double[3], new double[4]))
        .hasMessageContaining("constant");
    assertThatThrownBy(() -> AndersonDarling.statistic(new double[1], new double[] {1, 2}))
        .hasMessageContaining("4 or more");
    assertThatThrownBy(() -> AndersonDarling.interpolatedPValue(Double.NaN))
        .hasMessageContaining("number");
  }

  @Test
  void eppsSingletonDoesNotChangeUnderShiftsNorScales() {
    SplittableRandom random = new SplittableRandom(5);
    double[] x = random.doubles(60).sorted().toArray();
    double[] y = random.doubles(40).map(u -> u * u).sorted().toArray();
    double w = EppsSingleton.test(x, y).statistic();
    double[] mappedX = Arrays.stream(x).map(v -> 1000 + 7 * v).toArray();
    double[] mappedY = Arrays.stream(y).map(v -> 1000 + 7 * v).toArray();
    assertThat(EppsSingleton.test(mappedX, mappedY).statistic()).isCloseTo(w, within(1e-8 * w));
    assertThat(EppsSingleton.test(y, x).statistic()).isCloseTo(w, within(1e-9 * w));
  }

  @Test
  void eppsSingletonOfTwoDistinctValuesComparesTheirShares() {
    double[] x = new double[100];
    double[] y = new double[80];
    Arrays.fill(x, 40, 100, 1);
    Arrays.fill(y, 50, 80, 1);
    TestResult result = EppsSingleton.test(x, y);
    assertThat(result.degreesOfFreedom()).isEqualTo(1);
    // one degree of freedom: the square of the z test with unpooled variances
    double z = (60 / 100d - 30 / 80d) / Math.sqrt(0.6 * 0.4 / 100 + 0.375 * 0.625 / 80);
    assertThat(result.statistic()).isCloseTo(z * z, within(1e-9));
  }

  @Test
  void eppsSingletonHoldsItsLevel() {
    SplittableRandom random = new SplittableRandom(6);
    int alarms = 0;
    int rounds = 2000;
    for (int round = 0; round < rounds; round++) {
      double[] x = random.doubles(60).map(u -> -Math.log(u)).sorted().toArray();
      double[] y = random.doubles(90).map(u -> -Math.log(u)).sorted().toArray();
      alarms += EppsSingleton.test(x, y).p().value() <= 0.05 ? 1 : 0;
    }
    // an asymptotic test: three standard errors are 0.015
    assertThat(alarms / (double) rounds).isBetween(0.03, 0.075);
  }

  @Test
  void eppsSingletonNeedsSpread() {
    assertThatThrownBy(() -> EppsSingleton.test(new double[4], SOME))
        .hasMessageContaining("5 or more");
    assertThatThrownBy(() -> EppsSingleton.test(new double[20], new double[20]))
        .hasMessageContaining("interquartile");
    double[] ones = new double[8];
    Arrays.fill(ones, 1);
    assertThatThrownBy(() -> EppsSingleton.test(new double[8], ones))
        .hasMessageContaining("spread");
    assertThatThrownBy(
            () -> EppsSingleton.test(new double[] {0, 1, 2, 3, Double.POSITIVE_INFINITY}, SOME))
        .hasMessageContaining("finite");
  }

  @Test
  void energyDistanceIsTheExcessOfDistancesBetweenSamples() {
    SplittableRandom random = new SplittableRandom(7);
    double[] x = random.doubles(25).sorted().toArray();
    double[] y = random.doubles(35).map(u -> 2 * u).sorted().toArray();
    double excess = 2 * meanDistance(x, y) - meanDistance(x, x) - meanDistance(y, y);
    assertThat(EnergyDistance.distance(x, y)).isCloseTo(Math.sqrt(excess), within(1e-13));
    assertThat(EnergyDistance.distance(y, x)).isEqualTo(EnergyDistance.distance(x, y));
    assertThat(EnergyDistance.distance(x, x)).isZero();
    double[] wide = Arrays.stream(x).map(v -> 4 * v).toArray();
    double[] wideY = Arrays.stream(y).map(v -> 4 * v).toArray();
    assertThat(EnergyDistance.distance(wide, wideY))
        .isCloseTo(2 * EnergyDistance.distance(x, y), within(1e-14));
  }

  @Test
  void energyDistanceOfTheLargestNumbersIsInfinite() {
    double[] low = {-Double.MAX_VALUE};
    double[] high = {Double.MAX_VALUE};
    assertThat(EnergyDistance.distance(low, high)).isInfinite();
    assertThat(EnergyDistance.distance(new double[] {-1e307}, new double[] {1e307})).isFinite();
  }

  private static double meanDistance(double[] x, double[] y) {
    double sum = 0;
    for (double a : x) {
      for (double b : y) {
        sum += Math.abs(a - b);
      }
    }
    return sum / x.length / y.length;
  }

  private static double[] exp(double[] values) {
    return Arrays.stream(values).map(v -> Math.exp(3 * v)).toArray();
  }
}
