package dev.leeway.core.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.core.sequential.SequentialMonitor.Observation;
import dev.leeway.core.sequential.SequentialMonitor.State;
import dev.leeway.core.sequential.SequentialMonitor.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SequentialMonitorTest {

  private static final List<String> SERIES = List.of("a", "b", "c", "d");
  private static final long DAY = 86_400;

  private static Observation day(SplittableRandom random, int day, double ofB) {
    Map<String, Double> values = new LinkedHashMap<>();
    SERIES.forEach(name -> values.put(name, random.nextGaussian() + (name.equals("b") ? ofB : 0)));
    return new Observation(day * DAY, day % 7, values);
  }

  private static List<Observation> days(SplittableRandom random, int days) {
    List<Observation> windows = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      windows.add(day(random, day, 0));
    }
    return windows;
  }

  @Test
  void saysSinceWhichWindowASeriesMovedAcrossGaps() {
    SplittableRandom random = new SplittableRandom(1);
    SequentialMonitor monitor = SequentialMonitor.of(0.1, 365, SERIES, 1, days(random, 30));
    Step raised = new Step(0, State.QUIET, 0, List.of(), List.of());
    for (int day = 30; day < 70 && raised.state() == State.QUIET; day++) {
      if (day % 5 != 0) { // every fifth day is a gap
        raised = monitor.add(day(random, day, day < 47 ? 0 : 4));
      }
    }
    assertThat(raised.state()).isEqualTo(State.ALARM);
    assertThat(raised.alarms()).containsExactly("b");
    assertThat(raised.moved()).contains("b");
    SequentialMonitor.Change change = monitor.change("b").orElseThrow();
    assertThat(change.raised()).isEqualTo(raised.window());
    assertThat(change.direction()).isEqualTo(Signal.RISE);
    assertThat(47 * DAY).isBetween(change.low(), change.high());
    assertThat(change.since()).isBetween(change.low(), change.high());
    assertThat(monitor.change("a")).isEmpty();
    assertThat(monitor.status("b")).isEqualTo(WindowDetector.Status.ALARMED);
    monitor.acknowledge("b");
    assertThat(monitor.change("b")).isEmpty();
    assertThat(monitor.expectedDelay("a", 4).orElseThrow()).isBetween(2.0, 20.0);
  }

  @Test
  void withoutAReferenceItLearnsFromTheFirstWindows() {
    SplittableRandom random = new SplittableRandom(2);
    SequentialMonitor monitor = SequentialMonitor.of(0.1, 365, SERIES, 7, days(random, 4));
    assertThat(monitor.learnt()).isEqualTo(4);
    for (int day = 4; day < 40; day++) {
      Step step = monitor.add(day(random, day, 0));
      assertThat(step.state()).isEqualTo(day < 19 ? State.LEARNING : State.QUIET);
      assertThat(step.learnt()).isEqualTo(day < 19 ? day + 1 : 0);
    }
    assertThat(monitor.isSeasonal("a")).isFalse();
  }

  @Test
  void aConstantSeriesLeavesItSilent() {
    List<Observation> reference = new ArrayList<>();
    for (int day = 0; day < 20; day++) {
      reference.add(new Observation(day, 0, Map.of("a", 1.0)));
    }
    SequentialMonitor monitor = SequentialMonitor.of(0.1, 365, List.of("a"), 1, reference);
    Step step = monitor.add(new Observation(20, 0, Map.of("a", 2.0)));
    assertThat(step.state()).isEqualTo(State.SILENT);
  }

  @Test
  void stoppedAndStartedAgainItSaysTheSame() {
    SplittableRandom random = new SplittableRandom(3);
    SequentialMonitor monitor = SequentialMonitor.of(0.1, 365, SERIES, 7, days(random, 28));
    assertThat(monitor.isSeasonal("a")).isTrue();
    boolean alarmed = false;
    for (int day = 28; day < 60; day++) {
      Observation window = day(random, day, day < 40 ? 0 : 5);
      SequentialMonitor restored = SequentialMonitor.from(monitor.toBytes());
      Step step = monitor.add(window);
      assertThat(restored.add(window)).isEqualTo(step);
      assertThat(restored.toBytes()).isEqualTo(monitor.toBytes());
      assertThat(restored.change("b")).isEqualTo(monitor.change("b"));
      alarmed |= step.state() == State.ALARM;
    }
    assertThat(alarmed).isTrue();
    byte[] damaged = monitor.toBytes();
    damaged[damaged.length / 2] ^= 1;
    assertThatThrownBy(() -> SequentialMonitor.from(damaged))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void keepsItsBudgetWithASeasonThatIsNotThere() {
    int alarmed = 0;
    for (int year = 0; year < 20; year++) {
      SplittableRandom random = new SplittableRandom(100 + year);
      SequentialMonitor monitor = SequentialMonitor.of(0.1, 365, SERIES, 7, days(random, 21));
      boolean any = false;
      for (int day = 21; day < 386; day++) {
        any |= monitor.add(day(random, day, 0)).state() == State.ALARM;
      }
      alarmed += any ? 1 : 0;
    }
    assertThat(alarmed).isLessThanOrEqualTo(6); // 0.1·20 and 3 standard errors
  }

  @Test
  void unknownSeriesAndPlacesAreRefused() {
    SplittableRandom random = new SplittableRandom(4);
    SequentialMonitor monitor = SequentialMonitor.of(0.1, 365, SERIES, 7, days(random, 28));
    assertThatThrownBy(() -> monitor.status("z")).hasMessage("no series is named z");
    assertThatThrownBy(() -> monitor.add(new Observation(30 * DAY, 7, Map.of("a", 0.0))))
        .hasMessage("a place must be in [0, 7), was 7");
  }
}
