package dev.leeway.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.performance.ServingState.Recorder;
import dev.leeway.core.stats.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServingStateTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  static List<Golden> goldens() {
    return Golden.rows("latencies");
  }

  private static ServingState state(double[] latencies, Resolution resolution) {
    Recorder recorder = new Recorder(resolution);
    for (double latency : latencies) {
      recorder.addLatency(latency);
    }
    return recorder.snapshot();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void quantilesAreNumpysExactlyOrWithinTheStatedError(Golden golden) {
    double[] seconds = golden.numbers("seconds");
    ServingState exact = state(seconds, Resolution.EXACT);
    ServingState binned = state(seconds, Resolution.BINNED);
    for (String p : List.of("p50", "p95", "p99")) {
      Metric metric = Metric.ofId("latency_" + p).orElseThrow();
      double expected = golden.number(p);
      assertThat(exact.metric(metric).value()).isEqualTo(expected);
      assertThat(binned.metric(metric).value())
          .isCloseTo(expected, within(expected * ServingState.RELATIVE_ERROR));
      Interval interval = Objects.requireNonNull(binned.metric(metric).interval());
      assertThat(expected).isBetween(interval.low(), interval.high());
    }
    assertThat(exact.binned()).isEqualTo(binned);
  }

  @Test
  void neitherOrderNorSplitOfRowsShows() {
    SplittableRandom random = new SplittableRandom(9);
    List<Integer> rows = random.ints(400, 0, 100_000).boxed().toList();
    for (Resolution resolution : Resolution.values()) {
      Splits.assertInvisible(
          rows,
          part -> {
            Recorder recorder = new Recorder(resolution);
            for (int row : part) {
              recorder.addLatency(row % 7 == 0 ? Double.NaN : row / 1000.0);
              recorder.addTime(START.plusMillis(row));
            }
            return recorder.snapshot();
          },
          ServingState::merge);
    }
  }

  /// 2000 samples of 300: the 95th percentile's interval holds the true one in 95 %, less 3
  /// standard errors of 0.5 %.
  @Test
  void intervalsHoldTheTrueQuantile() {
    SplittableRandom random = new SplittableRandom(10);
    int held = 0;
    int rounds = 2000;
    for (int round = 0; round < rounds; round++) {
      MetricValue value =
          state(random.doubles(300).toArray(), Resolution.EXACT).metric(Metric.LATENCY_P95);
      Interval interval = Objects.requireNonNull(value.interval());
      held += interval.low() <= 0.95 && 0.95 <= interval.high() ? 1 : 0;
    }
    assertThat(held / (double) rounds).isBetween(0.935, 0.985);
  }

  @Test
  void throughputCountsTheGapsBetweenAnswers() {
    Recorder recorder = new Recorder(Resolution.BINNED);
    for (int row = 0; row <= 100; row++) {
      recorder.addTime(START.plusMillis(20L * row));
    }
    ServingState state = recorder.snapshot();
    assertThat(state.metric(Metric.THROUGHPUT).value()).isCloseTo(50, within(1e-12));
    assertThat(state.throughput(Duration.ofSeconds(10))).isCloseTo(10.1, within(1e-12));
    assertThat(state.first()).hasValue(START);
    assertThat(state.last()).hasValue(START.plusSeconds(2));
    assertThatThrownBy(() -> state.throughput(Duration.ZERO))
        .hasMessage("a window must be longer than zero, was PT0S");
  }

  @Test
  void noRowsAndNoTimeSpanHaveReasons() {
    ServingState none =
        state(new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}, Resolution.EXACT);
    assertThat(none.unusableRows()).isEqualTo(3);
    assertThat(none.metrics())
        .allSatisfy(value -> assertThat(value.reason()).isEqualTo(Absence.NO_ROWS));
    Recorder recorder = new Recorder(Resolution.EXACT);
    recorder.addTime(START);
    recorder.addTime(START);
    assertThat(recorder.snapshot().metric(Metric.THROUGHPUT).reason()).isEqualTo(Absence.NO_SPREAD);
  }

  @Test
  void extremesOfLatencyKeepTheirPlace() {
    double[] extremes = {0, Double.MIN_VALUE, 1e-12, 1e300, Double.MAX_VALUE};
    ServingState state = state(extremes, Resolution.BINNED);
    assertThat(state.metric(Metric.LATENCY_P50).value())
        .isCloseTo(1e-12, within(1e-12 * ServingState.RELATIVE_ERROR));
    assertThat(state.metric(Metric.LATENCY_P99).value()).isGreaterThan(1e308);
  }
}
