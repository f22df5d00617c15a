package dev.leeway.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.performance.RankingState.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RankingStateTest {

  record Query(String name, double[] relevance, double[] scores) {}

  static List<Golden> goldens() {
    return Golden.rows("rankings");
  }

  private static RankingState state(int k, List<Query> queries) {
    Recorder recorder = new Recorder(k);
    queries.forEach(query -> add(recorder, query));
    return recorder.snapshot();
  }

  private static void add(Recorder recorder, Query query) {
    for (int row = 0; row < query.scores.length; row++) {
      recorder.add(query.name, query.relevance[row], query.scores[row]);
    }
  }

  private static Query query(String name, SplittableRandom random) {
    int items = 1 + random.nextInt(12);
    return new Query(
        name,
        random.ints(items, 0, 3).asDoubleStream().toArray(),
        random.ints(items, 0, 9).asDoubleStream().toArray());
  }

  private static List<Query> queries(int count) {
    SplittableRandom random = new SplittableRandom(6);
    List<Query> queries = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      queries.add(query("q" + index, random));
    }
    return queries;
  }

  /// Without ties the others are exact; with ties they are means of 40,000 random orders, whose
  /// standard error is at most 0.5 / 200.
  @ParameterizedTest
  @MethodSource("goldens")
  void valuesAreScikitLearnsAndTiesAreMeansOverOrders(Golden golden) {
    Query query = new Query("q", golden.numbers("relevance"), golden.numbers("scores"));
    RankingState state = state((int) golden.number("k"), List.of(query));
    golden.assertValue(state.metric(Metric.NDCG));
    double tolerance = golden.text("tied").equals("yes") ? 4 * 0.5 / 200 : 1e-12;
    for (Metric metric : List.of(Metric.MAP, Metric.MRR, Metric.HIT_RATE)) {
      assertThat(state.metric(metric).value())
          .as(metric.id())
          .isCloseTo(golden.number(metric.id()), within(tolerance));
    }
  }

  /// Every order of at most 6 tied items.
  @Test
  void tiesAreTheExactMeanOverAllOrders() {
    double[] relevance = {0, 1, 0, 2, 1, 0};
    double[] tied = {3, 2, 2, 2, 2, 1};
    for (int k = 1; k <= 6; k++) {
      QueryScores mean = QueryScores.of(relevance, tied, k);
      double[] sums = new double[4];
      int orders = 0;
      for (int order = 0; order < 24; order++) {
        QueryScores one = QueryScores.of(relevance, permuted(tied, order), k);
        sums[0] += one.ndcg();
        sums[1] += one.averagePrecision();
        sums[2] += one.reciprocalRank();
        sums[3] += one.hit();
        orders++;
      }
      assertThat(mean.ndcg()).isCloseTo(sums[0] / orders, within(1e-14));
      assertThat(mean.averagePrecision()).isCloseTo(sums[1] / orders, within(1e-14));
      assertThat(mean.reciprocalRank()).isCloseTo(sums[2] / orders, within(1e-14));
      assertThat(mean.hit()).isCloseTo(sums[3] / orders, within(1e-14));
    }
  }

  /// The four middle scores in the order of this number, 0 to 23.
  private static double[] permuted(double[] scores, int order) {
    double[] result = scores.clone();
    List<Double> left = new ArrayList<>(List.of(2.1, 2.2, 2.3, 2.4));
    int rest = order;
    for (int index = 1; index <= 4; index++) {
      result[index] = left.remove(rest % left.size());
      rest /= left.size() + 1;
    }
    return result;
  }

  @Test
  void neitherOrderNorSplitOfQueriesShows() {
    Splits.assertInvisible(queries(200), part -> state(5, part), RankingState::merge);
  }

  @Test
  void rowsOfQueriesMayComeInAnyOrder() {
    Recorder recorder = new Recorder(2);
    recorder.add("a", 0, 3);
    recorder.add("b", 1, 1);
    recorder.add("a", 1, 5);
    recorder.add("b", 0, 9);
    Query a = new Query("a", new double[] {1, 0}, new double[] {5, 3});
    Query b = new Query("b", new double[] {0, 1}, new double[] {9, 1});
    assertThat(recorder.snapshot()).isEqualTo(state(2, List.of(b, a)));
  }

  @Test
  void finishedAndOpenQueriesCountAlike() {
    Recorder recorder = new Recorder(3);
    for (Query query : queries(20)) {
      add(recorder, query);
      if (query.scores.length % 2 == 0) {
        recorder.finish(query.name);
      }
    }
    recorder.finish("never seen");
    assertThat(recorder.snapshot()).isEqualTo(state(3, queries(20)));
    assertThat(recorder.snapshot()).isEqualTo(recorder.snapshot());
  }

  @Test
  void aQueryWithoutRelevantItemsCountsAsZero() {
    RankingState state =
        state(
            3,
            List.of(
                new Query("none", new double[] {0, 0}, new double[] {1, 2}),
                new Query("one", new double[] {1}, new double[] {1})));
    assertThat(state.queriesWithoutRelevant()).isEqualTo(1);
    assertThat(state.metrics()).allSatisfy(value -> assertThat(value.value()).isEqualTo(0.5));
    assertThat(state.metric(Metric.HIT_RATE).share()).isEqualTo(new Share(1, 2));
  }

  @Test
  void unusableRowsAreCounted() {
    Recorder recorder = new Recorder(3);
    recorder.add("a", 1, Double.NaN);
    recorder.add("a", -1, 0);
    recorder.add("a", Double.NaN, 0);
    recorder.add("a", Double.POSITIVE_INFINITY, 0);
    RankingState state = recorder.snapshot();
    assertThat(state.unusableRows()).isEqualTo(4);
    assertThat(state.metrics())
        .allSatisfy(value -> assertThat(value.reason()).isEqualTo(Absence.NO_ROWS));
  }

  @Test
  void misuseIsRefused() {
    assertThatThrownBy(() -> new Recorder(0)).hasMessage("k must be at least 1, was 0");
    assertThatThrownBy(() -> state(2, List.of()).merge(state(3, List.of())))
        .hasMessage("states must look at as many items, were 2 and 3");
  }
}
