package dev.leeway.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.anomaly.UnusualSamples.Reason;
import dev.leeway.core.anomaly.UnusualSamples.State;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.NumericData;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UnusualSamplesTest {

  private final SplittableRandom random = new SplittableRandom(20260101);
  private final Batch reference = Samples.normal(4, 2_000, random);
  private final IsolationForest forest =
      IsolationForest.fit(Samples.features(reference), reference, 1);

  @Test
  void unchangedRowsAreStableAtAboutOneInAHundred() {
    UnusualSamples result = UnusualSamples.of(forest, Samples.normal(4, 20_000, random));
    assertThat(result.state()).isEqualTo(State.STABLE);
    assertThat(result.reference()).isEqualTo(new RowShare(9, 1_000));
    assertThat(result.expectedShare()).isEqualTo(10 / 1001.0);
    // the threshold is a draw: its true share is beta(10, 991) with a deviation of 0.0031
    assertThat(result.current().share().orElseThrow()).isCloseTo(0.01, within(3 * 0.0032));
    assertThat(result.effect().orElseThrow())
        .isEqualTo(result.current().share().orElseThrow() - 10 / 1001.0);
  }

  @Test
  void plantedRowsAreCountedListedAndExplained() {
    Batch current = Samples.normal(4, 500, random);
    NumericData planted = (NumericData) current.columns().get(2);
    for (int row = 0; row < 25; row++) {
      planted.values()[row * 7] = 9 + row;
    }
    UnusualSamples result = UnusualSamples.of(forest, current);
    assertThat(result.state()).isEqualTo(State.INCREASED);
    assertThat(result.current().unusual()).isBetween(15L, 40L);
    assertThat(result.worst())
        .hasSize(20)
        .isSortedAccordingTo((a, b) -> {
          int byScore = Double.compare(b.score(), a.score());
          return byScore != 0 ? byScore : Long.compare(a.row(), b.row());
        });
    assertThat(result.worst()).filteredOn(row -> row.row() % 7 == 0).hasSizeGreaterThan(14);
    UnusualRow worst = result.worst().get(0);
    assertThat(worst.unusual()).isTrue();
    assertThat(worst.referenceShare()).isBetween(1 / 1001.0, 0.01);
  }

  @Test
  void whatCannotBeJudgedSaysWhy() {
    Batch small = Samples.normal(1, 98, random);
    assertThat(judge(small, Samples.normal(1, 50, random))).hasValue(Reason.TOO_FEW_REFERENCE_ROWS);
    assertThat(judge(Samples.batch(), Samples.batch())).hasValue(Reason.NO_FEATURE);
    Batch constant = Samples.batch(Samples.numbers(new double[200]));
    assertThat(judge(constant, Samples.normal(1, 50, random))).hasValue(Reason.CONSTANT);
    assertThat(judge(reference, Samples.normal(3, 50, random))).hasValue(Reason.ABSENT_FEATURE);
    assertThat(judge(reference, Samples.normal(4, 9, random))).hasValue(Reason.TOO_FEW_ROWS);
    assertThat(judge(reference, Samples.normal(4, 0, random))).hasValue(Reason.TOO_FEW_ROWS);
    assertThat(judge(reference, Samples.normal(4, 10, random))).isEmpty();
  }

  private static Optional<Reason> judge(Batch reference, Batch current) {
    IsolationForest fitted = IsolationForest.fit(Samples.features(reference), reference, 1);
    UnusualSamples result = UnusualSamples.of(fitted, current);
    boolean inconclusive = result.reason().isPresent();
    assertThat(result.state() == State.INCONCLUSIVE).isEqualTo(inconclusive);
    assertThat(result.p().isEmpty()).isEqualTo(inconclusive);
    assertThat(result.effect().isEmpty()).isEqualTo(inconclusive);
    return result.reason();
  }

  @Test
  void absentFeaturesAreNamedAndNoRowIsBlamed() {
    UnusualSamples result = UnusualSamples.of(forest, Samples.normal(3, 50, random));
    assertThat(result.absent()).isEqualTo(List.of("x3"));
    assertThat(result.worst()).isEmpty();
    assertThat(result.current()).isEqualTo(new RowShare(0, 50));
  }

  @Test
  void scoresOfOtherRowsAreRejected() {
    Scorer scorer = forest.scorer(Samples.normal(4, 50, random));
    assertThatThrownBy(() -> UnusualSamples.of(scorer, new double[49])).hasMessageContaining("50");
  }
}
