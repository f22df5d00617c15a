package dev.leeway.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leeway.core.anomaly.UnusualSamples;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.performance.Resolution;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.SchemaInference;
import dev.leeway.core.profile.TextData;
import dev.leeway.core.profile.Work;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObservationEvaluationTest {

  private static Observation observed(Monitor monitor, Batch... batches) {
    Observer observer = monitor.observer();
    for (Batch batch : batches) {
      observer.add(batch);
    }
    return observer.snapshot();
  }

  @ParameterizedTest
  @EnumSource(Scenes.class)
  void anObservationIsJudgedAsItsRowsAre(Scenes scene) {
    Monitor monitor = scene.monitor();
    for (double drift : new double[] {0, 0.6}) {
      Batch rows = scene.rows(800, 9, drift);
      Evaluation byRows = monitor.evaluate(rows, Work.inOrder());
      Evaluation counted = monitor.evaluate(observed(monitor, rows));

      assertSame(counted, byRows);
      assertThat(counted.concept()).isEqualTo(byRows.concept());
      assertThat(verdicts(counted)).isEqualTo(verdicts(byRows));
    }
  }

  private static void assertSame(Evaluation counted, Evaluation byRows) {
    assertThat(counted.performance()).isEqualTo(byRows.performance());
    assertThat(counted.latency()).isEqualTo(byRows.latency());
    assertThat(counted.unusual()).isEqualTo(byRows.unusual());
    assertThat(counted.profile().toBytes()).isEqualTo(byRows.profile().toBytes());
  }

  private static List<Verdict> verdicts(Evaluation evaluation) {
    return evaluation.drift().columns().stream().map(ColumnDrift::verdict).toList();
  }

  @ParameterizedTest
  @EnumSource(Scenes.class)
  void aBatchThatLacksAColumnIsJudgedAsItsRowsAre(Scenes scene) {
    Monitor monitor = scene.monitor();
    Batch rows = scene.rows(300, 10, 0);
    for (String column : rows.names()) {
      Batch without = Scenes.without(column, rows);
      Evaluation byRows = monitor.evaluate(without, Work.inOrder());
      Evaluation counted = monitor.evaluate(observed(monitor, without));

      assertSame(counted, byRows);
      assertThat(verdicts(counted)).as(column).isEqualTo(verdicts(byRows));
      // rows can do without a feature, counts of cells cannot
      boolean feature = column.equals("x") || column.equals("city");
      if (!feature) {
        assertThat(counted.concept()).as(column).isEqualTo(byRows.concept());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Scenes.class)
  void noRowsAreJudgedInconclusive(Scenes scene) {
    Monitor monitor = scene.monitor();
    Evaluation nothing = monitor.evaluate(monitor.observer().snapshot());
    Evaluation empty = monitor.evaluate(observed(monitor, scene.rows(0, 1, 0)));
    Evaluation byRows = monitor.evaluate(scene.rows(0, 1, 0), Work.inOrder());

    assertThat(empty.findings()).isEqualTo(byRows.findings());
    assertThat(nothing.findings()).extracting(Finding::verdict).containsOnly(Verdict.INCONCLUSIVE);
    assertThat(nothing.performance().missing())
        .isEqualTo(
            scene == Scenes.UNLABELLED
                ? "in the reference there is no label column"
                : "in the current data there are no rows");
  }

  @Test
  void rowsOfBatchesWithAllFeaturesAreScoredAndOthersAreNot() {
    Monitor monitor = Scenes.BINARY.monitor();
    Batch rows = Scenes.BINARY.rows(300, 11, 0);
    Batch without = Scenes.without("city", Scenes.BINARY.rows(200, 12, 0));

    Evaluation both = monitor.evaluate(observed(monitor, rows, without));
    assertThat(both.unusual()).isEqualTo(monitor.evaluate(observed(monitor, rows)).unusual());
    Evaluation lacking =
        monitor.evaluate(observed(monitor, ObservationLawTest.slice(rows, 0, 9), without));
    assertThat(lacking.unusual().reason()).hasValue(UnusualSamples.Reason.ABSENT_FEATURE);
    assertThat(lacking.unusual().absent()).containsExactly("city");
    assertThat(lacking.unusual().current().rows()).isEqualTo(209);
  }

  @Test
  void theBatchThatCameFurthestSaysWhatIsMissing() {
    Monitor monitor = Scenes.BINARY.monitor();
    Batch rows = Scenes.BINARY.rows(50, 13, 0);
    Batch unlabelled = Scenes.without("truth", rows);
    Batch unanswered = Scenes.without("said", Scenes.without("p", rows));

    assertThat(monitor.evaluate(observed(monitor, unanswered, unlabelled)).performance().missing())
        .isEqualTo("in the current data the prediction column is missing");
    assertThat(
            monitor.evaluate(observed(monitor, unlabelled, unanswered, rows)).performance().rows())
        .isEqualTo(monitor.evaluate(rows, Work.inOrder()).performance().rows());
  }

  @Test
  void worstRowsHaveTheNumbersAndIdsOfTheData() {
    Monitor monitor = Scenes.BINARY.monitor();
    Batch rows = Scenes.BINARY.rows(500, 14, 0.8);
    Observer observer = monitor.observer();
    observer.add(ObservationLawTest.slice(rows, 200, 500), 200, Work.inOrder());
    observer.add(ObservationLawTest.slice(rows, 0, 200), 0, Work.inOrder());

    assertThat(monitor.evaluate(observer.snapshot()).unusual().worst())
        .hasSize(UnusualSamples.WORST)
        .isEqualTo(monitor.evaluate(rows, Work.inOrder()).unusual().worst())
        .allSatisfy(row -> assertThat(row.id()).hasValue(Long.toString(14_000_000L + row.row())));
  }

  @Test
  void severalObservationsShareTheErrorAsSetsOfRowsDo() {
    Monitor monitor = Scenes.BINARY.monitor();
    List<Batch> rows =
        IntStream.range(0, 5).mapToObj(i -> Scenes.BINARY.rows(200, 20 + i, 0.2 * i)).toList();
    List<Evaluation> byRows =
        Monitor.evaluateAll(
            rows.stream().map(some -> new Monitor.Case(monitor, some)).toList(), Work.inOrder());
    List<Evaluation> counted =
        Monitor.evaluateAll(rows.stream().map(some -> observed(monitor, some)).toList());

    for (int at = 0; at < rows.size(); at++) {
      assertSame(counted.get(at), byRows.get(at));
      assertThat(counted.get(at).drift().tests()).isEqualTo(byRows.get(at).drift().tests());
    }
    assertThat(Monitor.evaluateAll(List.of())).isEmpty();
  }

  @Test
  void thePoliciesOfOtherToolsNeedRows() {
    Monitor monitor = Scenes.BINARY.monitor(DriftPolicy.of(DriftPolicy.Name.EVIDENTLY));
    Batch rows = Scenes.BINARY.rows(200, 15, 0);

    assertThat(monitor.evaluate(rows, Work.inOrder()).drift().columns()).isNotEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> monitor.evaluate(observed(monitor, rows)))
        .withMessageContaining("needs the rows of reference and window");
  }

  @Test
  void aMonitorOfASampleOfAllRowsIsTheMonitorOfTheRows() {
    for (Scenes scene : List.of(Scenes.BINARY, Scenes.MULTICLASS, Scenes.REGRESSION)) {
      Monitor monitor = scene.monitor();
      Batch rows = scene.rows(1_500, 1, 0);
      Reference reference = Reference.of(monitor.spec().schema(), rows);
      Measurement measurement = Measurement.of(monitor.spec(), reference, rows);
      Measurement.Recorder recorder = measurement.recorder(Resolution.EXACT);
      for (int from = 0; from < 1_500; from += 400) {
        recorder.add(ObservationLawTest.slice(rows, from, Math.min(1_500, from + 400)));
      }
      Monitor streamed = Monitor.of(measurement, reference, rows, recorder.snapshot(), List.of());
      Batch current = scene.rows(400, 16, 0.4);

      assertThat(streamed.fingerprint()).isEqualTo(monitor.fingerprint());
      assertSame(
          streamed.evaluate(current, Work.inOrder()), monitor.evaluate(current, Work.inOrder()));
    }
  }

  /// Of 1,000 rows the ten of the rare class are in none of the sample.
  @Test
  void classesThatASampleLacksAreKnownFromTheReference() {
    for (List<String> names :
        List.of(List.of("no", "yes"), List.of("False", "True"), List.of("FALSE", "TRUE"))) {
      Batch rows = rare(names, 1_000, 10);
      Batch sample = ObservationLawTest.slice(rows, 10, 200);
      Monitor known = rareMonitor(rows);
      Measurement measurement =
          Measurement.of(known.spec(), Reference.of(known.spec().schema(), rows), sample);

      assertThat(measurement.positive()).isEqualTo(known.measurement().positive()).isPresent();
      assertThat(measurement.description()).isEqualTo(known.measurement().description());
    }
  }

  private static Batch rare(List<String> names, int size, int positives) {
    String[] truth = new String[size];
    Arrays.setAll(truth, row -> names.get(row < positives ? 1 : 0));
    double[] score = new double[size];
    Arrays.setAll(score, row -> row % 97 / 97.0);
    return new Batch(
        List.of("truth", "score"), List.of(TextData.of(truth), NumericData.of(score)), size);
  }

  private static Monitor rareMonitor(Batch rows) {
    return Monitor.of(
        new MonitorSpec(
            SchemaInference.infer(
                rows,
                Map.of(
                    "truth", Role.LABEL,
                    "score", Role.SCORE),
                Map.of(),
                Set.of()),
            Scoring.inferred(),
            DriftPolicy.calibrated(),
            Set.of()),
        rows,
        List.of());
  }
}
