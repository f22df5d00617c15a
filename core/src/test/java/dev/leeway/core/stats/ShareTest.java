package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShareTest {

  static List<Golden> fisher() {
    return Golden.read("fisher.csv");
  }

  static List<Golden> adjusted() {
    return Golden.read("benjamini-hochberg.csv");
  }

  static List<Golden> outside() {
    return Golden.read("outside.csv");
  }

  @ParameterizedTest
  @MethodSource("fisher")
  void fisherEqualsScipyAndMpmath(Golden golden) {
    PValue p =
        TwoProportions.test(
            golden.count("a"), golden.count("n"), golden.count("b"), golden.count("m"));

    if (Double.isNaN(golden.number("log10"))) {
      assertThat(p.value()).isCloseTo(golden.number("p"), within(1e-9 * golden.number("p")));
    } else {
      double log10 = golden.number("log10");
      assertThat(p.log10()).isCloseTo(log10, within(4e-10 * (1 + Math.abs(log10))));
    }
  }

  @Test
  void fisherIsFastAndSensibleForBillionsOfRows() {
    assertThat(TwoProportions.test(1_000_000, 1_000_000_000, 1_000_100, 1_000_000_000).value())
        .isBetween(0.9, 1.0);
    assertThat(TwoProportions.test(0, 1_000_000, 900_000, 1_000_000).log10()).isLessThan(-300_000);
    assertThat(TwoProportions.test(0, 10, 0, 20)).isEqualTo(PValue.ONE);
  }

  @ParameterizedTest
  @MethodSource("adjusted")
  void benjaminiHochbergEqualsScipy(Golden golden) {
    List<PValue> p = Arrays.stream(golden.numbers("p")).mapToObj(PValue::of).toList();
    double[] expected = golden.numbers("q");
    double[] q = FalseDiscovery.benjaminiHochberg(p);

    assertThat(q).hasSize(expected.length);
    IntStream.range(0, q.length)
        .forEach(i -> assertThat(q[i]).isCloseTo(expected[i], within(1e-15)));
  }

  @ParameterizedTest
  @MethodSource("outside")
  void valuesOutsideTheRangeAreBetaBinomial(Golden golden) {
    PValue p = Novelty.outsideRange(golden.count("k"), golden.count("n"), golden.count("m"));

    assertThat(p.value()).isCloseTo(golden.number("p"), within(1e-12 * golden.number("p")));
  }

  @Test
  void unseenCategoriesHoldTheirLevel() {
    SplittableRandom random = new SplittableRandom(17);
    double[] cumulative = new double[500];
    double sum = 0;
    for (int rank = 0; rank < 500; rank++) {
      sum += 1.0 / (rank + 1);
      cumulative[rank] = sum;
    }
    for (int[] sizes : new int[][] {{2_000, 500}, {500, 5_000}, {200, 200}}) {
      int rounds = 2_000;
      int[] rejected = new int[2];
      for (int round = 0; round < rounds; round++) {
        long[] x = zipf(random, cumulative, sizes[0]);
        long[] y = zipf(random, cumulative, sizes[1]);
        double p = unseen(x, y, sizes[0], sizes[1]).value();
        rejected[0] += p <= 0.05 ? 1 : 0;
        rejected[1] += p <= 0.01 ? 1 : 0;
      }
      assertThat((double) rejected[0] / rounds)
          .as(Arrays.toString(sizes))
          .isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / rounds));
      assertThat((double) rejected[1] / rounds)
          .as(Arrays.toString(sizes))
          .isLessThan(0.01 + 3 * Math.sqrt(0.01 * 0.99 / rounds));
    }
  }

  @Test
  void oneNewCategoryIsAsProbableAsAllItsRowsFallingIntoTheCurrentSample() {
    // 5 rows of one category, all in a third of the rows: (1000·999·…)/(3000·2999·…)
    double expected = 1;
    for (int i = 0; i < 5; i++) {
      expected *= (1_000.0 - i) / (3_000.0 - i);
    }
    PValue p = Novelty.unseenCategories(5, 2_000, 1_000, new long[] {5, 2_995}, new long[] {1, 1});

    assertThat(p.value()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void aFloodOfNewCategoriesIsBeyondDoubt() {
    PValue few =
        Novelty.unseenCategories(900, 2_000, 1_000, new long[] {1, 2_100}, new long[] {900, 1});
    PValue many =
        Novelty.unseenCategories(
            900_000, 2_000_000, 1_000_000, new long[] {3, 2_100_000}, new long[] {300_000, 1});

    assertThat(few.log10()).isLessThan(-300);
    assertThat(many.log10()).isLessThan(-100_000);
    assertThat(Novelty.unseenCategories(0, 5, 5, new long[] {10}, new long[] {1}))
        .isEqualTo(PValue.ONE);
  }

  @Test
  void newcombesIntervalIsThatOfHisExamples() {
    // Newcombe (1998), Statistics in Medicine 17, table II, method 10, examples (a) and (g)
    Proportion.Interval a = Proportion.difference(56, 70, 48, 80, 0.95);
    Proportion.Interval g = Proportion.difference(5, 56, 0, 29, 0.95);

    assertThat(a.low()).isCloseTo(0.0524, within(5e-5));
    assertThat(a.high()).isCloseTo(0.3339, within(5e-5));
    assertThat(g.low()).isCloseTo(-0.0381, within(5e-5));
    assertThat(g.high()).isCloseTo(0.1926, within(5e-5));
    assertThatThrownBy(() -> Proportion.wilson(5, 4, 0.95)).hasMessageContaining("5 of 4");
  }

  private static PValue unseen(long[] x, long[] y, long n, long m) {
    long rows = 0;
    Map<Long, Long> totals = new TreeMap<>();
    for (int i = 0; i < x.length; i++) {
      rows += x[i] == 0 ? y[i] : 0;
      if (x[i] + y[i] > 0) {
        totals.merge(x[i] + y[i], 1L, Long::sum);
      }
    }
    return Novelty.unseenCategories(
        rows,
        n,
        m,
        totals.keySet().stream().mapToLong(Long::longValue).toArray(),
        totals.values().stream().mapToLong(Long::longValue).toArray());
  }

  private static long[] zipf(SplittableRandom random, double[] cumulative, int rows) {
    long[] counts = new long[cumulative.length];
    for (int row = 0; row < rows; row++) {
      int at =
          Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
      counts[at < 0 ? -at - 1 : at]++;
    }
    return counts;
  }
}
