package dev.leeway.core.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.sequential.WindowDetector.Status;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowDetectorTest {

  private static final AlarmBudget YEAR = new AlarmBudget(0.1, 365, 200);

  /// Stationary AR(1) with variance 1.
  private static double[] series(SplittableRandom random, int windows, double rho) {
    double[] x = new double[windows];
    double last = random.nextGaussian();
    for (int window = 0; window < windows; window++) {
      x[window] = last;
      last = rho * last + Math.sqrt(1 - rho * rho) * random.nextGaussian();
    }
    return x;
  }

  private static WindowDetector detector(AlarmBudget budget, double[] windows, int reference) {
    return WindowDetector.of(budget, Arrays.copyOf(windows, reference), 0);
  }

  @ParameterizedTest
  @CsvSource({"10, 0", "20, 0", "20, 0.3", "30, 0.5", "60, 0.3"})
  void unchangedWindowsKeepTheBudget(int reference, double rho) {
    // A budget so large that it would show: 0.2 for one series in 60 windows
    AlarmBudget budget = new AlarmBudget(0.2, 60, 1);
    SplittableRandom random = new SplittableRandom(3);
    int series = 400;
    int alarmed = 0;
    for (int at = 0; at < series; at++) {
      double[] x = series(random, reference + 60, rho);
      WindowDetector detector = detector(budget, x, reference);
      for (int window = reference; window < x.length; window++) {
        detector.add(x[window]);
      }
      alarmed += detector.alarm().isPresent() ? 1 : 0;
    }
    // 0.2 and three standard errors
    assertThat(alarmed / (double) series).isLessThan(0.2 + 3 * 0.02);
  }

  @ParameterizedTest
  @CsvSource({"20, 20, 4, 10", "20, 180, 4, 6", "60, 20, 4, 6", "20, 20, -20, 7", "60, 100, 2, 20"})
  void aShiftIsFoundSoonAndLocated(int reference, int before, double shift, double most) {
    SplittableRandom random = new SplittableRandom(5);
    int series = 60;
    double delays = 0;
    int covered = 0;
    for (int at = 0; at < series; at++) {
      double[] x = series(random, reference + before + 200, 0);
      WindowDetector detector = detector(YEAR, x, reference);
      for (int window = 0; detector.alarm().isEmpty() && window < before + 200; window++) {
        detector.add(x[reference + window] + (window < before ? 0 : shift));
      }
      Alarm alarm = detector.alarm().orElseThrow();
      assertThat(alarm.direction()).isEqualTo(shift > 0 ? Signal.RISE : Signal.FALL);
      assertThat(alarm.changePoint()).isBetween(alarm.changeLow(), alarm.changeHigh());
      covered += alarm.changeLow() <= before && before <= alarm.changeHigh() ? 1 : 0;
      delays += alarm.step() - before + 1;
    }
    assertThat(delays / series).isLessThan(most);
    assertThat(covered / (double) series).isGreaterThan(0.95 - 3 * 0.028);
  }

  @Test
  void scaleAndUnitDoNotMatter() {
    SplittableRandom random = new SplittableRandom(7);
    double[] x = series(random, 120, 0.2);
    WindowDetector plain = detector(YEAR, x, 25);
    double[] moved = Arrays.stream(x).map(v -> 1000 - 3 * v).toArray();
    WindowDetector other = detector(YEAR, moved, 25);
    for (int window = 25; window < 120; window++) {
      plain.add(x[window]);
      other.add(moved[window]);
      assertThat(other.evidence()).isCloseTo(plain.evidence(), within(1e-6 * plain.evidence()));
    }
    assertThat(plain.eValue()).isCloseTo(plain.evidence() / 95, within(1e-12 * plain.evidence()));
  }

  @Test
  void evidenceEqualsTheIntegralsDoneByMatrices() {
    // core/src/test/python/window_goldens.py: dense matrices and mpmath
    double[] x = {0.3, -1.1, 0.8, 0.1, -0.4, 1.7, -0.2, 0.5, 2.4, 1.9, 2.8};
    WindowEvidence evidence = new WindowEvidence(6);
    for (double value : x) {
      evidence.add(value);
    }
    assertThat(evidence.total(0, null)).isCloseTo(19.12993970490037, within(1e-11));
    assertThat(evidence.total(5, null)).isCloseTo(14.993478112367434, within(1e-11));
  }

  @Test
  void oneOddWindowIsNoAlarm() {
    SplittableRandom random = new SplittableRandom(11);
    double[] x = series(random, 200, 0);
    WindowDetector detector = detector(YEAR, x, 60);
    for (int window = 60; window < 200; window++) {
      assertThat(detector.add(window == 100 ? 1e6 : x[window]).isAlarm()).isFalse();
    }
  }

  @Test
  void learnsFromProductionWhereTheReferenceIsShortAndSaysSo() {
    SplittableRandom random = new SplittableRandom(13);
    double[] x = series(random, 100, 0);
    WindowDetector detector = detector(YEAR, x, 7);
    assertThat(detector.status()).isEqualTo(Status.LEARNING);
    assertThat(detector.learnt()).isEqualTo(7);
    for (int window = 7; window < 20; window++) {
      assertThat(detector.status()).isEqualTo(Status.LEARNING);
      assertThat(detector.expectedDelay(3)).isEmpty();
      detector.add(x[window]);
    }
    assertThat(detector.status()).isEqualTo(Status.WATCHING);
    assertThat(detector.learnt()).isEqualTo(20);
    assertThat(detector.expectedDelay(4).orElseThrow()).isBetween(3.0, 40.0);
    assertThat(detector.expectedDelay(0)).hasValue(Double.POSITIVE_INFINITY);
  }

  @Test
  void aConstantReferenceJudgesNothingAndSaysSo() {
    WindowDetector detector = WindowDetector.of(YEAR, new double[30], 0);
    assertThat(detector.status()).isEqualTo(Status.CONSTANT);
    assertThat(detector.add(5)).isEqualTo(Signal.QUIET);
    assertThat(detector.eValue()).isZero();
  }

  @Test
  void aTrendOrARandomWalkVoidsTheBudgetAndIsNotJudged() {
    SplittableRandom random = new SplittableRandom(17);
    double[] walk = new double[120];
    for (int window = 1; window < walk.length; window++) {
      walk[window] = walk[window - 1] + random.nextGaussian();
    }
    WindowDetector detector = detector(YEAR, walk, 40);
    for (int window = 40; window < walk.length; window++) {
      assertThat(detector.add(walk[window]).isAlarm()).isFalse();
    }
    assertThat(detector.status()).isEqualTo(Status.VOID);
  }

  @Test
  void aToleratedShiftIsQuiet() {
    SplittableRandom random = new SplittableRandom(19);
    double[] x = series(random, 400, 0);
    WindowDetector detector = WindowDetector.of(YEAR, Arrays.copyOf(x, 60), 6);
    for (int window = 60; window < 200; window++) {
      assertThat(detector.add(x[window] + 4).isAlarm()).isFalse();
    }
  }

  @Test
  void anAcknowledgedAlarmIsRaisedAgainWhileTheShiftLastsAndALearntOneIsNot() {
    SplittableRandom random = new SplittableRandom(23);
    double[] x = series(random, 300, 0);
    WindowDetector detector = detector(YEAR, x, 60);
    int window = 60;
    while (!detector.add(x[window] + 5).isAlarm()) {
      window++;
    }
    assertThat(detector.status()).isEqualTo(Status.ALARMED);
    assertThat(detector.add(x[++window] + 5)).isEqualTo(Signal.QUIET);
    detector.acknowledge();
    int again = 0;
    while (!detector.add(x[++window] + 5).isAlarm()) {
      again++;
    }
    assertThat(again).isLessThan(10);
    detector.relearn();
    assertThat(detector.status()).isEqualTo(Status.LEARNING);
    while (++window < 300) {
      assertThat(detector.add(x[window] + 5).isAlarm()).isFalse();
    }
  }

  @Test
  void goesOnFromItsStateAsIfItHadNotStopped() {
    SplittableRandom random = new SplittableRandom(29);
    double[] x = series(random, 4_000, 0.2);
    WindowDetector steady = detector(YEAR, x, 12);
    WindowDetector restarted = detector(YEAR, x, 12);
    for (int window = 12; window < x.length; window++) {
      if (random.nextInt(40) == 0) {
        restarted = WindowDetector.restore(restarted.state());
      }
      double value = x[window] + (window > 3_000 ? 1.5 : 0);
      assertThat(restarted.add(value)).isEqualTo(steady.add(value));
      assertThat(restarted.evidence()).isEqualTo(steady.evidence());
      if (steady.alarm().isPresent() && random.nextInt(10) == 0) {
        steady.acknowledge();
        restarted.acknowledge();
      }
    }
    assertThat(restarted.state()).isEqualTo(steady.state());
    assertThat(steady.steps()).isEqualTo(x.length - 12);
  }

  @Test
  void badWindowsAndStatesAreRefused() {
    WindowDetector detector = WindowDetector.of(YEAR, new double[] {1, 2, 3}, 0);
    byte[] state = detector.state();
    assertThatThrownBy(() -> detector.add(Double.NaN))
        .hasMessage("a window must be a finite number, was NaN");
    assertThat(detector.state()).isEqualTo(state);
    assertThatThrownBy(() -> WindowDetector.of(YEAR, new double[] {Double.NaN}, 0))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> WindowDetector.of(YEAR, new double[0], -1))
        .hasMessage("the tolerance must be at least 0, was -1.0");
    for (int bit = 0; bit < 8 * state.length; bit += 5) {
      byte[] flipped = state.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> WindowDetector.restore(flipped))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
