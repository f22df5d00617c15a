package dev.leeway.core.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.sequential.RowSpec.Scale;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RowDetectorTest {

  private static final int STREAMS = 400;

  @ParameterizedTest
  @CsvSource({"0.02, UP", "0.1, UP", "0.3, BOTH", "0.5, DOWN"})
  void unchangedErrorsKeepTheBudget(double p, Side side) {
    AlarmBudget budget = new AlarmBudget(0.2, 3_000, 1);
    RowSpec spec = new RowSpec(Scale.UNIT, side, budget, 500, 0);
    SplittableRandom random = new SplittableRandom(17);

    // at most 0.2, of which the estimate's standard error is 0.02
    assertThat(alarmed(spec, () -> random.nextDouble() < p ? 1 : 0, 3_000)).isLessThan(104);
  }

  @ParameterizedTest
  @CsvSource({"normal", "ties", "skewed"})
  void unchangedRanksKeepTheBudget(String shape) {
    AlarmBudget budget = new AlarmBudget(0.2, 2_000, 1);
    RowSpec spec = new RowSpec(Scale.RANK, Side.BOTH, budget, 200, 0);
    SplittableRandom random = new SplittableRandom(23);
    DoubleSupplier next =
        switch (shape) {
          case "normal" -> random::nextGaussian;
          case "ties" -> () -> random.nextInt(3);
          default -> () -> Math.exp(3 * random.nextGaussian());
        };

    assertThat(alarmed(spec, next, 2_000)).isLessThan(104);
  }

  private static int alarmed(RowSpec spec, DoubleSupplier next, int rows) {
    int alarmed = 0;
    for (int stream = 0; stream < STREAMS; stream++) {
      RowDetector detector = RowDetector.learning(spec);
      for (int row = 0; row < spec.baselineRows() + rows; row++) {
        detector.add(next.getAsDouble());
      }
      alarmed += detector.alarm().isPresent() ? 1 : 0;
    }
    return alarmed;
  }

  @ParameterizedTest
  @CsvSource({"0", "0.9"})
  void aFleetThatGoesTogetherKeepsTheBudget(double together) {
    int series = 20;
    AlarmBudget budget = new AlarmBudget(0.2, 1_000, series);
    RowSpec spec = new RowSpec(Scale.UNIT, Side.UP, budget, 300, 0);
    SplittableRandom random = new SplittableRandom(29);
    int fleets = 100;
    int alarmed = 0;
    for (int fleet = 0; fleet < fleets; fleet++) {
      RowDetector[] detectors = new RowDetector[series];
      Arrays.setAll(detectors, i -> RowDetector.learning(spec));
      boolean any = false;
      for (int row = 0; row < 1_300; row++) {
        double common = random.nextDouble();
        for (RowDetector detector : detectors) {
          double own = random.nextDouble() < together ? common : random.nextDouble();
          any |= detector.add(own < 0.1 ? 1 : 0).isAlarm();
        }
      }
      alarmed += any ? 1 : 0;
    }
    // 0.2 and three standard errors
    assertThat(alarmed / (double) fleets).isLessThan(0.2 + 3 * 0.04);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.1", "0.1, 0.3", "0.02, 0.05", "0.4, -0.2"})
  void aChangeIsFoundWhenExpectedAndLocated(double p, double shift) {
    AlarmBudget budget = new AlarmBudget(0.1, 100_000, 1);
    RowSpec spec = new RowSpec(Scale.UNIT, Side.BOTH, budget, 2_000, 0);
    SplittableRandom random = new SplittableRandom(31);
    int streams = 200;
    int changeAt = 5_000;
    double delays = 0;
    double expected = 0;
    int covered = 0;
    for (int stream = 0; stream < streams; stream++) {
      RowDetector detector = RowDetector.learning(spec);
      while (detector.alarm().isEmpty()) {
        double mean = detector.rows() < changeAt ? p : p + shift;
        detector.add(random.nextDouble() < mean ? 1 : 0);
      }
      Alarm alarm = detector.alarm().orElseThrow();
      assertThat(alarm.direction()).isEqualTo(shift > 0 ? Signal.RISE : Signal.FALL);
      assertThat(alarm.changePoint()).isBetween(alarm.changeLow(), alarm.changeHigh());
      assertThat(alarm.changeHigh()).isLessThanOrEqualTo(alarm.step());
      delays += alarm.step() - changeAt + 1;
      expected += detector.expectedDelay(shift).orElseThrow();
      covered += alarm.changeLow() <= changeAt && changeAt <= alarm.changeHigh() ? 1 : 0;
    }
    assertThat(delays / expected).isBetween(0.6, 1.15);
    // 95 % less three standard errors
    assertThat(covered / (double) streams).isGreaterThan(0.95 - 3 * 0.0154);
  }

  @Test
  void evidenceIsTheAverageOfTheSums() {
    // m0 of 100 zeros at α = 0.02 (budget 0.2, one series, one limit): 1 − 0.02^(1/100)
    AlarmBudget budget = new AlarmBudget(0.2, 1_000_000, 1);
    RowDetector detector =
        RowDetector.of(new RowSpec(Scale.UNIT, Side.UP, budget, 100, 0), new double[100]);
    double m0 = -Math.expm1(Math.log(0.02) / 100);
    double rate = 1e-4;
    double smallest = Math.sqrt(2 * rate * m0 / (1 - m0));
    double[] sums = new double[16];
    double[] x = {1, 0, 1, 1, 0.5, 1, 1, 1};
    long step = 0;
    double evidence = 0;
    for (double value : x) {
      evidence = 0;
      for (int bet = 0; bet < 16; bet++) {
        double lambda = smallest * Math.pow(0.9 / smallest, bet / 15.0);
        sums[bet] = (1 + sums[bet]) * (1 + lambda * (value / m0 - 1));
        evidence += sums[bet] / 16;
      }
      step++;
      if (detector.add(value).isAlarm()) {
        break;
      }
      assertThat(evidence).isLessThan(budget.threshold());
    }
    Alarm alarm = detector.alarm().orElseThrow();
    assertThat(alarm.step()).isEqualTo(step - 1);
    assertThat(alarm.evidence()).isCloseTo(evidence, within(1e-9 * evidence));
  }

  @Test
  void ranksSeeAShiftOfNumbersWithoutBound() {
    AlarmBudget budget = new AlarmBudget(0.1, 10_000, 1);
    RowDetector detector =
        RowDetector.learning(new RowSpec(Scale.RANK, Side.BOTH, budget, 1_000, 0));
    SplittableRandom random = new SplittableRandom(5);
    while (detector.alarm().isEmpty()) {
      detector.add(random.nextGaussian() - (detector.rows() < 3_000 ? 0 : 0.5));
    }
    Alarm alarm = detector.alarm().orElseThrow();
    assertThat(alarm.direction()).isEqualTo(Signal.FALL);
    assertThat(alarm.step()).isBetween(3_000L, 3_400L);
    assertThat(detector.baselineMean()).hasValue(0.5);
  }

  @ParameterizedTest
  @EnumSource
  void goesOnFromItsStateAsIfItHadNotStopped(Scale scale) {
    AlarmBudget budget = new AlarmBudget(0.1, 10_000, 1);
    RowSpec spec = new RowSpec(scale, Side.BOTH, budget, 700, 0.01);
    RowDetector steady = RowDetector.learning(spec);
    RowDetector restarted = RowDetector.learning(spec);
    SplittableRandom random = new SplittableRandom(37);
    for (int row = 0; row < 12_000; row++) {
      if (random.nextInt(100) == 0) {
        restarted = RowDetector.restore(restarted.state());
      }
      double value = random.nextDouble() < (row / 3_000 % 2 == 0 ? 0.2 : 0.35) ? 1 : 0;
      assertThat(restarted.add(value)).isEqualTo(steady.add(value));
      assertThat(restarted.alarm()).isEqualTo(steady.alarm());
      if (steady.alarm().isPresent() && random.nextInt(50) == 0) {
        steady.relearn();
        restarted.relearn();
      }
    }
    assertThat(restarted.state()).isEqualTo(steady.state());
    assertThat(restarted.spec()).isEqualTo(spec);
  }

  @Test
  void anAlarmIsSilentUntilAcknowledgedAndThenSpendsANewBudget() {
    AlarmBudget budget = new AlarmBudget(0.1, 1_000, 1);
    RowDetector detector =
        RowDetector.of(new RowSpec(Scale.UNIT, Side.UP, budget, 100, 0), new double[100]);
    int row = 0;
    while (!detector.add(1).isAlarm()) {
      row++;
    }
    assertThat(detector.add(1)).isEqualTo(Signal.QUIET);
    assertThat(detector.alarm()).isPresent();
    detector.acknowledge();
    assertThat(detector.alarm()).isEmpty();
    int again = 0;
    while (!detector.add(1).isAlarm()) {
      again++;
    }
    assertThat(again).isEqualTo(row);
    detector.relearn();
    assertThat(detector.rowsToLearn()).isEqualTo(100);
    assertThat(detector.canAlarm()).isFalse();
  }

  @Test
  void aToleratedChangeIsQuiet() {
    AlarmBudget budget = new AlarmBudget(0.1, 1_000, 1);
    RowSpec spec = new RowSpec(Scale.UNIT, Side.BOTH, budget, 10_000, 0.05);
    SplittableRandom random = new SplittableRandom(41);
    RowDetector detector = RowDetector.learning(spec);
    for (int row = 0; row < 60_000; row++) {
      detector.add(random.nextDouble() < (row < 10_000 ? 0.2 : 0.24) ? 1 : 0);
    }
    assertThat(detector.alarm()).isEmpty();
    while (detector.alarm().isEmpty()) {
      detector.add(random.nextDouble() < 0.3 ? 1 : 0);
    }
    assertThat(detector.alarm().orElseThrow().changePoint()).isCloseTo(60_000L, within(400L));
  }

  @Test
  void aConstantAtTheEndOfTheRangeCannotRiseAndSaysSo() {
    AlarmBudget budget = new AlarmBudget(0.1, 1_000, 1);
    double[] ones = new double[100];
    Arrays.fill(ones, 1);
    assertThat(RowDetector.of(new RowSpec(Scale.UNIT, Side.UP, budget, 100, 0), ones).canAlarm())
        .isFalse();
    RowDetector both = RowDetector.of(new RowSpec(Scale.UNIT, Side.BOTH, budget, 100, 0), ones);
    assertThat(both.canAlarm()).isTrue();
    assertThat(both.expectedDelay(-0.5).orElseThrow()).isLessThan(20);
    assertThat(both.expectedDelay(0.5)).hasValue(Double.POSITIVE_INFINITY);
  }

  @Test
  void badRowsAreRefusedAndChangeNothing() {
    AlarmBudget budget = new AlarmBudget(0.1, 1_000, 1);
    for (Scale scale : Scale.values()) {
      RowDetector detector = RowDetector.learning(new RowSpec(scale, Side.UP, budget, 30, 0));
      for (int row = 0; row < 50; row++) {
        detector.add(row % 2);
      }
      byte[] before = detector.state();
      assertThatThrownBy(() -> detector.add(Double.NaN)).hasMessageContaining("was NaN");
      assertThatThrownBy(() -> detector.add(Double.NEGATIVE_INFINITY))
          .hasMessageContaining("was -Infinity");
      assertThat(detector.state()).isEqualTo(before);
    }
    assertThatThrownBy(() -> RowDetector.learning(RowSpec.errors(budget)).add(1.5))
        .hasMessage("a row must be in [0, 1], was 1.5");
    assertThatThrownBy(() -> new RowSpec(Scale.UNIT, Side.UP, budget, 29, 0))
        .hasMessage("the baseline must have 30 to 10,000,000 rows, was 29");
    assertThatThrownBy(() -> RowDetector.of(RowSpec.errors(budget), new double[999]))
        .hasMessageContaining("1,000 rows, had 999");
    assertThatThrownBy(() -> new AlarmBudget(0, 1, 1)).hasMessageContaining("(0, 1), was 0.0");
    assertThatThrownBy(() -> new AlarmBudget(0.1, 0, 1)).hasMessageContaining("was 0");
    assertThatThrownBy(() -> new AlarmBudget(0.1, 1, 0)).hasMessageContaining("were 0");
  }

  @Test
  void damagedStatesAreRefused() {
    byte[] state = RowDetector.learning(RowSpec.errors(new AlarmBudget(0.1, 1_000, 1))).state();
    for (int bit = 0; bit < 8 * state.length; bit += 7) {
      byte[] flipped = state.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> RowDetector.restore(flipped))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> RowDetector.restore(ClassicDetector.DDM_MOA.start().state()))
        .hasMessage("expected the state of 'budget-rows', this is one of 'ddm-moa'");
  }
}
