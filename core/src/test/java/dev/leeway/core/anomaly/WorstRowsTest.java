package dev.leeway.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.TextData;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorstRowsTest {

  private static final int ROWS = 3_000;

  private final SplittableRandom random = new SplittableRandom(20260101);
  private final Batch reference = reference();
  private final IsolationForest forest =
      IsolationForest.fit(
          new Schema(
              List.of(
                  Samples.feature("x0", Kind.NUMERIC),
                  Samples.feature("x1", Kind.NUMERIC),
                  Samples.feature("x2", Kind.CATEGORICAL),
                  Samples.feature("x3", Kind.DATETIME))),
          reference,
          1);

  /// x1 is x0 with a little noise, x2 has a rare name, x3 is a day in 2024.
  private Batch reference() {
    double[] first = new double[ROWS];
    double[] second = new double[ROWS];
    double[] day = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      first[row] = 10 * random.nextDouble();
      second[row] = first[row] + 0.1 * random.nextGaussian();
      day[row] = 1_704_067_200.0 + 86_400.0 * random.nextInt(366);
    }
    return Samples.batch(
        NumericData.of(first),
        NumericData.of(second),
        Samples.names(ROWS, row -> row % 100 == 0 ? "rare" : row % 2 == 0 ? "a" : "b"),
        NumericData.of(day));
  }

  private UnusualRow explain(double x0, double x1, @Nullable String x2, double x3) {
    Batch batch =
        Samples.batch(NumericData.of(x0), NumericData.of(x1), TextData.of(x2), NumericData.of(x3));
    return UnusualSamples.of(forest, batch).worst().get(0);
  }

  private static final double MIDYEAR = 1_720_000_000.0;

  @Test
  void numberBeyondTheRangeIsNamedFirst() {
    UnusualFeature first = explain(99.5, 5, "a", MIDYEAR).features().get(0);
    assertThat(first.name()).isEqualTo("x0");
    assertThat(first.value()).isEqualTo("99.5");
    assertThat(first.referenceShare()).isZero();
    assertThat(first.fall()).isGreaterThan(0.05);
    assertThat(first.clue()).startsWith("99.5 is above every value of the reference (largest 9.9");
    assertThat(explain(-3, 5, "a", MIDYEAR).features().get(0).clue())
        .matches("-3 is below every value of the reference \\(smallest \\d.*\\)");
  }

  @Test
  void categoriesMissingValuesAndDatesHaveTheirClues() {
    assertThat(explain(5, 5, "rare", MIDYEAR).features().get(0).clue())
        .matches("\"rare\", as in [01]\\.\\d % of the reference");
    assertThat(explain(5, 5, "zebra", MIDYEAR).features().get(0).clue())
        .isEqualTo("\"zebra\" does not occur in the reference");
    UnusualFeature missing = explain(5, 5, null, MIDYEAR).features().get(0);
    assertThat(missing.clue()).isEqualTo("is missing, unlike anywhere in the reference");
    assertThat(missing.value()).isEmpty();
    assertThat(explain(5, Double.NaN, "a", MIDYEAR).features().get(0).clue())
        .isEqualTo("is missing, unlike anywhere in the reference");
    assertThat(explain(5, 5, "a", 2e9).features().get(0).clue())
        .startsWith("2033-05-18T03:33:20Z is above every value of the reference (largest 2024-12-")
        .endsWith("Z)");
  }

  @Test
  void unreadableValuesAreNotCalledMissing() {
    BitSet unreadable = new BitSet();
    unreadable.set(0);
    Batch batch =
        Samples.batch(
            new NumericData(new double[] {Double.NaN}, 1, null, unreadable),
            NumericData.of(5),
            TextData.of("a"),
            NumericData.of(MIDYEAR));
    assertThat(UnusualSamples.of(forest, batch).worst().get(0).features().get(0).clue())
        .isEqualTo("is no number, unlike anywhere in the reference");
  }

  @Test
  void bothSidesOfABrokenCombinationAreNamed() {
    UnusualRow row = explain(2, 8, "a", MIDYEAR);
    assertThat(row.features().subList(0, 2)).extracting(UnusualFeature::name).contains("x0", "x1");
    assertThat(row.features().get(0).clue()).endsWith("unusual only beside the others");
    assertThat(row.features().get(0).referenceShare()).isCloseTo(0.2, within(0.03));
    assertThat(row.score()).isGreaterThan(explain(2, 2, "a", MIDYEAR).score());
  }

  @Test
  void worstRowsAreTheHighestScoresAndTiesKeepTheirOrder() {
    double[] x = new double[60];
    for (int row = 0; row < 60; row++) {
      x[row] = row % 2 == 0 ? 5 : 50;
    }
    Batch batch =
        Samples.batch(
            NumericData.of(x),
            NumericData.of(x),
            Samples.names(60, row -> "a"),
            NumericData.of(new double[60]));
    List<UnusualRow> worst = UnusualSamples.of(forest, batch).worst();
    assertThat(worst).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(worst.get(i).row()).isEqualTo(2 * i + 1);
      assertThat(worst.get(i).unusual()).isTrue();
      assertThat(worst.get(i).referenceShare()).isEqualTo(1 / 1501.0);
    }
  }
}
