package dev.leeway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.alert.Severity;
import dev.leeway.core.performance.Degradation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelMonitorTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final World world = new World(1);
  private final RecordingLogger logger = new RecordingLogger();
  private final double[][] baseline = world.rows(1000);
  private final ModelMonitor monitor =
      ModelMonitor.builder(World.MODEL)
          .clock(() -> NOON)
          .logger(logger)
          .build(baseline, World.actual(baseline, 100));

  @Test
  void baselineIsSummarised() {
    assertThat(monitor.baseline().accuracy()).isEqualTo(0.9);
    assertThat(monitor.baseline().rows()).isEqualTo(1000);
    assertThat(monitor.baseline().features()).hasSize(World.WIDTH);
    Baseline.Feature last = monitor.baseline().features().get(World.WIDTH - 1);
    double[] column = Arrays.stream(baseline).mapToDouble(row -> row[World.WIDTH - 1]).toArray();
    double mean = Arrays.stream(column).average().orElseThrow();
    assertThat(last.name()).isEqualTo("feature_19");
    assertThat(last.mean()).isCloseTo(mean, within(1e-12));
    assertThat(last.standardDeviation())
        .isCloseTo(
            Math.sqrt(Arrays.stream(column).map(x -> x * x).sum() / 1000 - mean * mean),
            within(1e-12));
  }

  @Test
  void quietBatchRaisesNothing() {
    double[][] x = world.rows(500);
    int[] predicted = monitor.predict(x);
    int[] actual = World.actual(x, 45);
    BatchMetrics metrics = monitor.logPredictions(x, actual, predicted);

    assertThat(metrics.accuracy()).isEqualTo(0.91);
    assertThat(metrics.timestamp()).isEqualTo(NOON);
    assertThat(metrics.samples()).isEqualTo(500);
    assertThat(monitor.detectDataDrift(x).detected()).isFalse();
    assertThat(monitor.detectOutputDrift(predicted).detected()).isFalse();
    assertThat(monitor.detectPerformanceDegradation(actual, predicted).detected()).isFalse();
    assertThat(monitor.monitoringReport().alertHistory()).isEmpty();
    assertThat(logger.lines()).isEmpty();
  }

  @Test
  void driftedBatchRaisesEveryAlarm() {
    double[][] x = World.scaled(world.rows(500), 2);
    for (double[] row : x) {
      row[0] += 1;
    }
    int[] predicted = monitor.predict(x);
    int[] actual = World.actual(x, 250);
    monitor.logPredictions(x, actual, predicted);
    DataDrift data = monitor.detectDataDrift(x);
    OutputDrift output = monitor.detectOutputDrift(predicted);
    PerformanceDegradation performance = monitor.detectPerformanceDegradation(actual, predicted);

    assertThat(data.driftedFeatures()).hasSize(World.WIDTH);
    assertThat(data.driftedFeatures().get(3).featureIndex()).isEqualTo(3);
    assertThat(output.detected()).isTrue();
    assertThat(performance.severity()).contains(Severity.CRITICAL);
    assertThat(performance.degradation()).isCloseTo(0.4, within(1e-15));
    assertThat(logger.lines())
        .containsExactly(
            "WARNING Data drift detected in 20 features",
            "WARNING Output drift detected in predictions",
            "ERROR Performance degradation detected");
    assertThat(monitor.monitoringReport().alerts())
        .extracting(MonitorAlert::severity)
        .containsExactly(Severity.HIGH, Severity.MEDIUM, Severity.CRITICAL);
  }

  @Test
  void fewDriftedFeaturesAreOfLowSeverity() {
    double[][] x = world.rows(500);
    for (double[] row : x) {
      row[5] += 1;
      row[6] += 1;
    }
    assertThat(monitor.detectDataDrift(x).driftedFeatures())
        .extracting(FeatureDrift::feature)
        .containsExactly("feature_5", "feature_6");
    assertThat(monitor.monitoringReport().alerts())
        .extracting(MonitorAlert::severity)
        .containsExactly(Severity.LOW);
  }

  @Test
  void smallShiftProvedByManyRowsIsBelowTheFloor() {
    double[][] many = world.rows(20_000);
    ModelMonitor large =
        ModelMonitor.builder(World.MODEL).logger(logger).build(many, World.actual(many, 2000));
    double[][] x = world.rows(20_000);
    for (double[] row : x) {
      row[0] += 0.06; // moves 2.4 % of the mass
    }
    FeatureDrift shifted = large.detectDataDrift(x).features().get(0);
    assertThat(shifted.qValue().value()).isLessThan(0.05);
    assertThat(shifted.effect()).isLessThan(0.05);
    assertThat(shifted.drifted()).isFalse();
  }

  @Test
  void unconfirmedDropIsShownButIsNoAlert() {
    double[][] x = world.rows(20);
    int[] actual = World.actual(x, 4);
    PerformanceDegradation found = monitor.detectPerformanceDegradation(actual, monitor.predict(x));
    assertThat(found.pending()).isTrue();
    assertThat(found.detected()).isFalse();
    assertThat(logger.lines())
        .singleElement()
        .asString()
        .matches(
            "WARNING Accuracy is down by 10\\.0 points, not yet confirmed: about \\d+ more rows are"
                + " needed");
    assertThat(monitor.monitoringReport().alertHistory()).isEmpty();
    assertThat(monitor.monitoringReport().warnings()).hasSize(1);

    double[][] good = world.rows(200);
    monitor.detectPerformanceDegradation(World.actual(good, 20), monitor.predict(good));
    assertThat(monitor.monitoringReport().warnings()).isEmpty();
  }

  @Test
  void confirmedDropOfFivePointsOrLessIsOfLowSeverity() {
    double[][] x = world.rows(10_000);
    PerformanceDegradation found =
        monitor.detectPerformanceDegradation(World.actual(x, 1400), monitor.predict(x));
    assertThat(found.drop().state()).isEqualTo(Degradation.State.CONFIRMED);
    assertThat(found.severity()).contains(Severity.LOW);
    assertThat(logger.lines()).containsExactly("WARNING Performance degradation detected");
  }

  @Test
  void oneClassOnlyIsInconclusive() {
    ModelMonitor constant =
        ModelMonitor.of(rows -> new int[rows.length], baseline, World.actual(baseline, 100));
    assertThat(constant.detectOutputDrift(new int[50]))
        .isEqualTo(
            new OutputDrift.Inconclusive(
                "only class 0 was ever predicted, in the baseline and in the batch"));
    assertThat(constant.detectOutputDrift(new int[50]).detected()).isFalse();
  }

  @Test
  void newClassIsOutputDrift() {
    int[] predicted = IntStream.range(0, 100).map(row -> row % 3).toArray();
    assertThat(monitor.detectOutputDrift(predicted).detected()).isTrue();
  }

  @Test
  void nanIsLeftOutAndCounted() {
    double[][] x = world.rows(500);
    x[0][2] = Double.NaN;
    x[1][2] = Double.NaN;
    x[2][2] = Double.POSITIVE_INFINITY;
    for (double[] row : x) {
      row[4] = Double.NaN;
    }
    DataDrift drift = monitor.detectDataDrift(x);
    assertThat(drift.detected()).isFalse();
    assertThat(drift.features()).hasSize(World.WIDTH - 1);
    assertThat(drift.features().get(2).dropped()).isEqualTo(2);
    assertThat(drift.inconclusive())
        .containsExactly(
            new DataDrift.Inconclusive("feature_4", 4, "all values are NaN in the batch"));
  }

  @Test
  void featureWithoutBaselineIsInconclusive() {
    double[][] rows = {{Double.NaN, 1}, {Double.NaN, 2}};
    ModelMonitor blind = ModelMonitor.of(World.MODEL, rows, new int[] {1, 0});
    assertThat(blind.baseline().features().get(0).mean()).isNull();
    assertThat(blind.detectDataDrift(rows).inconclusive())
        .containsExactly(
            new DataDrift.Inconclusive("feature_0", 0, "all values are NaN in the baseline"),
            new DataDrift.Inconclusive("feature_1", 1, "2 values against 2 are too few to tell"));
  }

  @Test
  void baselineTooGoodToBeTrueIsWarnedOf() {
    ModelMonitor perfect =
        ModelMonitor.builder(World.MODEL).logger(logger).build(baseline, World.actual(baseline, 5));
    String warning =
        "The baseline's accuracy is 0.995: it looks like training data; use data the model has not"
            + " seen";
    assertThat(logger.lines()).containsExactly("WARNING " + warning);
    assertThat(perfect.monitoringReport().warnings()).containsExactly(warning);
  }

  @Test
  void scalerComesBeforeThePredictorAndGetsCopies() {
    List<double[][]> seen = new ArrayList<>();
    Scaler inPlace =
        rows -> {
          for (double[] row : rows) {
            Arrays.setAll(row, column -> row[column] - 10);
          }
          return rows;
        };
    Predictor spy =
        rows -> {
          seen.add(rows);
          return World.MODEL.predict(rows);
        };
    double[][] rows = {{11, 1}, {9, 2}, {12, 3}};
    ModelMonitor scaled = ModelMonitor.of(spy, inPlace, rows, new int[] {1, 0, 0});
    assertThat(seen.get(0)).isDeepEqualTo(new double[][] {{1, -9}, {-1, -8}, {2, -7}});
    assertThat(rows[0]).containsExactly(11, 1);
    assertThat(scaled.predict(rows)).containsExactly(1, 0, 1);
    assertThat(scaled.baseline().accuracy()).isCloseTo(2.0 / 3, within(1e-15));
  }

  @Test
  void sameSeedGivesTheSameAnswer() {
    int[] rare = IntStream.range(0, 30).map(row -> row % 11 == 0 ? 2 : row % 2).toArray();
    ModelMonitor first = ModelMonitor.builder(World.MODEL).seed(7).build(baseline, new int[1000]);
    ModelMonitor second = ModelMonitor.builder(World.MODEL).seed(7).build(baseline, new int[1000]);
    assertThat(first.detectOutputDrift(rare)).isEqualTo(second.detectOutputDrift(rare));
  }

  @Test
  void misuseIsNamedWithSizes() {
    double[][] x = world.rows(3);
    assertThatThrownBy(() -> monitor.detectDataDrift(new double[0][]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the batch must have at least 1 row, had none");
    assertThatThrownBy(() -> monitor.detectDataDrift(new double[][] {new double[20], {1, 2}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the batch must have 20 values in each row, had 2 in row 1 of 2");
    assertThatThrownBy(() -> monitor.logPredictions(x, new int[3], new int[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("predicted labels must be as many as rows, were 4 and 3");
    assertThatThrownBy(() -> monitor.detectOutputDrift(new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("predicted labels must be at least 1, were none");
    assertThatThrownBy(() -> monitor.detectPerformanceDegradation(new int[2], new int[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("predicted labels must be as many as actual labels, were 1 and 2");
    assertThatThrownBy(() -> ModelMonitor.of(World.MODEL, x, new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("baseline targets must be as many as baseline rows, were 2 and 3");
    assertThatThrownBy(() -> ModelMonitor.of(rows -> new int[1], x, new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("predicted labels must be as many as rows, were 1 and 3");
    assertThatThrownBy(() -> ModelMonitor.of(World.MODEL, new double[0][], new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("baseline data must have at least 1 row, had none");
    assertThatThrownBy(() ->
            ModelMonitor.builder(World.MODEL)
                .featureNames(Collections.nCopies(20, "same"))
                .build(x, new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("feature names must differ, were [same, same");
    assertThatThrownBy(() -> ModelMonitor.builder(World.MODEL).significance(0).build(x, new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("significance must be in (0, 1), was 0.0");
  }
}
