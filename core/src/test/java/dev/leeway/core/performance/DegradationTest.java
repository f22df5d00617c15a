package dev.leeway.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.performance.Degradation.State;
import dev.leeway.core.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DegradationTest {

  private static MetricValue value(Metric metric, double value, double error, long rows) {
    return MetricValue.normal(metric, value, error, IntervalMethod.DELTA, rows);
  }

  private static Degradation between(MetricValue reference, MetricValue current) {
    return Degradation.between(reference, current).orElseThrow();
  }

  @ParameterizedTest(name = "{0} of {1} to {2} of {3}: {4}")
  @CsvSource({
    "900, 1000, 450, 500, NONE",
    "900, 1000, 480, 500, NONE",
    "9000, 10000, 8800, 10000, CONFIRMED",
    "900, 1000, 8, 10, PENDING",
    "9500, 10000, 9000, 10000, CONFIRMED", // 5.0 points
    "9000, 10000, 8500, 10000, CONFIRMED", // 0.9 - 0.85 is above 0.05 as doubles
    "9000, 10000, 8499, 10000, CRITICAL", // 5.01 points
    "9000, 10000, 8490, 10000, CRITICAL", // 5.1 points
  })
  void sharesAreDecidedInIntegersAsAccuracyDropDoes(
      long referencePart, long referenceWhole, long part, long whole, State state) {
    MetricValue reference =
        MetricValue.ofShare(Metric.ACCURACY, referencePart, referenceWhole, referenceWhole);
    MetricValue current = MetricValue.ofShare(Metric.ACCURACY, part, whole, whole);
    Degradation degradation = between(reference, current);
    AccuracyDrop drop = new AccuracyDrop(referencePart, referenceWhole, part, whole);
    assertThat(degradation.state()).isEqualTo(state).isEqualTo(drop.state());
    assertThat(degradation.lowerBound()).isEqualTo(drop.lowerBound());
    assertThat(degradation.method()).isEqualTo(IntervalMethod.NEWCOMBE);
    Long needed = drop.rowsNeeded().isPresent() ? (Long) drop.rowsNeeded().getAsLong() : null;
    assertThat(degradation.rowsNeeded()).isEqualTo(needed);
  }

  @ParameterizedTest(name = "{0} from {1} to {2} ± {3}: {4}")
  @CsvSource({
    "ROC_AUC, 0.90, 0.90, 0.001, NONE",
    "ROC_AUC, 0.90, 0.93, 0.001, NONE",
    "ROC_AUC, 0.90, 0.89, 0.010, NONE",
    "ROC_AUC, 0.90, 0.89, 0.001, CONFIRMED",
    "ROC_AUC, 0.90, 0.85, 0.001, CONFIRMED", // 5.0 points, above 0.05 as doubles
    "ROC_AUC, 0.95, 0.90, 0.001, CONFIRMED",
    "ROC_AUC, 0.90, 0.849, 0.001, CRITICAL", // 5.1 points
    "ROC_AUC, 0.90, 0.80, 0.1, PENDING",
    "RMSE, 1, 1.05, 0.001, CONFIRMED", // 5.0 %, above 0.05 as doubles
    "RMSE, 1, 1.051, 0.001, CRITICAL",
    "RMSE, 100, 105, 0.1, CONFIRMED",
    "RMSE, 100, 105.1, 0.1, CRITICAL",
    "RMSE, 100, 90, 0.1, NONE",
    "LOG_LOSS, 0.2, 0.24, 0.001, CRITICAL", // 0.04 is 20 %
    "LOG_LOSS, 0.2, 0.24, 0.1, PENDING",
    "RMSE, 0, 0.001, 0.0001, CRITICAL", // nothing is 5 % of nothing
    "R2, -2, -2.04, 0.001, CONFIRMED",
    "MCC, 0.4, 0.3, 0.001, CRITICAL",
    "BIAS, 1, -9, 0.01, CONFIRMED", // has no scale, so it is never critical
    "BIAS, -1, 0.5, 0.01, NONE",
  })
  void stateFollowsFromLossAndError(
      Metric metric, double reference, double current, double error, State state) {
    assertThat(
            between(value(metric, reference, error, 1000), value(metric, current, error, 1000))
                .state())
        .isEqualTo(state);
  }

  @Test
  void lossIsPositiveWhenWorseAndInTheMetricsScale() {
    Degradation mae = between(value(Metric.MAE, 2, 0.2, 10_000), value(Metric.MAE, 3, 0.1, 10_000));
    assertThat(mae.loss()).isEqualTo(1);
    assertThat(mae.scaledLoss()).isEqualTo(0.5);
    // 1 − 1.6449 · √(0.04 + 0.01), with t on many degrees of freedom
    assertThat(mae.lowerBound()).isCloseTo(1 - 1.644854 * Math.sqrt(0.05), within(1e-4));
    Interval interval = Objects.requireNonNull(mae.interval());
    assertThat(interval.high() - 1).isCloseTo(1.959964 * Math.sqrt(0.05), within(1e-4));
    assertThat(mae.method()).isEqualTo(IntervalMethod.NORMAL);
    Degradation bias = between(value(Metric.BIAS, -1, 0.1, 100), value(Metric.BIAS, 3, 0.1, 100));
    assertThat(bias.loss()).isEqualTo(2);
  }

  /// Rows of both sides have one variance if nothing changed, so those of the reference have at
  /// least the pooled one: 1 and 4 of as many rows give 2.5.
  @Test
  void aReferenceRowVariesAtLeastAsRowsOfBothSidesDo() {
    Degradation mae =
        between(value(Metric.MAE, 2, 0.01, 10_000), value(Metric.MAE, 3, 0.02, 10_000));
    assertThat(mae.lowerBound()).isCloseTo(1 - 1.644854 * Math.sqrt(6.5e-4), within(1e-5));
  }

  /// By NumPy and SciPy's t quantiles, from the formula of Zou and Donner (2008).
  @ParameterizedTest(name = "{0} ± {1} of {2} rows to {3} ± {4} of {5}")
  @CsvSource({
    "2, 0.05, 2000, 2.5, 0.1, 300, 0.31108415092889696, 0.2735394676213063, 0.7146324335767418",
    "2, 0.05, 300, 2.5, 0.1, 2000, 0.021167183104377818, -0.06307713867335463, 1.2490038806226178",
    "1, 0.5, 50, 2, 0.9, 74, -1.563449185627194, -1.7010051894732583, 2.6743069551982623",
  })
  void theRiseOfARootIsBoundedByTheEndsOfBothIntervals(
      double before,
      double beforeError,
      long beforeRows,
      double now,
      double nowError,
      long nowRows,
      double lowerBound,
      double low,
      double high) {
    for (double unit : new double[] {1, 1e-120, 1e120}) {
      Degradation rmse =
          between(
              value(Metric.RMSE, unit * before, unit * beforeError, beforeRows),
              value(Metric.RMSE, unit * now, unit * nowError, nowRows));
      Interval interval = Objects.requireNonNull(rmse.interval());
      assertThat(Objects.requireNonNull(rmse.lowerBound()) / unit)
          .isCloseTo(lowerBound, within(1e-9));
      assertThat(interval.low() / unit).isCloseTo(low, within(1e-9));
      assertThat(interval.high() / unit).isCloseTo(high, within(1e-9));
      assertThat(rmse.method()).isEqualTo(IntervalMethod.MOVER);
    }
  }

  /// Of 74 rows one is off by 30, however many rows and windows the reference has.
  @Test
  void oneRowConfirmsNoLossOfAMeanSquare() {
    MetricValue whole = errors(5000, 1, 1);
    MetricValue spoiled = errors(74, 1, 30);
    assertThat(spoiled.value()).isGreaterThan(3);
    List<MetricValue> windows =
        List.of(errors(74, 1.1, 1), errors(74, 0.9, 1), errors(74, 1, 2), errors(74, 1, 0));

    Degradation amongRows = between(whole, spoiled);
    assertThat(amongRows.state()).isEqualTo(State.PENDING);
    assertThat(amongRows.rowsNeeded()).isPositive();
    assertThat(Degradation.between(whole, windows, spoiled, 1).orElseThrow().state())
        .isEqualTo(State.PENDING);
    assertThat(Degradation.between(whole, windows, errors(74, 3, 3), 1).orElseThrow().state())
        .isEqualTo(State.CRITICAL);
  }

  /// The RMSE of errors that are about `size` large, but for one.
  private static MetricValue errors(int rows, double size, double last) {
    RegressionState.Recorder recorder = new RegressionState.Recorder();
    for (int row = 0; row < rows; row++) {
      recorder.add(0, row == rows - 1 ? last : size * (0.5 + row % 11 / 11.0));
    }
    return recorder.snapshot().metric(Metric.RMSE);
  }

  @Test
  void absentValuesGiveNothing() {
    MetricValue absent = MetricValue.absent(Metric.RMSE, 0, Absence.NO_ROWS);
    MetricValue present = value(Metric.RMSE, 1, 0.1, 100);
    assertThat(Degradation.between(absent, present)).isEmpty();
    assertThat(Degradation.between(present, absent)).isEmpty();
    List<MetricValue> windows = List.of(present, present, present);
    assertThat(Degradation.between(present, windows, absent, 1)).isEmpty();
    assertThat(Degradation.between(absent, windows, present, 1)).isPresent();
  }

  @Test
  void withoutAnErrorALargeLossStaysPending() {
    MetricValue reference = MetricValue.withoutInterval(Metric.ECE, 0.02, 9, Absence.NO_METHOD);
    MetricValue current = MetricValue.withoutInterval(Metric.ECE, 0.2, 9, Absence.NO_METHOD);
    Degradation degradation = between(reference, current);
    assertThat(degradation.state()).isEqualTo(State.PENDING);
    assertThat(degradation.lowerBound()).isNull();
    assertThat(degradation.interval()).isNull();
    assertThat(degradation.rowsNeeded()).isNull();
    assertThat(between(reference, reference).state()).isEqualTo(State.NONE);
  }

  @Test
  void twoRowsThatHappenToErrAlikeConfirmNothing() {
    MetricValue reference = MetricValue.student(Metric.MAE, 1, 0.05, 400);
    MetricValue current = MetricValue.student(Metric.MAE, 1.5, 0, 2);
    // the reference's rows have a standard deviation of 1, so two of them 0.71
    assertThat(between(reference, current).state()).isEqualTo(State.PENDING);
    assertThat(between(reference, MetricValue.student(Metric.MAE, 1.5, 0, 200)).state())
        .isEqualTo(State.CRITICAL);
  }

  @Test
  void aPerfectReferenceHasTheCurrentSpread() {
    MetricValue reference = MetricValue.student(Metric.RMSE, 0, 0, 1000);
    assertThat(between(reference, MetricValue.student(Metric.RMSE, 1, 0.1, 100)).state())
        .isEqualTo(State.CRITICAL);
    assertThat(between(reference, reference).state()).isEqualTo(State.NONE);
  }

  @Test
  void severalComparisonsShareTheError() {
    MetricValue reference = value(Metric.ROC_AUC, 0.9, 0.001, 100_000);
    MetricValue current = value(Metric.ROC_AUC, 0.88, 0.01, 1000);
    Degradation one = Degradation.between(reference, List.of(), current, 1).orElseThrow();
    Degradation many = Degradation.between(reference, List.of(), current, 20).orElseThrow();
    assertThat(one.state()).isEqualTo(State.CONFIRMED);
    assertThat(many.state()).isEqualTo(State.NONE);
    assertThat(many.confidence()).isCloseTo(0.9975, within(1e-15));
    MetricValue share = MetricValue.ofShare(Metric.ACCURACY, 900, 1000, 1000);
    MetricValue less = MetricValue.ofShare(Metric.ACCURACY, 435, 500, 500);
    assertThat(Degradation.between(share, List.of(), less, 1).orElseThrow().state())
        .isEqualTo(State.CONFIRMED);
    assertThat(Degradation.between(share, List.of(), less, 20).orElseThrow().state())
        .isEqualTo(State.NONE);
  }

  @Test
  void rowsNeededConfirmAPendingLoss() {
    MetricValue reference = value(Metric.ROC_AUC, 0.9, 0.005, 5000);
    MetricValue current = value(Metric.ROC_AUC, 0.8, 0.1, 100);
    Degradation pending = between(reference, current);
    assertThat(pending.state()).isEqualTo(State.PENDING);
    long more = Objects.requireNonNull(pending.rowsNeeded());
    assertThat(more).isBetween(150L, 250L);
    long rows = 100 + more;
    double error = 0.1 * Math.sqrt(100.0 / rows);
    assertThat(between(reference, value(Metric.ROC_AUC, 0.8, error, rows)).state())
        .isEqualTo(State.CRITICAL);
    assertThat(between(reference, value(Metric.ROC_AUC, 0.8, 0.001, 100)).rowsNeeded())
        .isEqualTo(0);
    assertThat(between(value(Metric.ROC_AUC, 0.9, 0.1, 50), current).rowsNeeded()).isNull();
    assertThat(between(reference, reference).rowsNeeded()).isNull();
  }

  @Test
  void rowsNeededForPrecisionAreRowsAndNotPredictions() {
    MetricValue reference = MetricValue.ofShare(Metric.PRECISION, 800, 1000, 10_000);
    MetricValue current = MetricValue.ofShare(Metric.PRECISION, 14, 20, 200);
    Long more = between(reference, current).rowsNeeded();
    Degradation accuracy =
        between(
            MetricValue.ofShare(Metric.ACCURACY, 800, 1000, 1000),
            MetricValue.ofShare(Metric.ACCURACY, 14, 20, 20));
    assertThat(more).isEqualTo(10 * Objects.requireNonNull(accuracy.rowsNeeded()));
  }

  /// statsmodels 0.15, `combine_effects(method_re="dl")`.
  @Test
  void windowsAreCombinedAsByDerSimonianAndLaird() {
    double[] values = {0.91, 0.90, 0.92, 0.96, 0.79};
    double[] variances = {1e-4, 2e-4, 1e-4, 5e-5, 3e-4};
    WindowSpread spread = WindowSpread.of(windows(Metric.ROC_AUC, values, variances));
    assertThat(spread.between()).isCloseTo(0.002466666666666581, within(1e-12));
    assertThat(spread.mean()).isCloseTo(0.8977890088666742, within(1e-12));
    assertThat(spread.meanVariance()).isCloseTo(0.0005227343559939034, within(1e-12));
    WindowSpread even =
        WindowSpread.of(
            windows(
                Metric.ROC_AUC, new double[] {0.5, 0.51, 0.49}, new double[] {0.01, 0.02, 0.01}));
    assertThat(even.between()).isZero();
    assertThat(even.meanVariance()).isCloseTo(1 / 250.0, within(1e-12));
  }

  private static List<MetricValue> windows(Metric metric, double[] values, double[] variances) {
    return IntStream.range(0, values.length)
        .mapToObj(window -> value(metric, values[window], Math.sqrt(variances[window]), 500))
        .toList();
  }

  @Test
  void whatWindowsDoByThemselvesIsNoDegradation() {
    double[] months = {0.91, 0.90, 0.92, 0.96, 0.89, 0.81, 0.85};
    double[] variances = new double[months.length];
    Arrays.fill(variances, 1e-4);
    List<MetricValue> windows = windows(Metric.ROC_AUC, months, variances);
    MetricValue whole = value(Metric.ROC_AUC, 0.908, 0.004, 3500);
    MetricValue current = value(Metric.ROC_AUC, 0.79, 0.01, 500);
    assertThat(between(whole, current).state()).isEqualTo(State.CRITICAL);
    Degradation among = Degradation.between(whole, windows, current, 1).orElseThrow();
    assertThat(among.state()).isEqualTo(State.PENDING);
    assertThat(among.method()).isEqualTo(IntervalMethod.WINDOW_SPREAD);
    assertThat(among.reference()).isCloseTo(0.891, within(0.001));
    assertThat(among.rowsNeeded()).isNull();
    MetricValue collapsed = value(Metric.ROC_AUC, 0.6, 0.01, 500);
    assertThat(Degradation.between(whole, windows, collapsed, 1).orElseThrow().state())
        .isEqualTo(State.CRITICAL);
  }

  @Test
  void fewerThanThreeUsableWindowsLeaveTheWhole() {
    MetricValue whole = value(Metric.ROC_AUC, 0.9, 0.01, 1000);
    MetricValue current = value(Metric.ROC_AUC, 0.8, 0.01, 1000);
    MetricValue absent = MetricValue.absent(Metric.ROC_AUC, 9, Absence.ONE_CLASS);
    Degradation plain = between(whole, current);
    assertThat(Degradation.between(whole, List.of(whole, whole, absent), current, 1))
        .hasValue(plain);
  }

  @Test
  void windowsWithoutAnyErrorHaveTheirOwnSpread() {
    MetricValue[] windows = new MetricValue[4];
    for (int window = 0; window < windows.length; window++) {
      windows[window] = MetricValue.student(Metric.MAE, 1 + window, 0, 10);
    }
    WindowSpread spread = WindowSpread.of(List.of(windows));
    assertThat(spread.mean()).isEqualTo(2.5);
    assertThat(spread.between()).isCloseTo(5 / 3.0, within(1e-15));
  }

  @Test
  void misuseIsRefused() {
    MetricValue rmse = value(Metric.RMSE, 1, 0.1, 100);
    MetricValue mae = value(Metric.MAE, 1, 0.1, 100);
    assertThatThrownBy(() -> Degradation.between(rmse, mae))
        .hasMessage("values must be of one metric, were rmse and mae");
    assertThatThrownBy(() -> Degradation.between(rmse, List.of(), rmse, 0))
        .hasMessage("comparisons must be at least 1, was 0");
  }
}
