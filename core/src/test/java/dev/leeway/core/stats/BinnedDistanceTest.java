package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BinnedDistanceTest {

  static List<Goldens> tables() {
    return Goldens.rows("counts");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void distancesEqualTheirOracle(Goldens golden) {
    long[] reference = golden.counts("reference");
    long[] current = golden.counts("current");
    double js = golden.number("js_distance");
    golden.assertClose(
        BinnedDistance.populationStability(reference, current), golden.number("psi"), 1e-11);
    golden.assertClose(
        BinnedDistance.totalVariation(reference, current), golden.number("tv"), 1e-13);
    // terms of size 1 cancel down to the divergence, which leaves an absolute error
    assertThat(BinnedDistance.jensenShannonDivergence(reference, current))
        .isCloseTo(js * js, within(1e-14));
    assertThat(BinnedDistance.jensenShannonDistance(reference, current))
        .isCloseTo(js, within(1e-12 + 1e-7 * (js == 0 ? 1 : 0)));
  }

  @Test
  void distancesAreSymmetricZeroForEqualSharesAndBounded() {
    SplittableRandom random = new SplittableRandom(21);
    for (int round = 0; round < 100; round++) {
      long[] reference = counts(random);
      long[] current = counts(random);
      long[] tripled = reference.clone();
      for (int j = 0; j < tripled.length; j++) {
        tripled[j] *= 3;
      }
      for (ToDoubleBiFunction<long[], long[]> distance : distances()) {
        double value = distance.applyAsDouble(reference, current);
        assertThat(distance.applyAsDouble(current, reference)).isCloseTo(value, within(1e-14));
        assertThat(distance.applyAsDouble(reference, reference)).isZero();
        assertThat(value).isPositive();
      }
      assertThat(BinnedDistance.totalVariation(reference, tripled)).isCloseTo(0, within(1e-15));
    }
  }

  @Test
  void disjointSamplesAreAsFarApartAsCanBe() {
    long[] reference = {3, 7, 0, 0};
    long[] current = {0, 0, 1, 4};
    assertThat(BinnedDistance.totalVariation(reference, current)).isEqualTo(1);
    assertThat(BinnedDistance.jensenShannonDivergence(reference, current)).isEqualTo(1);
    assertThat(BinnedDistance.populationStability(reference, current)).isFinite();
  }

  @ParameterizedTest
  @CsvSource({"10, 1000, 700", "20, 5000, 1000", "5, 300, 300"})
  void expectedValuesAgreeWithSimulation(int bins, int n, int m) {
    double[] weights = new double[bins];
    for (int j = 0; j < bins; j++) {
      weights[j] = 1 + j % 3;
    }
    Means means = simulate(new AliasTable(weights), bins, n, m, 4000);
    // 3 standard errors of a mean of chi-square variates, √(2/(B−1)/rounds)·3 ≤ 3.4 %, and the
    // next term of the expansion, of order B/m
    double tolerance = 0.035 + 2.0 * bins / m;
    assertThat(means.stability / BinnedDistance.expectedPopulationStability(bins, n, m))
        .isCloseTo(1, within(tolerance));
    assertThat(means.divergence / BinnedDistance.expectedJensenShannonDivergence(bins, n, m))
        .isCloseTo(1, within(tolerance));
    assertThat(means.distance)
        .isLessThan(BinnedDistance.expectedJensenShannonDistance(bins, n, m) * 1.02);
    assertThat(means.variationSquare / means.expectedVariationSquare).isCloseTo(1, within(0.035));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0, 200, 100",
    "3, 0, 1000, 1000",
    "3, 3, 1000, 100",
    "50, 0, 2000, 100",
    "500, 1, 2000, 100",
    "500, 1, 2000, 1000",
    "2000, 0, 1000, 1000",
    "500, 1, 30000, 300"
  })
  void expectedTotalVariationHoldsForSparseAndSkewedBins(int bins, double exponent, int n, int m) {
    double[] weights = new double[bins];
    for (int j = 0; j < bins; j++) {
      weights[j] = Math.pow(j + 1, -exponent);
    }
    Means means = simulate(new AliasTable(weights), bins, n, m, bins < 10 ? 20_000 : 1000);
    // standard error of the simulation is below 1 %, but for few bins where it is 1.5 % at most
    assertThat(means.variationSquare / means.expectedVariationSquare).isCloseTo(1, within(0.04));
  }

  @Test
  void expectedTotalVariationOfTwoBinsIsTheVarianceOfOneShare() {
    long[] reference = {30, 70};
    long[] current = {20, 30};
    double rows = 150;
    double variance = 50 * 100 / (100.0 * 50 * (rows - 1));
    assertThat(BinnedDistance.expectedTotalVariationSquare(reference, current))
        .isCloseTo(variance, within(1e-15));
    assertThat(BinnedDistance.expectedTotalVariationSquare(new long[] {5}, new long[] {3}))
        .isZero();
  }

  @Test
  void emptySamplesAndSizesAreRejected() {
    for (ToDoubleBiFunction<long[], long[]> distance : distances()) {
      assertThatThrownBy(() -> distance.applyAsDouble(new long[] {0, 0}, new long[] {1, 0}))
          .hasMessageContaining("must have rows");
    }
    assertThatThrownBy(() -> BinnedDistance.expectedPopulationStability(0, 1, 1))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> BinnedDistance.expectedJensenShannonDivergence(3, 0, 1))
        .hasMessageContaining("at least 1");
  }

  private static List<ToDoubleBiFunction<long[], long[]>> distances() {
    return List.of(
        BinnedDistance::populationStability,
        BinnedDistance::jensenShannonDivergence,
        BinnedDistance::jensenShannonDistance,
        BinnedDistance::totalVariation);
  }

  private static long[] counts(SplittableRandom random) {
    return random.longs(8, 0, 30).map(c -> c < 8 ? 0 : c).map(c -> c + 1).toArray();
  }

  private record Means(
      double stability,
      double divergence,
      double distance,
      double variationSquare,
      double expectedVariationSquare) {}

  private static Means simulate(AliasTable law, int bins, int n, int m, int rounds) {
    SplittableRandom random = new SplittableRandom(31);
    double[] sums = new double[5];
    for (int round = 0; round < rounds; round++) {
      long[] reference = new long[bins];
      long[] current = new long[bins];
      for (int i = 0; i < n; i++) {
        reference[law.draw(random)]++;
      }
      for (int i = 0; i < m; i++) {
        current[law.draw(random)]++;
      }
      double variation = BinnedDistance.totalVariation(reference, current);
      sums[0] += BinnedDistance.populationStability(reference, current);
      sums[1] += BinnedDistance.jensenShannonDivergence(reference, current);
      sums[2] += BinnedDistance.jensenShannonDistance(reference, current);
      sums[3] += variation * variation;
      sums[4] += BinnedDistance.expectedTotalVariationSquare(reference, current);
    }
    return new Means(
        sums[0] / rounds, sums[1] / rounds, sums[2] / rounds, sums[3] / rounds, sums[4] / rounds);
  }
}
