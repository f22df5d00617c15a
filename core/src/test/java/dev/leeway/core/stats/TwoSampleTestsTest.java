package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tests of two samples of numbers against SciPy, on the same pairs of samples.
class TwoSampleTestsTest {

  static List<Goldens> pairs() {
    return Goldens.rows("two-samples");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void cramerVonMisesEqualsScipys(Goldens golden) {
    double[] x = golden.numbers("x");
    double[] y = golden.numbers("y");
    double midrank = CramerVonMises.midrankStatistic(x, y);
    // SciPy takes the difference of two numbers of the order of n + m
    assertThat(midrank)
        .isCloseTo(golden.number("cramer_midrank"), within(1e-15 * (x.length + y.length)));
    golden.assertClose(CramerVonMises.statistic(x, y), golden.number("cramer"), 1e-13);
    golden.assertLog10(
        CramerVonMises.asymptotic(midrank, x.length, y.length), "cramer_log10_p", 1e-9);
    double exact = golden.number("cramer_p_exact");
    if (!Double.isNaN(exact)) {
      golden.assertClose(CramerVonMises.pValue(midrank, x.length, y.length).value(), exact, 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void andersonDarlingEqualsScipys(Goldens golden) {
    double[] x = golden.numbers("x");
    double[] y = golden.numbers("y");
    double statistic = AndersonDarling.statistic(x, y);
    assertThat(statistic)
        .isCloseTo(golden.number("anderson"), within(1e-11 * (2 + Math.abs(statistic))));
    assertThat(AndersonDarling.rightStatistic(x, y))
        .isCloseTo(golden.number("anderson_right"), within(1e-11 * (2 + Math.abs(statistic))));
    golden.assertClose(
        AndersonDarling.interpolatedPValue(statistic).value(), golden.number("anderson_p"), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void mannWhitneyEqualsScipys(Goldens golden) {
    double[] x = golden.numbers("x");
    double[] y = golden.numbers("y");
    double u = MannWhitney.statistic(x, y);
    assertThat(u).isEqualTo(golden.number("u"));
    golden.assertLog10(MannWhitney.asymptotic(x, y, Alternative.TWO_SIDED), "u_log10_p", 1e-11);
    golden.assertClose(
        MannWhitney.test(x, y, Alternative.TWO_SIDED).value(), golden.number("u_p_auto"), 1e-11);
    double[] asymptotic = golden.numbers("u_p_asymptotic");
    double[] exact = golden.numbers("u_p_exact");
    for (Alternative alternative : Alternative.values()) {
      golden.assertClose(
          MannWhitney.asymptotic(x, y, alternative).value(),
          asymptotic[alternative.ordinal()],
          1e-11);
      if (exact.length == 3) {
        golden.assertClose(
            MannWhitney.exact(u, x.length, y.length, alternative).value(),
            exact[alternative.ordinal()],
            1e-12);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bothTTestsEqualScipys(Goldens golden) {
    SampleMoments x = SampleMoments.of(golden.numbers("x"));
    SampleMoments y = SampleMoments.of(golden.numbers("y"));
    for (boolean pooled : new boolean[] {true, false}) {
      String name = pooled ? "pooled" : "welch";
      TestResult result = pooled ? TTest.pooled(x, y) : TTest.welch(x, y);
      // a unit in the last place of a mean, in standard errors
      double error = Math.sqrt(x.variance() / x.size() + y.variance() / y.size());
      double rounding = 2 * Math.ulp(x.mean()) / error;
      double t = golden.number(name);
      assertThat(result.statistic()).isCloseTo(t, within(1e-11 * Math.abs(t) + rounding));
      golden.assertClose(result.degreesOfFreedom(), golden.number(name + "_df"), 1e-9);
      golden.assertLog10(result.p(), name + "_log10_p", 1e-9 + (1 + Math.abs(t)) * rounding);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void eppsSingletonEqualsScipys(Goldens golden) {
    TestResult result = EppsSingleton.test(golden.numbers("x"), golden.numbers("y"));
    // the inverse of a covariance of condition 1e3 or more
    golden.assertClose(result.statistic(), golden.number("epps"), 1e-9);
    assertThat(result.degreesOfFreedom()).isEqualTo(4);
    assertThat(result.p().value())
        .isCloseTo(golden.number("epps_p"), within(1e-9 * golden.number("epps_p") + 1e-300));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void energyDistanceEqualsTheExactIntegral(Goldens golden) {
    golden.assertClose(
        EnergyDistance.distance(golden.numbers("x"), golden.numbers("y")),
        golden.number("energy"),
        1e-14);
  }
}
