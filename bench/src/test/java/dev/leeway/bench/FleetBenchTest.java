package dev.leeway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.bench.FleetBench.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The seeded small form of `./dev bench detectors fleet`.
class FleetBenchTest {

  @ParameterizedTest
  @CsvSource({"20, 0, 0", "20, 0, 0.9", "30, 0.3, 0"})
  void aYearOfAnUnchangedFleetIsQuiet(int reference, double autocorrelation, double correlation) {
    Cell cell = new Cell(reference, autocorrelation, correlation, 0, 30);

    // 30 years of 8 features: at most a tenth, and three standard errors
    assertThat(FleetBench.falseYears(cell, 8, 5L)).isLessThanOrEqualTo(3 + 4);
  }

  @Test
  void aShiftOfFourDaysDeviationsIsFoundInEightWindows() {
    Cell cell = new Cell(20, 0, 0, 0, 1);

    assertThat(FleetBench.delay(cell, 0.2 / Math.hypot(0.01, 0.05), 180, 60, 1L)).isLessThan(8);
  }
}
