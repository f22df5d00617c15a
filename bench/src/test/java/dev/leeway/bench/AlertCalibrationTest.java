package dev.leeway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.bench.AlertCalibration.Cell;
import dev.leeway.bench.AlertCalibration.Outcome;
import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.Severity;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The seeded small form of `./dev bench alerts`.
class AlertCalibrationTest {

  @ParameterizedTest
  @EnumSource
  void eachFamilyKeepsItsBudgetOnUnchangedData(AlertWorld world) {
    Outcome outcome = AlertCalibration.run(new Cell(world, 200, 24), 1);

    for (AlertType type :
        List.of(AlertType.DATA_DRIFT, AlertType.PERFORMANCE_DEGRADATION, AlertType.CONCEPT_DRIFT)) {
      assertThat(outcome.rate(type)).as("%s", type).isLessThanOrEqualTo(outcome.bound(0.05));
    }
    assertThat(outcome.rate(AlertType.UNUSUAL_SAMPLES)).isLessThanOrEqualTo(outcome.bound(0.01));
    assertThat(outcome.rate(Severity.HIGH)).isLessThanOrEqualTo(outcome.bound(0.05));
    assertThat(outcome.rate(Severity.LOW)).isEqualTo(outcome.any() / 24.0);
  }
}
