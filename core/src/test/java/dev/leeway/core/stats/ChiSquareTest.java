package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChiSquareTest {

  static List<Goldens> tables() {
    return Goldens.rows("counts");
  }

  static List<Goldens> sparseTables() {
    return Goldens.rows("chi-square-conditional");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void equalsScipysContingencyTest(Goldens golden) {
    long[] reference = golden.counts("reference");
    long[] current = golden.counts("current");
    ChiSquare.Result result = ChiSquare.twoSample(reference, current);
    assertThat(result.statistic())
        .isCloseTo(
            golden.number("chi_square"), within(1e-12 * golden.number("chi_square") + 1e-28));
    assertThat(result.degreesOfFreedom()).isEqualTo((int) golden.count("df"));
    golden.assertProbability(result.p(), 1e-9);
    golden.assertClose(
        ChiSquare.smallestExpected(reference, current), golden.number("smallest_expected"), 1e-14);
    assertThat(ChiSquare.twoSample(current, reference).p().log10())
        .isCloseTo(result.p().log10(), within(1e-11 * (1 - result.p().log10())));
  }

  @ParameterizedTest
  @MethodSource("sparseTables")
  void monteCarloFindsTheExactConditionalProbability(Goldens golden) {
    long[] reference = golden.counts("reference");
    long[] current = golden.counts("current");
    double exact = golden.number("p");
    // level·maxResamples caps the exceedances waited for at 100: standard error of p is p/10
    double sum = 0;
    int repeats = 100;
    for (int seed = 0; seed < repeats; seed++) {
      sum += ChiSquare.monteCarlo(reference, current, seed, 0.5, 20_000).p().value();
    }
    assertThat(sum / repeats).isCloseTo(exact, within(exact * (0.03 + 0.01)));
  }

  @Test
  void manyResamplesThatNeverReachGiveTheSmallestPossibleProbability() {
    long[] reference = {500, 0, 0, 1};
    long[] current = {0, 400, 1, 0};
    ChiSquare.Result result = ChiSquare.monteCarlo(reference, current, 1, 0.05, 999);
    assertThat(result.p().value()).isEqualTo(0.001);
    assertThat(result.resamples()).isEqualTo(999);
    assertThat(result.asymptotic()).isFalse();
  }

  @Test
  void testIsAsymptoticOnlyWhereEveryExpectedCountIsFive() {
    long[] enough = {10, 30};
    long[] sparse = {9, 31};
    long[] current = {10, 30};
    assertThat(ChiSquare.test(enough, enough, 1, 0.05).asymptotic()).isTrue();
    assertThat(ChiSquare.test(new long[] {5, 40}, new long[] {5, 40}, 1, 0.05).asymptotic())
        .isTrue();
    assertThat(ChiSquare.test(new long[] {5, 40}, new long[] {4, 41}, 1, 0.05).asymptotic())
        .isFalse();
    assertThat(ChiSquare.test(sparse, current, 1, 0.05).asymptotic()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("sparseTables")
  void momentBoundIsAboveTheExactConditionalProbability(Goldens golden) {
    assertThat(ChiSquare.momentBound(golden.counts("reference"), golden.counts("current")).value())
        .isBetween(golden.number("p"), 1.0);
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0, 3, 4", "6, 5, 1, 1, 1", "20, 1, 1, 0, 2", "50, 60, 3, 0, 9"})
  void momentBoundHasTheVarianceOfRandomSplits(long a, long b, long c, long d, long e) {
    long[] pooled = {a + 1, b + 1, c + 1, d + 1, e + 1};
    long rows = a + b + c + d + e + 5;
    long size = rows / 3;
    RandomSplit split = new RandomSplit(pooled, size);
    SplittableRandom random = new SplittableRandom(4);
    int draws = 100_000;
    double[] statistics = new double[draws];
    double mean = 0;
    long[] current = new long[5];
    long[] reference = new long[5];
    for (int i = 0; i < draws; i++) {
      split.draw(current, random);
      for (int j = 0; j < 5; j++) {
        reference[j] = pooled[j] - current[j];
      }
      statistics[i] = ChiSquare.twoSample(reference, current).statistic();
      mean += statistics[i] / draws;
    }
    double variance = 0;
    for (double statistic : statistics) {
      variance += (statistic - mean) * (statistic - mean) / draws;
    }
    // Cantelli: bound = V/(V + excess²), so V = excess²·bound/(1 − bound)
    double excess = ChiSquare.twoSample(reference, current).statistic() - rows * 4.0 / (rows - 1);
    while (excess <= 0.5) {
      split.draw(current, random);
      for (int j = 0; j < 5; j++) {
        reference[j] = pooled[j] - current[j];
      }
      excess = ChiSquare.twoSample(reference, current).statistic() - rows * 4.0 / (rows - 1);
    }
    double bound = ChiSquare.momentBound(reference, current).value();
    // the standard error of a variance of 100,000 such draws is below 1 %
    assertThat(excess * excess * bound / (1 - bound)).isCloseTo(variance, within(0.03 * variance));
  }

  @Test
  void categoriesOfOneRowEachSayNothing() {
    long[] reference = new long[300];
    long[] current = new long[300];
    for (int j = 0; j < 300; j++) {
      reference[j] = j < 170 ? 1 : 0;
      current[j] = 1 - reference[j];
    }
    assertThat(ChiSquare.test(reference, current, 1, 0.05).p()).isEqualTo(PValue.ONE);
  }

  @Test
  void noDoubtNeedsNoResamples() {
    long[] reference = {5000, 10, 1, 0, 900};
    long[] current = {10, 4000, 0, 3, 100};
    ChiSquare.Result result = ChiSquare.test(reference, current, 1, 0.01);
    assertThat(result.asymptotic()).isFalse();
    assertThat(result.resamples()).isZero();
    assertThat(result.p().value()).isLessThan(1 / 4001.0);
    assertThat(result.p()).isEqualTo(ChiSquare.momentBound(reference, current));
  }

  @Test
  void sameSeedGivesTheSameProbability() {
    long[] reference = {40, 3, 1, 0, 2};
    long[] current = {30, 5, 0, 2, 2};
    assertThat(ChiSquare.test(reference, current, 42, 0.01))
        .isEqualTo(ChiSquare.test(reference, current, 42, 0.01));
  }

  @Test
  void falseAlarmsOnZipfCategoriesStayAtTheLevel() {
    double[] weights = new double[500];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = 1.0 / (j + 1);
    }
    AliasTable zipf = new AliasTable(weights);
    SplittableRandom random = new SplittableRandom(77);
    int pairs = 1000;
    int alarms = 0;
    for (int pair = 0; pair < pairs; pair++) {
      long[] reference = draw(zipf, 2000, 500, random);
      long[] current = draw(zipf, 300, 500, random);
      if (ChiSquare.test(reference, current, pair, 0.05).p().value() <= 0.05) {
        alarms++;
      }
    }
    // binomial standard error at 5 % of 1000 pairs is 0.7 %
    assertThat(alarms / (double) pairs).isBetween(0.05 - 0.021, 0.05 + 0.021);
  }

  @Test
  void randomSplitHasTheHypergeometricMeansAndVariances() {
    long[] pooled = {1, 2, 7, 90, 3_000_000};
    long size = 1_000_000;
    double rows = 3_000_100;
    RandomSplit split = new RandomSplit(pooled, size);
    SplittableRandom random = new SplittableRandom(8);
    int draws = 4000;
    double[] sum = new double[pooled.length];
    double[] squares = new double[pooled.length];
    long[] counts = new long[pooled.length];
    for (int i = 0; i < draws; i++) {
      split.draw(counts, random);
      long total = 0;
      for (int j = 0; j < counts.length; j++) {
        total += counts[j];
        double deviation = counts[j] - pooled[j] * (size / rows);
        sum[j] += deviation;
        squares[j] += deviation * deviation;
      }
      assertThat(total).isEqualTo(size);
    }
    for (int j = 0; j < pooled.length; j++) {
      double share = pooled[j] / rows;
      double variance = size * share * (1 - share) * (rows - size) / (rows - 1);
      // 4 standard errors: of a mean √(variance/draws), of a variance about √(3/draws) of itself
      assertThat(sum[j] / draws).isCloseTo(0, within(4 * Math.sqrt(variance / draws)));
      assertThat(squares[j] / draws)
          .isCloseTo(variance, within(4 * variance * Math.sqrt(3d / draws)));
    }
  }

  @Test
  void tablesWithoutTwoCategoriesOrWithoutRowsAreRejected() {
    assertThatThrownBy(() -> ChiSquare.twoSample(new long[] {3, 0}, new long[] {4, 0}))
        .hasMessageContaining("2 or more categories");
    assertThatThrownBy(() -> ChiSquare.test(new long[] {3, 1}, new long[] {0, 0}, 1, 0.05))
        .hasMessageContaining("must have rows");
    assertThatThrownBy(() -> ChiSquare.twoSample(new long[] {3}, new long[] {1, 2}))
        .hasMessageContaining("same categories");
    assertThatThrownBy(() -> ChiSquare.twoSample(new long[] {-3, 1}, new long[] {1, 2}))
        .hasMessageContaining("at least 0");
    assertThatThrownBy(() -> ChiSquare.test(new long[] {3, 1}, new long[] {1, 2}, 1, 0))
        .hasMessageContaining("level");
    assertThatThrownBy(() -> ChiSquare.monteCarlo(new long[] {3, 1}, new long[] {1, 2}, 1, 0.05, 0))
        .hasMessageContaining("maxResamples");
  }

  private static long[] draw(AliasTable law, int rows, int categories, SplittableRandom random) {
    long[] counts = new long[categories];
    for (int i = 0; i < rows; i++) {
      counts[law.draw(random)]++;
    }
    return counts;
  }
}
