package dev.leeway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.bench.ConceptCalibration.Cell;
import dev.leeway.bench.ConceptCalibration.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The seeded small form of `./dev bench concept`.
class ConceptCalibrationTest {

  @ParameterizedTest
  @EnumSource
  void withoutConceptDriftItIsFoundInAtMostOneOfTwenty(ConceptWorld world) {
    for (double shift : new double[] {0, 1}) {
      Outcome outcome = ConceptCalibration.run(new Cell(world, 1_000, 500, shift, 0, 60), 1);

      assertThat(outcome.rate()).as(outcome.toString()).isLessThanOrEqualTo(outcome.bound());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RARE")
  void anotherRelationForHalfOfTheRowsIsFound(ConceptWorld world) {
    Outcome outcome = ConceptCalibration.run(new Cell(world, 2_000, 1_000, 0.5, 3, 10), 1);

    assertThat(outcome.rate()).isEqualTo(1);
  }
}
