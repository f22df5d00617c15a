package dev.leeway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.bench.Calibration.Cell;
import dev.leeway.bench.Calibration.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The seeded small form of `./dev bench calibration`.
class CalibrationTest {

  @ParameterizedTest
  @EnumSource
  void unchangedDataSetsRaiseAFalseAlarmInAtMostOneOfTwenty(Population population) {
    for (int currentRows : new int[] {100, 1_000}) {
      Cell cell = new Cell(population, 2_000, currentRows, 200);
      Outcome outcome = Calibration.falseAlarms(cell, 1L);

      assertThat(outcome.rate()).as(outcome.toString()).isLessThanOrEqualTo(outcome.bound());
    }
  }

  @Test
  void aShiftInOneOfFiftyColumnsIsFound() {
    assertThat(Calibration.power(50, 2_000, 1_000, 0.3, 200, 1L)).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void theTextbookRuleWouldAlarmInMostDataSets() {
    Outcome outcome = Calibration.falseAlarms(new Cell(Population.NORMAL, 2_000, 1_000, 200), 3L);

    // 1 − 0.95^20 = 64 %
    assertThat(outcome.textbookFlagged()).isBetween(100, 160);
  }
}
