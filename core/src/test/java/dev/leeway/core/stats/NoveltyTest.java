package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NoveltyTest {

  static List<Goldens> ranges() {
    return Goldens.rows("outside-range");
  }

  static List<Goldens> categories() {
    return Goldens.rows("unseen-categories");
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void outsideRangeEqualsTheCountOfArrangements(Goldens golden) {
    golden.assertProbability(
        Novelty.outsideRange(golden.count("outside"), golden.count("n"), golden.count("m")), 1e-12);
  }

  @Test
  void oneHugeNewCategoryIsAsLikelyAsAllItsRowsBeingNew() {
    long n = 200;
    long m = 10_000;
    long rows = 9_999;
    double ln = 0;
    for (long i = 0; i < rows; i++) {
      ln += Math.log((double) (m - i) / (n + m - i));
    }

    PValue p = Novelty.unseenCategories(rows, n, m, new long[] {rows, 1}, new long[] {1, 1});

    // The bound for a single category is its chance; a second, single row can only add to it.
    assertThat(p.log10()).isBetween(ln / Math.log(10) - 1e-6, ln / Math.log(10) + 2);
  }

  @ParameterizedTest
  @MethodSource("categories")
  void unseenCategoriesEqualTheConvolution(Goldens golden) {
    golden.assertProbability(
        Novelty.unseenCategories(
            golden.count("unseen"),
            golden.count("n"),
            golden.count("m"),
            golden.counts("multiplicity"),
            golden.counts("categories")),
        1e-11);
  }

  @Test
  void moreUnseenRowsThanPossibleAreImpossible() {
    assertThat(Novelty.unseenCategories(4, 10, 10, new long[] {3}, new long[] {1}))
        .isEqualTo(PValue.of(0));
  }

  @Test
  void chernoffBoundIsAboveTheExactTailAndNotFarAbove() {
    UnseenRows law = UnseenRows.of(2000, 1000, new long[] {1, 2, 3, 10}, new long[] {20, 7, 5, 1});
    for (int k : new int[] {12, 15, 20, 30, 40, 50}) {
      double exact = law.tail(k);
      double bound = Math.exp(law.lnChernoffBound(k));
      assertThat(bound).isBetween(exact, 20 * exact);
    }
    assertThat(law.lnChernoffBound(3)).isZero();
  }

  @Test
  void largeProblemsTakeTheBound() {
    PValue p =
        Novelty.unseenCategories(
            50_000, 1_000_000, 1_000_000, new long[] {1, 2}, new long[] {60_000, 40_000});
    // mean 30000 + 20000 rows, so k is at the mean
    assertThat(p.value()).isCloseTo(1, within(1e-6));
    assertThat(
            Novelty.unseenCategories(
                    90_000, 1_000_000, 1_000_000, new long[] {1, 2}, new long[] {60_000, 40_000})
                .log10())
        .isLessThan(-300);
  }

  @ParameterizedTest
  @CsvSource({
    "500, 1, 2000, 100",
    "500, 1, 2000, 1000",
    "500, 1, 100, 2000",
    "3000, 0.7, 1000, 500"
  })
  void falseAlarmsOnSkewedCategoriesStayBelowTheLevel(
      int categories, double exponent, int n, int m) {
    double[] weights = new double[categories];
    for (int j = 0; j < categories; j++) {
      weights[j] = Math.pow(j + 1, -exponent);
    }
    AliasTable law = new AliasTable(weights);
    SplittableRandom random = new SplittableRandom(99);
    int rounds = 2000;
    int[] alarms = new int[2];
    for (int round = 0; round < rounds; round++) {
      double p = unseenProbability(law, categories, n, m, random);
      alarms[0] += p <= 0.05 ? 1 : 0;
      alarms[1] += p <= 0.01 ? 1 : 0;
    }
    // nominal plus 3 binomial standard errors
    assertThat(alarms[0] / (double) rounds).isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / rounds));
    assertThat(alarms[1] / (double) rounds).isLessThan(0.01 + 3 * Math.sqrt(0.01 * 0.99 / rounds));
  }

  private static double unseenProbability(
      AliasTable law, int categories, int n, int m, SplittableRandom random) {
    long[] reference = new long[categories];
    long[] current = new long[categories];
    for (int i = 0; i < n; i++) {
      reference[law.draw(random)]++;
    }
    for (int i = 0; i < m; i++) {
      current[law.draw(random)]++;
    }
    long unseen = 0;
    TreeMap<Long, Long> pooled = new TreeMap<>();
    for (int j = 0; j < categories; j++) {
      unseen += reference[j] == 0 ? current[j] : 0;
      if (reference[j] + current[j] > 0) {
        pooled.merge(reference[j] + current[j], 1L, Long::sum);
      }
    }
    long[] multiplicity = pooled.keySet().stream().mapToLong(c -> c).toArray();
    long[] having = pooled.values().stream().mapToLong(c -> c).toArray();
    return Novelty.unseenCategories(unseen, n, m, multiplicity, having).value();
  }

  @Test
  void impossibleCountsAreRejected() {
    assertThatThrownBy(() -> Novelty.outsideRange(1, 1, 5)).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> Novelty.outsideRange(6, 3, 5)).hasMessageContaining("[0, 5]");
    assertThatThrownBy(() -> Novelty.unseenCategories(1, 3, 5, new long[] {0}, new long[] {1}))
        .hasMessageContaining("categories of 0 rows");
    assertThatThrownBy(() -> Novelty.unseenCategories(1, 3, 5, new long[] {1}, new long[0]))
        .hasMessageContaining("one length");
  }
}
