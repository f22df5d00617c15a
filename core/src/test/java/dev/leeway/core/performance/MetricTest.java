package dev.leeway.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.core.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {

  @ParameterizedTest
  @EnumSource
  void idsFitPrometheusAndLeadBack(Metric metric) {
    assertThat(metric.id()).matches("[a-z][a-z0-9_]*");
    assertThat(Metric.ofId(metric.id())).hasValue(metric);
    assertThat(metric.title()).isNotBlank();
  }

  @Test
  void unknownIdsHaveNoMetric() {
    assertThat(Metric.ofId("acuracy")).isEmpty();
  }

  @Test
  void everyMetricIsDefinedByAStateOfItsTask() {
    List<Metric> defined = new ArrayList<>();
    for (PerformanceState state :
        List.of(
            ClassificationState.Recorder.ofLabels().snapshot(),
            ClassificationState.Recorder.ofLabels(ClassLabel.of(1)).snapshot(),
            new RegressionState.Recorder().snapshot(),
            new RankingState.Recorder(3).snapshot(),
            new ServingState.Recorder(Resolution.BINNED).snapshot())) {
      assertThat(state.defined())
          .isSorted()
          .allSatisfy(metric -> assertThat(metric.task()).isEqualTo(state.task()));
      defined.addAll(state.defined());
    }
    assertThat(defined).containsAll(Arrays.asList(Metric.values()));
  }

  @Test
  void aValueIsFiniteOrHasAReason() {
    assertThat(
            MetricValue.withoutInterval(
                    Metric.RMSE, Double.POSITIVE_INFINITY, 1, Absence.TOO_FEW_ROWS)
                .reason())
        .isEqualTo(Absence.OVERFLOW);
    assertThatThrownBy(
            () -> new MetricValue(Metric.RMSE, Double.NaN, null, null, null, null, 1, null))
        .hasMessage("rmse must be finite, was NaN");
    assertThatThrownBy(
            () -> new MetricValue(Metric.RMSE, 1.0, new Interval(0, 2), null, null, null, 1, null))
        .hasMessage("an interval and its method come together");
    assertThatThrownBy(() -> new MetricValue(Metric.RMSE, null, null, null, null, null, 1, null))
        .hasMessage("no value has no interval, and a reason");
    assertThatThrownBy(() -> new MetricValue(Metric.RMSE, 1.0, null, null, -0.1, null, 1, null))
        .hasMessage("a standard error must be at least 0, was -0.1");
    assertThatThrownBy(() -> new Share(3, 2))
        .hasMessage("a share needs 0 <= part <= whole and a whole of at least 1, was 3 of 2");
  }

  @Test
  void intervalsStayWithinTheMetricsRange() {
    MetricValue near = MetricValue.normal(Metric.MCC, 0.99, 0.1, IntervalMethod.DELTA, 50);
    assertThat(Objects.requireNonNull(near.interval()).high()).isEqualTo(1);
    MetricValue loss = MetricValue.student(Metric.LOG_LOSS, 0.01, 0.1, 50);
    assertThat(Objects.requireNonNull(loss.interval()).low()).isZero();
  }
}
