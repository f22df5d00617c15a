package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BinnedTest {

  static List<Golden> tables() {
    return Golden.read("tables.csv");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void chiSquareEqualsScipy(Golden golden) {
    ChiSquare.Result result = ChiSquare.twoSample(golden.counts("x"), golden.counts("y"));
    double expected = golden.number("chi_square");

    assertThat(result.statistic()).isCloseTo(expected, within(1e-9 * expected));
    assertThat(result.degreesOfFreedom()).isEqualTo((int) golden.count("dof"));
    double log10 = golden.number("log10");
    assertThat(result.p().log10()).isCloseTo(log10, within(1e-9 * (1 + Math.abs(log10))));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void distancesEqualScipy(Golden golden) {
    long[] x = golden.counts("x");
    long[] y = golden.counts("y");

    assertThat(BinnedDistance.jensenShannonDivergence(x, y))
        .isCloseTo(golden.number("js_divergence"), within(1e-14));
    assertThat(BinnedDistance.totalVariation(x, y))
        .isCloseTo(golden.number("total_variation"), within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void distancesAreSymmetricAndZeroForTheSame(Golden golden) {
    long[] x = golden.counts("x");
    long[] y = golden.counts("y");

    assertThat(BinnedDistance.jensenShannonDistance(x, y))
        .isCloseTo(BinnedDistance.jensenShannonDistance(y, x), within(1e-15));
    assertThat(BinnedDistance.populationStability(x, y))
        .isCloseTo(BinnedDistance.populationStability(y, x), within(1e-12));
    assertThat(BinnedDistance.populationStability(x, x)).isZero();
    assertThat(BinnedDistance.jensenShannonDivergence(x, x)).isZero();
    assertThat(BinnedDistance.totalVariation(x, x)).isZero();
  }

  @Test
  void populationStabilityIsThatOfTheFormula() {
    // (.3-.5) ln(.3/.5) + (.7-.5) ln(.7/.5)
    assertThat(BinnedDistance.populationStability(new long[] {500, 500}, new long[] {300, 700}))
        .isCloseTo(-0.2 * Math.log(0.6) + 0.2 * Math.log(1.4), within(1e-15));
    // the empty bin counts as half a row: (.2-.5/1000) ln(.2 / (.5/1000)) + (.8-1) ln(.8)
    assertThat(BinnedDistance.populationStability(new long[] {1000, 0}, new long[] {800, 200}))
        .isCloseTo(-0.2 * Math.log(0.8) + 0.1995 * Math.log(400), within(1e-15));
  }

  @Test
  void disjointSamplesAreAsFarAsCanBe() {
    long[] x = {10, 0};
    long[] y = {0, 20};

    assertThat(BinnedDistance.jensenShannonDivergence(x, y)).isCloseTo(1, within(1e-15));
    assertThat(BinnedDistance.totalVariation(x, y)).isEqualTo(1);
  }

  @Test
  void monteCarloAgreesWithTheAsymptoticTestWhereBothHold() {
    long[] x = {300, 250, 200, 250};
    long[] y = {130, 140, 90, 140};
    ChiSquare.Result asymptotic = ChiSquare.twoSample(x, y);
    int rounds = 400;
    double sum = 0;
    for (int seed = 0; seed < rounds; seed++) {
      sum += Math.min(1, ChiSquare.monteCarlo(x, y, seed, 2_000).p().value());
    }

    // Each p-value rests on 20 exceedances, relative deviation 0.22; 400 of them 1.1 %; the
    // asymptotic one is itself
    // right to a few percent.
    assertThat(sum / rounds)
        .isCloseTo(asymptotic.p().value(), within(0.1 * asymptotic.p().value()));
  }

  @Test
  void monteCarloHoldsItsLevelInSparseTables() {
    SplittableRandom random = new SplittableRandom(9);
    int rounds = 2_000;
    int rejected = 0;
    for (int round = 0; round < rounds; round++) {
      long[] x = sparse(random, 60);
      long[] y = sparse(random, 40);
      double p = ChiSquare.test(x, y, round, 0.05).p().value();
      rejected += p <= 0.05 ? 1 : 0;
    }

    assertThat((double) rejected / rounds).isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / rounds));
  }

  @Test
  void theSameSeedGivesTheSameProbability() {
    long[] x = {3, 1, 0, 2, 5};
    long[] y = {1, 2, 4, 0, 1};

    assertThat(ChiSquare.test(x, y, 7, 0.01)).isEqualTo(ChiSquare.test(x, y, 7, 0.01));
    assertThat(ChiSquare.test(x, y, 7, 0.01).asymptotic()).isFalse();
  }

  @Test
  void resamplingGoesFarBelowTheLevel() {
    long[] x = {100, 0, 0, 0};
    long[] y = {0, 40, 2, 1};
    ChiSquare.Result result = ChiSquare.test(x, y, 1, 0.01);

    assertThat(result.resamples()).isEqualTo(4_000);
    assertThat(result.p().value()).isLessThan(0.01 / 39);
  }

  @Test
  void tablesWithNothingToCompareAreRefused() {
    assertThatThrownBy(() -> ChiSquare.twoSample(new long[] {5, 0}, new long[] {3, 0}))
        .hasMessage(
            "a chi-square test needs two categories and rows in both samples, had 1, 5 and 3");
    assertThatThrownBy(() -> ChiSquare.twoSample(new long[] {5}, new long[] {3, 1}))
        .hasMessage("both samples must have the same categories, had 1 and 2");
    assertThatThrownBy(() -> BinnedDistance.totalVariation(new long[] {0}, new long[] {1}))
        .hasMessage("both samples need rows");
  }

  @Test
  void expectationsUnderNoDriftAreThoseOfSimulation() {
    SplittableRandom random = new SplittableRandom(3);
    for (int[] setting :
        new int[][] {{5, 400, 300}, {50, 2_000, 1_000}, {200, 300, 200}, {2, 500, 100}}) {
      int categories = setting[0];
      int rounds = 600;
      double square = 0;
      double formula = 0;
      double stability = 0;
      double divergence = 0;
      for (int round = 0; round < rounds; round++) {
        long[] x = uniform(random, categories, setting[1]);
        long[] y = uniform(random, categories, setting[2]);
        double variation = BinnedDistance.totalVariation(x, y);
        square += variation * variation;
        formula += BinnedDistance.expectedTotalVariationSquare(x, y);
        stability += BinnedDistance.populationStability(x, y);
        divergence += BinnedDistance.jensenShannonDivergence(x, y);
      }
      assertThat(square / formula).as(Arrays.toString(setting)).isBetween(0.88, 1.12);
      if (setting[2] >= 20 * categories) {
        double index =
            BinnedDistance.expectedPopulationStability(categories, setting[1], setting[2]);
        double shannon =
            BinnedDistance.expectedJensenShannonDivergence(categories, setting[1], setting[2]);
        assertThat(stability / rounds / index).isBetween(0.85, 1.2);
        assertThat(divergence / rounds / shannon).isBetween(0.85, 1.2);
      }
    }
  }

  private static long[] sparse(SplittableRandom random, int rows) {
    long[] counts = new long[80];
    for (int row = 0; row < rows; row++) {
      double u = random.nextDouble();
      counts[(int) (80 * u * u * u)]++;
    }
    return counts;
  }

  private static long[] uniform(SplittableRandom random, int categories, int rows) {
    long[] counts = new long[categories];
    for (int row = 0; row < rows; row++) {
      counts[random.nextInt(categories)]++;
    }
    return counts;
  }
}
