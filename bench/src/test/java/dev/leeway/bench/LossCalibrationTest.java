package dev.leeway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.bench.LossCalibration.Cell;
import dev.leeway.bench.LossCalibration.Errors;
import dev.leeway.bench.LossCalibration.Outcome;
import dev.leeway.core.performance.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The seeded small form of `./dev bench losses`.
class LossCalibrationTest {

  @ParameterizedTest
  @EnumSource
  void errorsAsBeforeAreConfirmedAsALossInAtMostOneOfTwenty(Errors errors) {
    for (int[] rows : new int[][] {{500, 74}, {300, 1_500}}) {
      Outcome outcome = LossCalibration.run(new Cell(errors, rows[0], rows[1], 1, 300), 1);

      assertThat(outcome.held()).as(outcome.toString()).isTrue();
    }
    Outcome grown = LossCalibration.run(new Cell(errors, 1_000, 1_000, 1.4, 40), 1);
    assertThat(grown.rate(Metric.MAE)).isGreaterThan(0.9);
  }
}
