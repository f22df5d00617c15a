package dev.leeway.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.performance.Absence;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.SchemaInference;
import dev.leeway.core.profile.TextData;
import dev.leeway.core.profile.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaveatsTest {

  private static final int ROWS = 200;

  private static final Map<String, Role> ROLES =
      Map.of(
          "said", Role.PREDICTION, "truth", Role.LABEL, "p", Role.SCORE, "seconds", Role.LATENCY);

  private final Map<String, ColumnData> columns = new LinkedHashMap<>();

  private CaveatsTest text(String name, IntFunction<String> cell) {
    columns.put(name, TextData.of(IntStream.range(0, ROWS).mapToObj(cell).toArray(String[]::new)));
    return this;
  }

  private CaveatsTest numbers(String name, IntFunction<Double> cell) {
    double[] values = IntStream.range(0, ROWS).mapToObj(cell).mapToDouble(v -> v).toArray();
    columns.put(name, NumericData.of(values));
    return this;
  }

  private Batch rows() {
    Batch rows = new Batch(List.copyOf(columns.keySet()), new ArrayList<>(columns.values()), ROWS);
    columns.clear();
    return rows;
  }

  private static Evaluation evaluation(Batch reference, Batch current, Map<String, Role> roles) {
    Map<String, Role> known = new LinkedHashMap<>(roles);
    known.keySet().retainAll(reference.names());
    Monitor monitor =
        Monitor.of(
            new MonitorSpec(
                SchemaInference.infer(
                    reference, known, Map.of("truth", Kind.CATEGORICAL), Set.of()),
                Scoring.inferred(),
                DriftPolicy.calibrated(),
                Set.of()),
            reference,
            List.of());
    return monitor.evaluate(current, Work.inOrder());
  }

  private static String yes(int row) {
    return row % 2 == 0 ? "yes" : "no";
  }

  private Batch model(String named) {
    return text("truth", CaveatsTest::yes)
        .text("said", row -> yes(row % 9 == 0 ? row + 1 : row))
        .numbers(named, row -> (row % 2 == 0 ? 0.6 : 0.1) + row % 7 / 20.0)
        .rows();
  }

  @Test
  void nothingIsSaidWhereNothingIsMissing() {
    assertThat(evaluation(model("p"), model("p"), ROLES).caveats()).isEmpty();
  }

  @Test
  void aScoreThatTheCurrentDataLackIsNamedWithWhatItTakesAway() {
    Evaluation found = evaluation(model("p"), model("other"), ROLES);

    assertThat(found.caveats())
        .containsExactly(
            "score column p is missing in the current data: ROC AUC and 4 other metrics cannot be"
                + " measured");
    assertThat(found.finding(Component.PERFORMANCE_METRICS).sentence())
        .contains("; score column p is missing in the current data: ROC AUC");
  }

  @Test
  void aPredictionThatTheCurrentDataLackIsNamedOnce() {
    Batch reference =
        text("truth", CaveatsTest::yes).text("said", row -> yes(row % 9 == 0 ? 1 : row)).rows();
    Batch current = text("truth", CaveatsTest::yes).text("told", CaveatsTest::yes).rows();

    Evaluation found = evaluation(reference, current, ROLES);
    String lost =
        "prediction column said is missing in the current data: how good the answers are cannot be"
            + " measured";
    assertThat(found.caveats()).containsExactly(lost);
    assertThat(found.lostAnswers()).containsExactly(lost);
    assertThat(found.finding(Component.PERFORMANCE_METRICS).sentence()).isEqualTo(lost);
  }

  @Test
  void whatScoresTellIsMeasuredWithoutThePredictions() {
    Batch current = text("truth", CaveatsTest::yes).numbers("p", row -> row % 3 / 2.0).rows();

    Evaluation found = evaluation(model("p"), current, ROLES);
    assertThat(found.lostAnswers())
        .containsExactly("prediction column said is missing in the current data");
    assertThat(found.performance().metrics()).isNotEmpty();
  }

  @Test
  void scoresThatAreAllMissingAreSaid() {
    Batch current =
        text("truth", CaveatsTest::yes)
            .text("said", CaveatsTest::yes)
            .numbers("p", row -> Double.NaN)
            .rows();

    assertThat(evaluation(model("p"), current, ROLES).caveats())
        .containsExactly(
            "no row of the current data has a score: ROC AUC and 4 other metrics cannot be"
                + " measured");
  }

  @Test
  void classesThatTheReferenceLacksAreNamed() {
    Batch current =
        text("truth", row -> row < 12 ? "maybe" : yes(row))
            .text("said", row -> row == 50 ? "never" : yes(row))
            .numbers("p", row -> 0.5)
            .rows();

    assertThat(evaluation(model("p"), current, ROLES).caveats())
        .containsExactly(
            "class maybe (12 rows of the current data) is not among the reference's labels",
            "class never (1 row of the current data) is not among the reference's labels and"
                + " predictions");
  }

  @Test
  void anAverageOverFewerClassesIsMarked() {
    Map<String, Role> roles =
        Map.of("truth", Role.LABEL, "p_a", Role.SCORE, "p_b", Role.SCORE, "p_c", Role.SCORE);
    Batch reference = three(3);
    Batch current = three(2);

    assertThat(evaluation(reference, current, roles).caveats())
        .containsExactly(
            "averages of ROC AUC are over 2 of 3 classes in the current data, those that have"
                + " scores and rows");
  }

  private Batch three(int classes) {
    return text("truth", row -> List.of("a", "b", "c").get(row % classes))
        .numbers("p_a", row -> row % classes == 0 ? 0.8 : 0.1)
        .numbers("p_b", row -> row % classes == 1 ? 0.8 : 0.1)
        .numbers("p_c", row -> row % classes == 2 ? 0.8 : 0.1)
        .rows();
  }

  @Test
  void latenciesThatCannotBeAreCounted() {
    Batch reference = numbers("seconds", row -> 1.0 + row).rows();
    Batch current = numbers("seconds", row -> row < 12 ? -1.0 : row).rows();

    assertThat(evaluation(reference, current, ROLES).caveats())
        .containsExactly(
            "12 rows of the current data have a negative or infinite latency and are not counted");
  }

  @Test
  void aReferenceOfOneClassImpliesThePositiveOne() {
    for (String only : List.of("no", "No", "NO", "0", "-1", "F")) {
      Batch rows =
          text("truth", row -> only)
              .text("said", row -> only)
              .numbers("p", row -> 0.1 + row / 1000.0)
              .rows();
      Evaluation found = evaluation(rows, rows, ROLES);

      assertThat(found.caveats()).as(only).isEmpty();
      for (Metric metric : List.of(Metric.LOG_LOSS, Metric.BRIER, Metric.ECE)) {
        assertThat(current(found, metric).isPresent()).as("%s of %s", metric, only).isTrue();
      }
      assertThat(current(found, Metric.BRIER).value()).as(only).isBetween(0.01, 0.1);
      assertThat(current(found, Metric.ROC_AUC).reason()).as(only).isEqualTo(Absence.ONE_CLASS);
    }
  }

  @Test
  void scoresOfAClassThatIsNotKnownAreSaidNotToBeMeasured() {
    Batch rows =
        text("truth", row -> "cat").text("said", row -> "cat").numbers("p", row -> 0.9).rows();

    assertThat(evaluation(rows, rows, ROLES).caveats())
        .containsExactly(
            "the scores in column p are not measured: it is not known which class they are of");
  }

  private static MetricValue current(Evaluation found, Metric metric) {
    return found.performance().metric(metric).orElseThrow().current();
  }
}
