package dev.leeway.core.concept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.drift.Verdict;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where inputs drift so far that few current rows lie where the reference has rows.
class OverlapTest {

  private static final double NEVER = Double.POSITIVE_INFINITY;

  @ParameterizedTest(name = "{0} and {1} rows, shifted by {2}: {3} to {4} {5}")
  @CsvSource({
    "4000, 4000, 0,   0.99, 1,    STABLE",
    "4000,  400, 0,   0.95, 1,    STABLE",
    " 300,  300, 0,   0.90, 1,    STABLE",
    "4000, 4000, 1,   0.90, 1,    STABLE",
    "4000, 4000, 1.5, 0.55, 0.8,  STABLE",
    "4000, 4000, 2,   0.30, 0.5,  INCONCLUSIVE",
    "4000, 4000, 3,   0.02, 0.3,  INCONCLUSIVE",
    " 300,  300, 4,   0,    0.4,  INCONCLUSIVE",
  })
  void theFurtherTheInputsMoveTheLessIsJudged(
      int before, int now, double shift, double least, double most, Verdict verdict) {
    ConceptDrift drift = Scene.simulated(before, 1).against(Scene.simulated(now, shift, NEVER, 2));

    assertThat(drift.overlap()).isBetween(least, most);
    assertThat(drift.verdict()).as(drift.explanation()).isEqualTo(verdict);
  }

  @Test
  void withLittleOverlapTheNumberIsTheReason() {
    ConceptDrift drift = Scene.simulated(4_000, 1).against(Scene.simulated(4_000, 3, 0, 2));

    assertThat(drift.reason()).isEqualTo(ConceptReason.LITTLE_OVERLAP);
    assertThat(drift.explanation())
        .matches(
            "the inputs of both data sets hardly overlap: only \\d+ % of the labelled current rows"
                + " lie where the reference has rows, so a change of the relation cannot be told"
                + " from a drift of the inputs");
    assertThat(drift.joint()).isNull();
  }

  @Test
  void withModerateOverlapAReversalIsFoundAndTheVerdictSaysForHowMany() {
    ConceptDrift drift = Scene.simulated(4_000, 1).against(Scene.simulated(2_000, 1.5, 1.5, 2));

    assertThat(drift.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(drift.hasLittleOverlap()).isTrue();
    assertThat(drift.explanation())
        .contains("; the inputs overlap in part: only ")
        .endsWith(" % of the labelled current rows lie where the reference has rows");
  }

  /// Each feature by itself covers the same range on both sides; together they do not meet.
  @Test
  void aGapThatOnlyTwoFeaturesTogetherShowIsSeen() {
    ConceptDrift drift = stripes(0).against(stripes(1));

    assertThat(Objects.requireNonNull(drift.overlap())).isLessThan(0.1);
    assertThat(drift.reason()).isEqualTo(ConceptReason.LITTLE_OVERLAP);
  }

  /// Points of a board of 8 × 8 fields where the sum of the coordinates is even, or odd.
  private static Scene stripes(int parity) {
    SplittableRandom random = new SplittableRandom(3 + parity);
    double[] a = new double[4_000];
    double[] b = new double[4_000];
    double[] y = new double[4_000];
    for (int row = 0; row < a.length; row++) {
      do {
        a[row] = random.nextInt(8);
        b[row] = random.nextInt(8);
      } while ((a[row] + b[row]) % 2 != parity);
      y[row] = random.nextInt(8) < a[row] ? 1 : 0;
    }
    return new Scene()
        .with("a", Kind.NUMERIC, Role.FEATURE, NumericData.of(a))
        .with("b", Kind.NUMERIC, Role.FEATURE, NumericData.of(b))
        .with("y", Kind.CATEGORICAL, Role.LABEL, NumericData.of(y));
  }
}
