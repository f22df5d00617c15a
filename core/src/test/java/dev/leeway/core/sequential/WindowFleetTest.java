package dev.leeway.core.sequential;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WindowFleetTest {

  private static final int SERIES = 12;

  private static WindowFleet fleet(SplittableRandom random) {
    Map<String, double[]> references = new LinkedHashMap<>();
    for (int series = 0; series < SERIES; series++) {
      references.put("x" + series, random.doubles(30).toArray());
    }
    return WindowFleet.of(0.1, 365, references, Map.of());
  }

  private static Map<String, Double> window(SplittableRandom random, double shift) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int series = 0; series < SERIES; series++) {
      values.put("x" + series, random.nextDouble() + (series < 2 ? shift : 0));
    }
    return values;
  }

  private static WindowDetector detector(WindowFleet fleet, String name) {
    return requireNonNull(fleet.detectors().get(name));
  }

  @Test
  void namesWhatMovedAndRaisesItsAlarm() {
    SplittableRandom random = new SplittableRandom(3);
    WindowFleet fleet = fleet(random);
    assertThat(fleet.budget()).isEqualTo(new AlarmBudget(0.1, 365, SERIES));
    for (long window = 0; window < 40; window++) {
      WindowFleet.Step step = fleet.add(window, window(random, 0), 0.1);
      assertThat(step.alarms()).isEmpty();
      assertThat(step.moved()).isEmpty();
    }
    List<String> moved = List.of();
    for (long window = 40; window < 60; window++) {
      moved = fleet.add(window, window(random, 1.2), 0.1).moved();
    }
    assertThat(moved).containsExactly("x0", "x1");
    assertThat(detector(fleet, "x0").alarm()).isPresent();
    assertThat(detector(fleet, "x5").alarm()).isEmpty();
  }

  @Test
  void goesOnFromItsState() {
    SplittableRandom random = new SplittableRandom(5);
    WindowFleet fleet = fleet(random);
    for (long window = 0; window < 30; window++) {
      Map<String, Double> values = window(random, window / 20.0);
      WindowFleet restored = WindowFleet.restore(fleet.state());
      assertThat(restored.add(window, values, 0.1)).isEqualTo(fleet.add(window, values, 0.1));
      assertThat(restored.state()).isEqualTo(fleet.state());
    }
  }

  @Test
  void aBadWindowIsRefusedWhole() {
    SplittableRandom random = new SplittableRandom(7);
    WindowFleet fleet = fleet(random);
    fleet.add(5, window(random, 0), 0.1);
    byte[] before = fleet.state();
    assertThatThrownBy(() -> fleet.add(5, Map.of(), 0.1))
        .hasMessage("window 5 comes after window 5; each is taken once, in the order of time");
    assertThatThrownBy(() -> fleet.add(6, Map.of("x1", 1.0, "x2", Double.NaN), 0.1))
        .hasMessageContaining("window 6 of x2 must be a finite number, was NaN");
    assertThatThrownBy(() -> fleet.add(6, Map.of("x1", 1.0, "y", 1.0), 0.1))
        .hasMessage("no series is named y");
    assertThat(fleet.state()).isEqualTo(before);
    fleet.add(6, Map.of("x1", 0.5), 0.1);
    assertThat(detector(fleet, "x1").steps()).isEqualTo(2);
    assertThat(detector(fleet, "x2").steps()).isEqualTo(1);
  }

  @Test
  void aSeasonIsComparedWithItself() {
    SplittableRandom random = new SplittableRandom(9);
    double[] usual = {0, 5, 1, 9, 3, -4, -8};
    int[] places = new int[42];
    double[] values = new double[42];
    for (int day = 0; day < 42; day++) {
      places[day] = Season.DAY_OF_WEEK.of(LocalDateTime.of(2026, 1, 5, 0, 0).plusDays(day));
      values[day] = usual[places[day]] + random.nextGaussian();
    }
    SeasonalBaseline baseline =
        SeasonalBaseline.of(Season.DAY_OF_WEEK, places, values).orElseThrow();
    int alarmed = 0;
    AlarmBudget budget = new AlarmBudget(0.1, 365, 200);
    WindowDetector detector = WindowDetector.of(budget, baseline.reference(), 0);
    for (int day = 0; day < 365; day++) {
      double value = usual[day % 7] + random.nextGaussian();
      alarmed += detector.add(baseline.residual(day % 7, value)).isAlarm() ? 1 : 0;
    }
    assertThat(alarmed).isZero();
    int delay = 0;
    while (!detector.add(baseline.residual(delay % 7, usual[delay % 7] + 3)).isAlarm()) {
      delay++;
    }
    assertThat(delay).isLessThan(15);
    assertThat(SeasonalBaseline.of(Season.DAY_OF_WEEK, Arrays.copyOf(places, 20), new double[20]))
        .isEmpty();
    assertThat(Season.HOUR_OF_WEEK.of(LocalDateTime.of(2026, 1, 6, 5, 0))).isEqualTo(29);
    assertThat(Season.HOUR_OF_DAY.of(LocalDateTime.of(2026, 1, 6, 5, 0))).isEqualTo(5);
    assertThatThrownBy(() -> baseline.residual(7, 0))
        .hasMessage("a place must be in [0, 7), was 7");
  }

  @Test
  void ranksOfCountsAreTheChanceToExceedTheReference() {
    long[] reference = {10, 20, 30, 40};
    assertThat(BinRanks.location(reference, reference)).isCloseTo(0.5, within(1e-15));
    // 0.05·1 + 0.8·1, halved
    assertThat(BinRanks.location(reference, new long[] {5, 0, 0, 5}))
        .isCloseTo(0.425, within(1e-15));
    assertThat(BinRanks.spread(reference, new long[] {5, 0, 0, 5})).isCloseTo(0.75, within(1e-15));
    assertThatThrownBy(() -> BinRanks.location(reference, new long[4])).hasMessageContaining("row");
    assertThatThrownBy(() -> BinRanks.location(reference, new long[3]))
        .hasMessageContaining("bins");
    assertThatThrownBy(() -> BinRanks.spread(reference, new long[] {1, -1, 0, 0}))
        .hasMessageContaining("at least 0");
  }
}
