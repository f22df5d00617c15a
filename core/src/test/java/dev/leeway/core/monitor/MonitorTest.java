package dev.leeway.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.SchemaInference;
import dev.leeway.core.profile.TextData;
import dev.leeway.core.profile.Work;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MonitorTest {

  private static final Map<String, Role> ROLES =
      Map.of("said", Role.PREDICTION, "truth", Role.LABEL, "p", Role.SCORE);

  /// The truth follows x; `right` of the answers are right.
  private static Batch rows(int size, long seed, double right) {
    Random random = new Random(seed);
    double[] x = new double[size];
    double[] p = new double[size];
    String[] said = new String[size];
    String[] truth = new String[size];
    for (int row = 0; row < size; row++) {
      x[row] = random.nextGaussian();
      boolean yes = random.nextDouble() < 1 / (1 + Math.exp(-2 * x[row]));
      boolean answer = (random.nextDouble() < right) == yes;
      p[row] = answer ? 0.5 + random.nextDouble() / 2 : random.nextDouble() / 2;
      truth[row] = yes ? "yes" : "no";
      said[row] = answer ? "yes" : "no";
    }
    return new Batch(
        List.of("x", "said", "truth", "p"),
        List.of(NumericData.of(x), TextData.of(said), TextData.of(truth), NumericData.of(p)),
        size);
  }

  private static Monitor monitor(Batch reference, Map<String, Role> roles, List<Batch> windows) {
    return Monitor.of(
        new MonitorSpec(
            SchemaInference.infer(reference, roles, Map.of(), Set.of()),
            Scoring.inferred(),
            DriftPolicy.calibrated(),
            Set.of()),
        reference,
        windows);
  }

  @Test
  void everyComponentHasAFinding() {
    Evaluation found =
        monitor(rows(1_000, 1, 0.9), ROLES, List.of())
            .evaluate(rows(1_000, 2, 0.7), Work.inOrder());

    assertThat(found.findings()).extracting(Finding::component).containsExactly(Component.values());
    assertThat(found.findings()).extracting(Finding::sentence).doesNotContain("");
    assertThat(found.performance().task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(found.finding(Component.PERFORMANCE_METRICS).verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(found.finding(Component.DATA_DRIFT).verdict()).isEqualTo(Verdict.STABLE);
    assertThat(found.finding(Component.CONCEPT_DRIFT).verdict()).isEqualTo(Verdict.STABLE);
    assertThat(found.performance().metric(Metric.ROC_AUC)).isPresent();
  }

  @Test
  void withoutLabelsTheSentencesSayWhatIsMissing() {
    Evaluation found =
        monitor(rows(500, 1, 0.9), Map.of("said", Role.PREDICTION), List.of())
            .evaluate(rows(500, 2, 0.9), Work.inOrder());

    assertThat(found.finding(Component.PERFORMANCE_METRICS))
        .isEqualTo(
            new Finding(
                Component.PERFORMANCE_METRICS,
                Verdict.INCONCLUSIVE,
                "in the reference there is no label column"));
    assertThat(found.finding(Component.CONCEPT_DRIFT).sentence())
        .contains("there is no label column");
  }

  @Test
  void theOrderOfWorkDoesNotShow() {
    Monitor monitor = monitor(rows(800, 1, 0.9), ROLES, List.of());
    List<Monitor.Case> cases =
        IntStream.range(0, 6)
            .mapToObj(i -> new Monitor.Case(monitor, rows(300, 10 + i, 0.85)))
            .toList();
    Work backwards =
        (count, piece) -> {
          for (int at = count - 1; at >= 0; at--) {
            piece.accept(at);
          }
        };

    List<Evaluation> forth = Monitor.evaluateAll(cases, Work.inOrder());
    List<Evaluation> back = Monitor.evaluateAll(cases, backwards);
    for (int at = 0; at < cases.size(); at++) {
      assertThat(back.get(at).findings()).isEqualTo(forth.get(at).findings());
      assertThat(back.get(at).unusual()).isEqualTo(forth.get(at).unusual());
      assertThat(back.get(at).performance().metrics())
          .isEqualTo(forth.get(at).performance().metrics());
    }
  }

  @Test
  void severalSetsShareTheErrorOfTheirLosses() {
    Monitor monitor = monitor(rows(2_000, 1, 0.9), ROLES, List.of());
    Monitor.Case one = new Monitor.Case(monitor, rows(300, 2, 0.9));

    double alone = lossConfidence(Monitor.evaluateAll(List.of(one), Work.inOrder()));
    double amongTen =
        lossConfidence(Monitor.evaluateAll(Collections.nCopies(10, one), Work.inOrder()));
    assertThat(alone).isEqualTo(0.95);
    assertThat(amongTen).isEqualTo(0.995);
  }

  private static double lossConfidence(List<Evaluation> evaluations) {
    return evaluations.get(0).performance().degradation().orElseThrow().confidence();
  }

  @Test
  void theSpreadOfTheReferencesWindowsEnters() {
    List<Batch> windows =
        IntStream.range(0, 8).mapToObj(i -> rows(400, 20 + i, i % 2 == 0 ? 0.95 : 0.75)).toList();
    Batch reference = rows(3_200, 1, 0.85);
    Batch current = rows(400, 3, 0.76);

    assertThat(loss(monitor(reference, ROLES, windows), current)).isEqualTo(Verdict.STABLE);
    assertThat(loss(monitor(reference, ROLES, List.of()), current)).isEqualTo(Verdict.DRIFTED);
  }

  private static Verdict loss(Monitor monitor, Batch current) {
    return monitor.evaluate(current, Work.inOrder()).performance().verdict();
  }

  @Test
  void scoreColumnsAreOfTheClassesTheyAreNamedAfter() {
    Batch rows =
        new Batch(
            List.of("p_red", "p_green", "truth"),
            List.of(
                NumericData.of(0.9, 0.2, 0.8, 0.1, 0.7, 0.4),
                NumericData.of(0.1, 0.8, 0.2, 0.9, 0.3, 0.6),
                TextData.of("red", "green", "red", "green", "green", "red")),
            6);
    Monitor monitor =
        monitor(
            rows,
            Map.of("p_red", Role.SCORE, "p_green", Role.SCORE, "truth", Role.LABEL),
            List.of());
    List<MetricValue> metrics = monitor.metrics(rows);

    // without a prediction column the answer is the class of the larger score: 4 of 6 are right
    assertThat(metrics)
        .filteredOn(value -> value.metric() == Metric.ACCURACY)
        .extracting(MetricValue::value)
        .containsExactly(4.0 / 6);
    assertThat(metrics)
        .filteredOn(value -> value.metric() == Metric.ROC_AUC_MACRO)
        .extracting(MetricValue::isPresent)
        .containsExactly(true);
  }

  @Test
  void aNumericLabelIsARegressionAndAQueryARanking() {
    Random random = new Random(4);
    double[] y = random.doubles(200).map(v -> v * 100).toArray();
    double[] said =
        IntStream.range(0, 200).mapToDouble(i -> y[i] + random.nextGaussian()).toArray();
    double[] query = IntStream.range(0, 200).mapToDouble(i -> Math.floorDiv(i, 10)).toArray();
    double[] relevance = IntStream.range(0, 200).mapToDouble(i -> i % 3).toArray();
    Batch rows =
        new Batch(
            List.of("q", "y", "said", "relevance"),
            List.of(
                NumericData.of(query),
                NumericData.of(y),
                NumericData.of(said),
                NumericData.of(relevance)),
            200);

    Monitor regression = monitor(rows, Map.of("y", Role.LABEL, "said", Role.PREDICTION), List.of());
    assertThat(regression.task()).isEqualTo(Task.REGRESSION);
    assertThat(regression.evaluate(rows, Work.inOrder()).performance().main())
        .isEqualTo(Metric.RMSE);
    Monitor ranking =
        monitor(
            rows, Map.of("relevance", Role.LABEL, "said", Role.SCORE, "q", Role.QUERY), List.of());
    assertThat(ranking.task()).isEqualTo(Task.RANKING);
    assertThat(ranking.evaluate(rows, Work.inOrder()).performance().main()).isEqualTo(Metric.NDCG);
  }
}
