package dev.leeway.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegressionStateTest {

  record Row(double actual, double predicted) {}

  static List<Golden> goldens() {
    return Golden.rows("regressions");
  }

  private static RegressionState state(double[] actual, double[] predicted) {
    RegressionState.Recorder recorder = new RegressionState.Recorder();
    for (int row = 0; row < actual.length; row++) {
      recorder.add(actual[row], predicted[row]);
    }
    return recorder.snapshot();
  }

  private static RegressionState state(List<Row> rows) {
    return state(
        rows.stream().mapToDouble(Row::actual).toArray(),
        rows.stream().mapToDouble(Row::predicted).toArray());
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void valuesAreScikitLearns(Golden golden) {
    RegressionState state = state(golden.numbers("actual"), golden.numbers("predicted"));
    for (Metric metric : state.defined()) {
      MetricValue value = state.metric(metric);
      golden.assertValue(value);
      assertThat(value.value())
          .as("%s, relative", metric.id())
          .isCloseTo(
              golden.number(metric.id()), within(1e-9 * Math.abs(golden.number(metric.id()))));
    }
    if (golden.number("mae_error") > 0) {
      assertThat(state.metric(Metric.MAE).standardError())
          .isCloseTo(golden.number("mae_error"), within(1e-9 * golden.number("mae_error")));
    }
    golden.assertError(state.metric(Metric.RMSE), "rmse_error", 1e-5);
    golden.assertError(state.metric(Metric.R2), "r2_error", 1e-5);
  }

  @Test
  void neitherOrderNorSplitOfRowsShows() {
    SplittableRandom random = new SplittableRandom(1);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < 500; row++) {
      double actual = Math.scalb(random.nextDouble() - 0.5, random.nextInt(200) - 100);
      rows.add(new Row(row % 50 == 0 ? 0 : actual, actual * random.nextDouble()));
    }
    rows.add(new Row(Double.NaN, 1));
    rows.add(new Row(1, Double.POSITIVE_INFINITY));
    rows.add(new Row(1e200, -1e200));
    Splits.assertInvisible(rows, RegressionStateTest::state, RegressionState::merge);
  }

  @Test
  void targetsFarFromZeroKeepTheirDigits() {
    double[] actual = new double[1000];
    double[] predicted = new double[1000];
    double[] nearZero = new double[1000];
    double[] predictedNearZero = new double[1000];
    SplittableRandom random = new SplittableRandom(2);
    for (int row = 0; row < actual.length; row++) {
      // multiples of 2^-20, so that the shift by 2^30 is exact
      nearZero[row] = random.nextInt(1 << 20) * 0x1p-20;
      predictedNearZero[row] = nearZero[row] + random.nextInt(1 << 18) * 0x1p-20;
      actual[row] = nearZero[row] + 0x1p30;
      predicted[row] = predictedNearZero[row] + 0x1p30;
    }
    MetricValue far = state(actual, predicted).metric(Metric.R2);
    MetricValue near = state(nearZero, predictedNearZero).metric(Metric.R2);
    assertThat(far.value()).isEqualTo(near.value());
    assertThat(far.standardError()).isCloseTo(near.standardError(), within(1e-9));
  }

  @Test
  void noRowsHaveNoMetricButAReason() {
    RegressionState state = state(new double[] {Double.NaN}, new double[] {1});
    assertThat(state.rows()).isZero();
    assertThat(state.unusableRows()).isEqualTo(1);
    assertThat(state.metrics())
        .allSatisfy(value -> assertThat(value.reason()).isEqualTo(Absence.NO_ROWS));
    assertThat(state.metric(Metric.ACCURACY).reason()).isEqualTo(Absence.NOT_APPLICABLE);
  }

  @Test
  void oneRowHasValuesWithoutIntervals() {
    RegressionState state = state(new double[] {2}, new double[] {3});
    assertThat(state.metric(Metric.RMSE).value()).isEqualTo(1);
    assertThat(state.metric(Metric.RMSE).reason()).isEqualTo(Absence.TOO_FEW_ROWS);
    assertThat(state.metric(Metric.MAE).interval()).isNull();
    assertThat(state.metric(Metric.R2).reason()).isEqualTo(Absence.TOO_FEW_ROWS);
  }

  @Test
  void aConstantTargetHasNoR2() {
    RegressionState state = state(new double[] {5, 5, 5}, new double[] {5, 6, 4});
    assertThat(state.metric(Metric.R2).reason()).isEqualTo(Absence.NO_SPREAD);
    assertThat(state.metric(Metric.MAE).value()).isCloseTo(2 / 3d, within(1e-15));
  }

  @Test
  void equalErrorsHaveNoSpread() {
    RegressionState state = state(new double[] {1, 2, 3}, new double[] {2, 3, 4});
    for (Metric metric : List.of(Metric.MAE, Metric.RMSE, Metric.BIAS)) {
      assertThat(state.metric(metric).value()).isEqualTo(1);
      assertThat(state.metric(metric).standardError()).isEqualTo(0);
      assertThat(state.metric(metric).reason()).isEqualTo(Absence.NO_SPREAD);
    }
  }

  @Test
  void zeroActualValuesAreCounted() {
    RegressionState state = state(new double[] {0, -0.0, 4}, new double[] {1, 0, 4});
    assertThat(state.zeroActuals()).isEqualTo(2);
    assertThat(state.metric(Metric.MAPE).value()).isCloseTo(0x1p52 / 3, within(1.0));
  }

  @Test
  void squaresBeyondDoublesHaveNoValueAndSpareTheRest() {
    RegressionState state = state(new double[] {1e200, 0, 1}, new double[] {-1e200, 1e300, 1});
    assertThat(state.metric(Metric.RMSE).reason()).isEqualTo(Absence.OVERFLOW);
    assertThat(state.metric(Metric.R2).reason()).isEqualTo(Absence.OVERFLOW);
    assertThat(state.metric(Metric.MAPE).reason()).isEqualTo(Absence.OVERFLOW);
    MetricValue mae = state.metric(Metric.MAE);
    assertThat(mae.value()).isCloseTo(1e300 / 3, within(1e285));
    assertThat(mae.reason()).isEqualTo(Absence.OVERFLOW);
  }
}
