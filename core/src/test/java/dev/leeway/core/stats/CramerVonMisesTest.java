package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CramerVonMisesTest {

  static List<Goldens> limits() {
    return Goldens.rows("cramer-distribution");
  }

  static List<Goldens> orders() {
    return Goldens.rows("cramer-exact");
  }

  @ParameterizedTest
  @MethodSource("limits")
  void limitEqualsTheSeriesAtManyDigits(Goldens golden) {
    golden.assertProbability(CramerDistribution.survival(golden.number("x")), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void exactProbabilityEqualsScipysCount(Goldens golden) {
    golden.assertProbability(
        CramerVonMises.exact(golden.number("statistic"), golden.count("n"), golden.count("m")),
        1e-12);
  }

  @Test
  void bothWaysToTheLimitMeet() {
    double below = CramerDistribution.survival(Math.nextDown(5.0)).log10();
    assertThat(CramerDistribution.survival(5).log10()).isCloseTo(below, within(1e-12));
  }

  @Test
  void tailOfMillionsOfRowsKeepsItsLogarithm() {
    PValue p = CramerVonMises.asymptotic(100_000, 1_000_000, 1_000_000);
    assertThat(p.value()).isZero();
    // exp(−π²x/2) is all but a factor of order 1/√x
    assertThat(p.log10()).isCloseTo(-Math.PI * Math.PI / 2 * 1e5 / Math.log(10), within(10.0));
  }

  @ParameterizedTest
  @CsvSource({"4, 6", "20, 20", "300, 200"})
  void probabilityFallsAsTheStatisticGrows(long n, long m) {
    PValue previous = PValue.ONE;
    for (double t = 0; t < 4; t += 1 / 16d) {
      PValue p = CramerVonMises.pValue(t, n, m);
      assertThat(p).as("t = %s", t).isLessThanOrEqualTo(previous);
      previous = p;
    }
  }

  @Test
  void sizesMayBeSwapped() {
    assertThat(CramerVonMises.exact(0.6, 7, 12).value())
        .isCloseTo(CramerVonMises.exact(0.6, 12, 7).value(), within(1e-15));
    assertThat(CramerVonMises.asymptotic(0.6, 70, 120))
        .isEqualTo(CramerVonMises.asymptotic(0.6, 120, 70));
  }

  @Test
  void statisticDoesNotChangeUnderMonotoneMaps() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 50; round++) {
      double[] x = sorted(random, 2 + random.nextInt(40));
      double[] y = sorted(random, 2 + random.nextInt(40));
      double t = CramerVonMises.statistic(x, y);
      assertThat(CramerVonMises.midrankStatistic(x, y)).isCloseTo(t, within(1e-13 * (1 + t)));
      assertThat(CramerVonMises.statistic(y, x)).isCloseTo(t, within(1e-13 * (1 + t)));
      double[] mappedX = Arrays.stream(x).map(v -> Math.exp(3 * v)).toArray();
      double[] mappedY = Arrays.stream(y).map(v -> Math.exp(3 * v)).toArray();
      assertThat(CramerVonMises.statistic(mappedX, mappedY)).isEqualTo(t);
      assertThat(CramerVonMises.statistic(x, x)).isZero();
    }
  }

  @Test
  void onlyMidranksTakeTwoSamplesOfOneConstantForDifferent() {
    double[] few = new double[30];
    double[] many = new double[60];
    assertThat(CramerVonMises.statistic(few, many)).isZero();
    // SciPy 1.17.1: statistic 3.7495370370370384, pvalue 1.5e-09
    double midrank = CramerVonMises.midrankStatistic(few, many);
    assertThat(midrank).isCloseTo(3.7495370370370384, within(1e-13));
    assertThat(CramerVonMises.asymptotic(midrank, 30, 60).value()).isLessThan(1e-8);
  }

  @Test
  void expectedIsTheMeanOverAllOrders() {
    // every way to choose which 4 of the 9 pooled values are the first sample
    double sum = 0;
    int orders = 0;
    for (int chosen = 0; chosen < 1 << 9; chosen++) {
      if (Integer.bitCount(chosen) == 4) {
        double[] x = new double[4];
        double[] y = new double[5];
        int i = 0;
        int j = 0;
        for (int value = 0; value < 9; value++) {
          if ((chosen >> value & 1) == 1) {
            x[i++] = value;
          } else {
            y[j++] = value;
          }
        }
        sum += CramerVonMises.statistic(x, y);
        orders++;
      }
    }
    assertThat(sum / orders).isCloseTo(CramerVonMises.expected(4, 5), within(1e-12));
  }

  @Test
  void tiesDoNotRaiseFalseAlarms() {
    SplittableRandom random = new SplittableRandom(9);
    int alarms = 0;
    int rounds = 2000;
    for (int round = 0; round < rounds; round++) {
      double[] x = random.doubles(80).map(u -> Math.floor(u * 3)).sorted().toArray();
      double[] y = random.doubles(50).map(u -> Math.floor(u * 3)).sorted().toArray();
      alarms +=
          CramerVonMises.pValue(CramerVonMises.statistic(x, y), 80, 50).value() <= 0.05 ? 1 : 0;
    }
    // three standard errors of a share of 0.05 are 0.015
    assertThat(alarms / (double) rounds).isLessThan(0.065);
  }

  @Test
  void smallNanAndOutOfDomainAreRejected() {
    double[] some = {1, 2};
    assertThatThrownBy(() -> CramerVonMises.statistic(some, new double[] {1}))
        .hasMessageContaining("at least 2");
    assertThatThrownBy(() -> CramerVonMises.statistic(new double[] {1, Double.NaN}, some))
        .hasMessageContaining("sortedX must not hold NaN");
    assertThatThrownBy(() -> CramerVonMises.pValue(-0.1, 3, 3)).hasMessageContaining("-0.1");
    assertThatThrownBy(() -> CramerVonMises.pValue(Double.NaN, 3, 3)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> CramerVonMises.exact(0.1, 21, 3)).hasMessageContaining("20");
  }

  private static double[] sorted(SplittableRandom random, int size) {
    return random.doubles(size).sorted().toArray();
  }
}
