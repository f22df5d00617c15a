package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests and distances of counts: G, goodness of fit, z, Kullback–Leibler, Hellinger, L∞.
class CountTestsTest {

  static List<Goldens> tables() {
    return Goldens.rows("tables");
  }

  static List<Goldens> fits() {
    return Goldens.rows("goodness-of-fit");
  }

  static List<Goldens> shares() {
    return Goldens.rows("proportion-z");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void gEqualsTheSumAtManyDigits(Goldens golden) {
    TestResult result = GTest.twoSample(golden.counts("reference"), golden.counts("current"));
    assertThat(result.statistic())
        .isCloseTo(golden.number("g"), within(1e-12 * golden.number("g") + 1e-28));
    assertThat(result.degreesOfFreedom()).isEqualTo(golden.number("df"));
    golden.assertProbability(result.p(), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void distancesEqualTheSumsAtManyDigits(Goldens golden) {
    long[] reference = golden.counts("reference");
    long[] current = golden.counts("current");
    // of a billion rows and a difference of 1e-5, eleven digits cancel in the logarithm
    double divergence = BinnedDistance.kullbackLeibler(reference, current);
    if (Double.isInfinite(golden.number("kl"))) {
      assertThat(divergence).isInfinite();
    } else {
      assertThat(divergence).isCloseTo(golden.number("kl"), within(1e-15));
    }
    assertThat(BinnedDistance.smoothedKullbackLeibler(reference, current))
        .isCloseTo(golden.number("kl_smoothed"), within(1e-14));
    assertThat(BinnedDistance.hellinger(reference, current))
        .isCloseTo(golden.number("hellinger"), within(1e-15));
    assertThat(BinnedDistance.largestDifference(reference, current))
        .isCloseTo(golden.number("largest"), within(1e-15));
  }

  @ParameterizedTest
  @MethodSource("fits")
  void goodnessOfFitEqualsScipys(Goldens golden) {
    long[] observed = golden.counts("observed");
    double[] expected = golden.numbers("expected");
    TestResult chi = GoodnessOfFit.chiSquare(observed, expected);
    TestResult g = GoodnessOfFit.g(observed, expected);
    assertThat(chi.statistic()).isCloseTo(golden.number("chi_square"), within(1e-12));
    assertThat(g.statistic()).isCloseTo(golden.number("g"), within(1e-11));
    golden.assertClose(chi.p().value(), golden.number("p"), 1e-10);
    golden.assertClose(g.p().value(), golden.number("g_p"), 1e-10);
  }

  @ParameterizedTest
  @MethodSource("shares")
  void zEqualsStatsmodels(Goldens golden) {
    long a = golden.count("a");
    long n = golden.count("n");
    long b = golden.count("b");
    long m = golden.count("m");
    assertThat(ProportionZTest.statistic(a, n, b, m))
        .isCloseTo(golden.number("z"), within(1e-13 * Math.abs(golden.number("z"))));
    golden.assertProbability(ProportionZTest.pValue(a, n, b, m), 1e-9);
    double chiSquare =
        ChiSquare.twoSample(new long[] {a, n - a}, new long[] {b, m - b}).statistic();
    double z = ProportionZTest.statistic(a, n, b, m);
    assertThat(z * z).isCloseTo(chiSquare, within(1e-12 * chiSquare));
  }

  @Test
  void gIsAboutChiSquareForSmallDifferences() {
    long[] reference = {1_000_000, 2_000_000, 500_000};
    long[] current = {1_000_900, 1_999_000, 500_100};
    double chiSquare = ChiSquare.twoSample(reference, current).statistic();
    assertThat(GTest.twoSample(reference, current).statistic())
        .isCloseTo(chiSquare, within(1e-3 * chiSquare));
  }

  @Test
  void distancesAreZeroForEqualSharesAndOneForNothingInCommon() {
    long[] some = {10, 0, 30};
    long[] twice = {20, 0, 60};
    long[] other = {0, 7, 0};
    assertThat(BinnedDistance.kullbackLeibler(some, twice)).isZero();
    assertThat(BinnedDistance.hellinger(some, twice)).isZero();
    assertThat(BinnedDistance.largestDifference(some, twice)).isZero();
    assertThat(BinnedDistance.hellinger(some, other)).isEqualTo(1);
    assertThat(BinnedDistance.largestDifference(some, other)).isEqualTo(1);
    assertThat(BinnedDistance.kullbackLeibler(some, other)).isInfinite();
    assertThat(BinnedDistance.smoothedKullbackLeibler(some, other)).isFinite();
  }

  @Test
  void expectedDistancesAgreeWithSimulation() {
    SplittableRandom random = new SplittableRandom(12);
    int rounds = 3000;
    double hellinger = 0;
    double divergence = 0;
    for (int round = 0; round < rounds; round++) {
      long[] reference = counts(random, 500);
      long[] current = counts(random, 300);
      double h = BinnedDistance.hellinger(reference, current);
      hellinger += h * h;
      divergence += BinnedDistance.kullbackLeibler(reference, current);
    }
    // means of a chi-square of 9 degrees: standard error 0.9 %; the first term misses 1 or 2 %
    double square = Math.pow(BinnedDistance.expectedHellinger(10, 500, 300), 2);
    assertThat(hellinger / rounds / square).isBetween(0.96, 1.05);
    assertThat(divergence / rounds / BinnedDistance.expectedKullbackLeibler(10, 500, 300))
        .isBetween(0.96, 1.06);
  }

  @Test
  void degenerateTablesAreRejectedOrTellNothing() {
    assertThat(ProportionZTest.statistic(0, 5, 0, 9)).isZero();
    assertThat(ProportionZTest.pValue(5, 5, 9, 9)).isEqualTo(PValue.ONE);
    assertThatThrownBy(() -> ProportionZTest.pValue(6, 5, 1, 9)).hasMessageContaining("6 of 5");
    assertThatThrownBy(() -> GTest.twoSample(new long[] {3, 0}, new long[] {4, 0}))
        .hasMessageContaining("2 or more");
    assertThatThrownBy(() -> GoodnessOfFit.g(new long[] {3, 4}, new double[] {3, 5}))
        .hasMessageContaining("same total");
    assertThatThrownBy(() -> GoodnessOfFit.chiSquare(new long[] {3, 4}, new double[] {7, 0}))
        .hasMessageContaining("above");
    assertThatThrownBy(() -> GoodnessOfFit.chiSquare(new long[] {3}, new double[] {3}))
        .hasMessageContaining("2 or more");
  }

  private static long[] counts(SplittableRandom random, int rows) {
    long[] counts = new long[10];
    for (int row = 0; row < rows; row++) {
      counts[random.nextInt(10)]++;
    }
    return counts;
  }
}
