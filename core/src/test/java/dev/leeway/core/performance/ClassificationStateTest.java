package dev.leeway.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.performance.ClassificationState.OfClass;
import dev.leeway.core.performance.ClassificationState.Recorder;
import dev.leeway.core.stats.Interval;
import dev.leeway.core.stats.RocAuc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassificationStateTest {

  private static final ClassLabel NO = ClassLabel.of(0);
  private static final ClassLabel YES = ClassLabel.of(1);
  private static final List<ClassLabel> THREE =
      List.of(ClassLabel.of("a"), ClassLabel.of("b"), ClassLabel.of("c"));

  record Scored(ClassLabel actual, double... scores) {}

  static List<Golden> binaryGoldens() {
    return Golden.rows("binary-scores");
  }

  static List<Golden> multiclassGoldens() {
    return Golden.rows("multiclass-scores");
  }

  static List<Golden> labelGoldens() {
    return Golden.rows("classifications");
  }

  private static ClassificationState binary(int[] actual, double[] scores, Resolution resolution) {
    Recorder recorder = Recorder.ofScores(YES, resolution);
    for (int row = 0; row < actual.length; row++) {
      recorder.add(ClassLabel.of(actual[row]), scores[row] >= 0.5 ? YES : NO, scores[row]);
    }
    return recorder.snapshot();
  }

  private static ClassificationState binary(List<Scored> rows, Resolution resolution) {
    return binary(
        rows.stream().mapToInt(row -> row.actual.equals(YES) ? 1 : 0).toArray(),
        rows.stream().mapToDouble(row -> row.scores[0]).toArray(),
        resolution);
  }

  private static ClassificationState multiclass(
      List<ClassLabel> classes, List<Scored> rows, Resolution resolution) {
    Recorder recorder = Recorder.ofScores(classes, resolution);
    rows.forEach(row -> recorder.add(row.actual, classes.get(0), row.scores));
    return recorder.snapshot();
  }

  private static List<Scored> randomRows(int rows) {
    SplittableRandom random = new SplittableRandom(3);
    List<Scored> result = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      boolean isPositive = random.nextDouble() < 0.3;
      double score = Math.round(1000 * (0.7 * random.nextDouble() + (isPositive ? 0.3 : 0))) / 1e3;
      result.add(new Scored(isPositive ? YES : NO, score));
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("binaryGoldens")
  void binaryScoresGiveScikitLearnsValues(Golden golden) {
    ClassificationState state =
        binary(golden.labels("actual"), golden.numbers("scores"), Resolution.EXACT);
    for (Metric metric :
        List.of(Metric.ROC_AUC, Metric.PR_AUC, Metric.LOG_LOSS, Metric.BRIER, Metric.ECE)) {
      golden.assertValue(state.metric(metric));
    }
    golden.assertError(state.metric(Metric.ROC_AUC), "delong_error", 1e-9);
    golden.assertError(state.metric(Metric.PR_AUC), "pr_auc_error", 1e-5);
  }

  @ParameterizedTest
  @MethodSource("multiclassGoldens")
  void scoresOfSeveralClassesGiveScikitLearnsValues(Golden golden) {
    int classes = (int) golden.number("classes");
    int[] actual = golden.labels("actual");
    double[] scores = golden.numbers("scores");
    List<ClassLabel> labels = IntStream.range(0, classes).mapToObj(ClassLabel::of).toList();
    List<Scored> rows = new ArrayList<>();
    for (int row = 0; row < actual.length; row++) {
      rows.add(
          new Scored(
              labels.get(actual[row]),
              Arrays.copyOfRange(scores, row * classes, (row + 1) * classes)));
    }
    ClassificationState state = multiclass(labels, rows, Resolution.EXACT);
    for (Metric metric :
        List.of(
            Metric.ROC_AUC_MACRO,
            Metric.ROC_AUC_WEIGHTED,
            Metric.LOG_LOSS,
            Metric.BRIER,
            Metric.ECE)) {
      golden.assertValue(state.metric(metric));
    }
  }

  @ParameterizedTest
  @MethodSource("labelGoldens")
  void labelsGiveScikitLearnsValuesAndItsDerivativesGiveTheErrors(Golden golden) {
    ConfusionMatrix matrix =
        ConfusionMatrix.of(golden.labels("actual"), golden.labels("predicted"));
    Recorder recorder = Recorder.ofLabels();
    matrix.forEach((actual, predicted, count) -> {
      for (long row = 0; row < count; row++) {
        recorder.add(actual, predicted);
      }
    });
    ClassificationState state = recorder.snapshot();
    double[] macro = golden.numbers("macro");
    double[] weighted = golden.numbers("weighted");
    Map.of(
            Metric.ACCURACY, golden.number("accuracy"),
            Metric.BALANCED_ACCURACY, golden.number("balanced"),
            Metric.PRECISION_MACRO, macro[0],
            Metric.RECALL_MACRO, macro[1],
            Metric.F1_MACRO, macro[2],
            Metric.PRECISION_WEIGHTED, weighted[0],
            Metric.RECALL_WEIGHTED, weighted[1],
            Metric.F1_WEIGHTED, weighted[2],
            Metric.MCC, golden.number("mcc"))
        .forEach((metric, value) ->
            assertThat(state.metric(metric).value())
                .as(metric.id())
                .isCloseTo(value, within(1e-12)));
    golden.assertValue(state.metric(Metric.KAPPA));
    golden.assertError(state.metric(Metric.BALANCED_ACCURACY), "balanced_error", 1e-4);
    golden.assertError(state.metric(Metric.PRECISION_MACRO), "precision_macro_error", 1e-4);
    golden.assertError(state.metric(Metric.F1_MACRO), "f1_macro_error", 1e-4);
    golden.assertError(state.metric(Metric.PRECISION_WEIGHTED), "precision_weighted_error", 1e-4);
    golden.assertError(state.metric(Metric.F1_WEIGHTED), "f1_weighted_error", 1e-4);
    golden.assertError(state.metric(Metric.MCC), "mcc_error", 1e-4);
    golden.assertError(state.metric(Metric.KAPPA), "kappa_error", 1e-4);
  }

  @Test
  void neitherOrderNorSplitOfRowsShows() {
    for (Resolution resolution : Resolution.values()) {
      Splits.assertInvisible(
          randomRows(3000), rows -> binary(rows, resolution), ClassificationState::merge);
    }
    SplittableRandom random = new SplittableRandom(4);
    List<Scored> rows = new ArrayList<>();
    for (int row = 0; row < 500; row++) {
      double first = random.nextDouble();
      double second = (1 - first) * random.nextDouble();
      rows.add(new Scored(THREE.get(random.nextInt(3)), first, second, 1 - first - second));
    }
    Splits.assertInvisible(
        rows, part -> multiclass(THREE, part, Resolution.EXACT), ClassificationState::merge);
  }

  @Test
  void countedScoresHaveTheAreaAndErrorOfTheRows() {
    List<Scored> rows = randomRows(2000);
    RocAuc ofRows =
        RocAuc.of(
            rows.stream()
                .filter(row -> row.actual.equals(YES))
                .mapToDouble(r -> r.scores[0])
                .toArray(),
            rows.stream()
                .filter(row -> row.actual.equals(NO))
                .mapToDouble(r -> r.scores[0])
                .toArray());
    MetricValue counted = binary(rows, Resolution.EXACT).metric(Metric.ROC_AUC);
    assertThat(counted.value()).isCloseTo(ofRows.area(), within(1e-13));
    assertThat(counted.standardError()).isCloseTo(Math.sqrt(ofRows.variance()), within(1e-13));
  }

  @Test
  void roundedScoresBoundTheExactAreas() {
    List<Scored> rows = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(8);
    for (int row = 0; row < 4000; row++) {
      boolean isPositive = random.nextDouble() < 0.1;
      // so close together that a cell of 2^-12 holds several
      rows.add(
          new Scored(isPositive ? YES : NO, 0.01 * (random.nextDouble() + (isPositive ? 1 : 0.5))));
    }
    ClassificationState exact = binary(rows, Resolution.EXACT);
    ClassificationState binned = binary(rows, Resolution.BINNED);
    assertThat(binned).isEqualTo(exact.binned());
    for (Metric metric : List.of(Metric.ROC_AUC, Metric.PR_AUC)) {
      Interval bounds = binned.roundingBounds(metric).orElseThrow();
      assertThat(exact.metric(metric).value()).isBetween(bounds.low(), bounds.high());
      assertThat(binned.metric(metric).value()).isBetween(bounds.low(), bounds.high());
      assertThat(bounds.high() - bounds.low()).isBetween(1e-4, 0.05);
      Interval none = exact.roundingBounds(metric).orElseThrow();
      assertThat(none.low()).isEqualTo(none.high());
    }
    assertThat(binned.metric(Metric.LOG_LOSS)).isEqualTo(exact.metric(Metric.LOG_LOSS));
    assertThat(binned.roundingBounds(Metric.LOG_LOSS)).isEmpty();
  }

  @Test
  void anExactAndARoundedPartMergeToARoundedOne() {
    List<Scored> rows = randomRows(100);
    ClassificationState mixed =
        binary(rows.subList(0, 40), Resolution.EXACT)
            .merge(binary(rows.subList(40, 100), Resolution.BINNED));
    assertThat(mixed).isEqualTo(binary(rows, Resolution.BINNED));
  }

  @Test
  void noRowsHaveNoMetricButAReason() {
    ClassificationState state = Recorder.ofScores(YES, Resolution.EXACT).snapshot();
    assertThat(state.metrics()).hasSize(state.defined().size());
    assertThat(state.metrics())
        .allSatisfy(value -> {
          assertThat(value.value()).isNull();
          assertThat(value.reason()).isEqualTo(Absence.NO_ROWS);
        });
    assertThat(state.classes()).isEmpty();
  }

  @Test
  void labelsAloneHaveNoScoresAndNoPositiveClass() {
    Recorder recorder = Recorder.ofLabels();
    recorder.add(YES, YES);
    recorder.add(NO, YES);
    ClassificationState state = recorder.snapshot();
    assertThat(state.metric(Metric.ROC_AUC_MACRO).reason()).isEqualTo(Absence.NO_SCORES);
    assertThat(state.metric(Metric.LOG_LOSS).reason()).isEqualTo(Absence.NO_SCORES);
    assertThat(state.metric(Metric.F1).reason()).isEqualTo(Absence.NOT_APPLICABLE);
    assertThat(state.metric(Metric.RMSE).reason()).isEqualTo(Absence.NOT_APPLICABLE);
    assertThat(state.metric(Metric.ACCURACY).share()).isEqualTo(new Share(1, 2));
  }

  @Test
  void oneClassHasNoAreaButALoss() {
    ClassificationState state =
        binary(new int[] {1, 1, 1}, new double[] {0.6, 0.7, 0.9}, Resolution.EXACT);
    assertThat(state.metric(Metric.ROC_AUC).reason()).isEqualTo(Absence.ONE_CLASS);
    assertThat(state.metric(Metric.PR_AUC).reason()).isEqualTo(Absence.ONE_CLASS);
    assertThat(state.metric(Metric.KAPPA).reason()).isEqualTo(Absence.ONE_CLASS);
    assertThat(state.metric(Metric.LOG_LOSS).value()).isNotNull();
    assertThat(state.metric(Metric.ACCURACY).value()).isEqualTo(1);
  }

  @Test
  void scoresThatAreNoProbabilitiesStillRank() {
    ClassificationState state =
        binary(new int[] {0, 1, 0, 1}, new double[] {-3, 8, 1, 2}, Resolution.EXACT);
    assertThat(state.metric(Metric.ROC_AUC).value()).isEqualTo(1);
    for (Metric metric : List.of(Metric.LOG_LOSS, Metric.BRIER, Metric.ECE)) {
      assertThat(state.metric(metric).reason()).isEqualTo(Absence.SCORES_NOT_PROBABILITIES);
    }
    assertThat(
            binary(
                    new int[] {0, 1},
                    new double[] {Double.NEGATIVE_INFINITY, 1e300},
                    Resolution.BINNED)
                .metric(Metric.ROC_AUC)
                .value())
        .isEqualTo(1);
  }

  @Test
  void scoresOfARowMustSumToOneForALoss() {
    ClassificationState twoDigits =
        multiclass(THREE, List.of(new Scored(THREE.get(0), 0.33, 0.33, 0.33)), Resolution.EXACT);
    assertThat(twoDigits.metric(Metric.LOG_LOSS).value()).isNotNull();
    ClassificationState off =
        multiclass(
            THREE,
            List.of(new Scored(THREE.get(0), 0.5, 0.1, 0.1), new Scored(THREE.get(1), 0.2, 0.9, 0)),
            Resolution.EXACT);
    for (Metric metric : List.of(Metric.LOG_LOSS, Metric.BRIER, Metric.ECE)) {
      assertThat(off.metric(metric).reason()).isEqualTo(Absence.SCORES_NOT_ADDING_UP);
    }
    assertThat(off.metric(Metric.ROC_AUC_MACRO).value()).isNotNull();
  }

  @Test
  void aClassWithoutScoreCountsAsMissedAndHasNoLogLoss() {
    ClassLabel unseen = ClassLabel.of("d");
    ClassificationState state =
        multiclass(
            THREE,
            List.of(
                new Scored(THREE.get(0), 0.8, 0.1, 0.1),
                new Scored(THREE.get(1), 0.1, 0.8, 0.1),
                new Scored(unseen, 0.4, 0.3, 0.3)),
            Resolution.EXACT);
    assertThat(state.metric(Metric.LOG_LOSS).reason()).isEqualTo(Absence.CLASS_WITHOUT_SCORE);
    // (0.04 + 0.01 + 0.01) twice, and 1 + 0.16 + 0.09 + 0.09
    assertThat(state.metric(Metric.BRIER).value()).isCloseTo(1.46 / 3, within(1e-15));
    assertThat(state.metric(Metric.ROC_AUC_MACRO).value()).isEqualTo(1);
    assertThat(state.metric(Metric.ROC_AUC_MACRO).reason()).isEqualTo(Absence.CLASS_WITHOUT_SCORE);
    assertThat(state.metric(Metric.ROC_AUC_MACRO).classes()).isEqualTo(new Share(2, 4));
  }

  @Test
  void anAverageSaysOverHowManyClassesItIs() {
    List<Scored> two =
        List.of(new Scored(THREE.get(0), 0.8, 0.1, 0.1), new Scored(THREE.get(1), 0.1, 0.8, 0.1));
    List<Scored> three = new ArrayList<>(two);
    three.add(new Scored(THREE.get(2), 0.1, 0.1, 0.8));

    MetricValue some = multiclass(THREE, two, Resolution.EXACT).metric(Metric.ROC_AUC_MACRO);
    MetricValue all = multiclass(THREE, three, Resolution.EXACT).metric(Metric.ROC_AUC_WEIGHTED);

    assertThat(some.classes()).isEqualTo(new Share(2, 3));
    assertThat(some.reason()).isEqualTo(Absence.CLASS_WITHOUT_ROWS);
    assertThat(all.classes()).isEqualTo(new Share(3, 3));
    assertThat(all.reason()).isEqualTo(Absence.TOO_FEW_ROWS);
  }

  @Test
  void ofOneClassOnlyTheAreasAreNotDefined() {
    Recorder recorder = Recorder.ofScores(YES, Resolution.EXACT);
    recorder.add(NO, NO, 0.2);
    recorder.add(NO, NO, 0.4);
    ClassificationState state = recorder.snapshot();

    assertThat(state.metric(Metric.BRIER).value()).isCloseTo(0.1, within(1e-15));
    assertThat(state.metric(Metric.ECE).value()).isCloseTo(0.3, within(1e-15));
    assertThat(state.metric(Metric.LOG_LOSS).value())
        .isCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, within(1e-15));
    assertThat(state.metric(Metric.ROC_AUC).reason()).isEqualTo(Absence.ONE_CLASS);
    assertThat(state.metric(Metric.PR_AUC).reason()).isEqualTo(Absence.ONE_CLASS);
  }

  @Test
  void aRowWithoutScoreCountsInTheMatrixOnly() {
    Recorder recorder = Recorder.ofScores(YES, Resolution.EXACT);
    recorder.add(YES, YES, 0.9);
    recorder.add(NO, YES, Double.NaN);
    recorder.add(NO, NO);
    ClassificationState state = recorder.snapshot();
    assertThat(state.rows()).isEqualTo(3);
    assertThat(state.scoredRows()).isEqualTo(1);
    assertThat(state.metric(Metric.BRIER).rows()).isEqualTo(1);
  }

  @Test
  void separatedClassesHaveAnIntervalBelowOne() {
    ClassificationState state =
        binary(new int[] {0, 0, 0, 1, 1}, new double[] {0.1, 0.2, 0.3, 0.8, 0.9}, Resolution.EXACT);
    MetricValue area = state.metric(Metric.ROC_AUC);
    assertThat(area.value()).isEqualTo(1);
    assertThat(area.method()).isEqualTo(IntervalMethod.WILSON);
    // Wilson's interval of 2 of 2: 2 / (2 + z²)
    assertThat(Objects.requireNonNull(area.interval()).low())
        .isCloseTo(2 / (2 + 1.959964 * 1.959964), within(1e-6));
  }

  @Test
  void aPerfectMatrixHasAnErrorByTheRowsOfChance() {
    Recorder recorder = Recorder.ofLabels();
    for (int row = 0; row < 100; row++) {
      recorder.add(row % 2 == 0 ? YES : NO, row % 2 == 0 ? YES : NO);
    }
    MetricValue mcc = recorder.snapshot().metric(Metric.MCC);
    assertThat(mcc.value()).isEqualTo(1);
    assertThat(mcc.standardError()).isBetween(0.01, 0.05);
    assertThat(Objects.requireNonNull(mcc.interval()).high()).isEqualTo(1);
  }

  @Test
  void aLabelThatNamesEachRowStillHasMetrics() {
    Recorder recorder = Recorder.ofLabels();
    for (int row = 0; row < 32_000; row++) {
      recorder.add(ClassLabel.of(row), ClassLabel.of(row < 16_000 ? row : row + 32_000));
    }
    MetricValue mcc = recorder.snapshot().metric(Metric.MCC);
    assertThat(mcc.value()).isCloseTo(0.5, within(1e-4));
    // a share of one half of 32,000
    assertThat(mcc.standardError()).isCloseTo(Math.sqrt(0.25 / 32_000), within(1e-6));
  }

  @Test
  void oneConstantPredictionHasACorrelationOfZeroWithoutInterval() {
    Recorder recorder = Recorder.ofLabels();
    recorder.add(YES, YES);
    recorder.add(NO, YES);
    MetricValue mcc = recorder.snapshot().metric(Metric.MCC);
    assertThat(mcc.value()).isZero();
    assertThat(mcc.interval()).isNull();
    assertThat(mcc.reason()).isEqualTo(Absence.NO_SPREAD);
  }

  @Test
  void everyClassHasItsScores() {
    Recorder recorder = Recorder.ofLabels();
    recorder.add(YES, YES);
    recorder.add(YES, NO);
    recorder.add(NO, NO);
    List<OfClass> classes = recorder.snapshot().classes();
    assertThat(classes).extracting(OfClass::label).containsExactly(NO, YES);
    assertThat(classes.get(0).precision().value()).isEqualTo(0.5);
    assertThat(classes.get(0).recall().value()).isEqualTo(1);
    assertThat(classes.get(0).f1().value()).isCloseTo(2 / 3d, within(1e-15));
    assertThat(classes.get(1).actualRows()).isEqualTo(2);
    assertThat(classes.get(1).predictedRows()).isEqualTo(1);
  }

  @Test
  void aClassNeverPredictedHasNoPrecision() {
    Recorder recorder = Recorder.ofLabels(YES);
    recorder.add(YES, NO);
    recorder.add(NO, NO);
    ClassificationState state = recorder.snapshot();
    assertThat(state.metric(Metric.PRECISION).reason()).isEqualTo(Absence.NO_BASE);
    assertThat(state.metric(Metric.RECALL).value()).isZero();
    assertThat(state.metric(Metric.F1).value()).isZero();
  }

  @Test
  void misuseIsRefused() {
    assertThatThrownBy(() ->
            Recorder.ofLabels()
                .snapshot()
                .merge(Recorder.ofScores(YES, Resolution.EXACT).snapshot()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("states must score the same classes");
    assertThatThrownBy(() -> Recorder.ofLabels().add(YES, YES, 0.5))
        .hasMessage("this recorder takes no score of a positive class");
    assertThatThrownBy(
            () -> Recorder.ofScores(THREE, Resolution.EXACT).add(YES, YES, new double[] {1, 0}))
        .hasMessage("scores must be as many as the classes [a, b, c], were 2");
    assertThatThrownBy(() -> Recorder.ofScores(List.of(YES, YES), Resolution.EXACT))
        .hasMessage("class 1 must have one score, had two");
    assertThatThrownBy(() -> Recorder.ofScores(List.of(YES), Resolution.EXACT))
        .hasMessage("scores of several classes need at least 2 classes, were [1]");
  }
}
