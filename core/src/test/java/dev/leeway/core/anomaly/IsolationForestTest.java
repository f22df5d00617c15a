package dev.leeway.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.TextData;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IsolationForestTest {

  private final SplittableRandom random = new SplittableRandom(20260101);

  private static IsolationForest fit(ColumnData... columns) {
    Batch reference = Samples.batch(columns);
    return IsolationForest.fit(Samples.features(reference), reference, 1);
  }

  private static double score(IsolationForest forest, double... row) {
    ColumnData[] columns = Arrays.stream(row).mapToObj(NumericData::of).toArray(ColumnData[]::new);
    return forest.scores(Samples.batch(columns))[0];
  }

  private double[] normals(int rows) {
    return random.doubles(rows).map(u -> random.nextGaussian()).toArray();
  }

  @Test
  void sameSeedGivesTheSameForestAndAnotherSeedAnother() {
    Batch reference = Samples.normal(3, 600, random);
    Batch current = Samples.normal(3, 100, random);
    Schema schema = Samples.features(reference);
    double[] scores = IsolationForest.fit(schema, reference, 7).scores(current);
    assertThat(IsolationForest.fit(schema, reference, 7).scores(current)).isEqualTo(scores);
    assertThat(IsolationForest.fit(schema, reference, 8).scores(current)).isNotEqualTo(scores);
  }

  @Test
  void scoreOfARowDependsOnThatRowAlone() {
    Batch reference = Samples.normal(3, 600, random);
    IsolationForest forest = IsolationForest.fit(Samples.features(reference), reference, 7);
    Batch current = Samples.normal(3, 1_000, random);
    double[] scores = forest.scores(current);
    Scorer scorer = forest.scorer(current);
    double[] byRanges = new double[1_000];
    scorer.score(900, 1_000, byRanges);
    scorer.score(0, 1, byRanges);
    scorer.score(1, 900, byRanges);
    scorer.score(5, 5, byRanges);
    assertThat(byRanges).isEqualTo(scores);
    BitSet some = new BitSet();
    some.set(17);
    some.set(300, 800);
    double[] ofSome = forest.scores(current.select(some));
    assertThat(ofSome).isEqualTo(some.stream().mapToDouble(row -> scores[row]).toArray());
    assertThatThrownBy(() -> scorer.score(0, 1_001, byRanges))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void orderOfTheReferenceChangesTheDrawButNotTheKindOfForest() {
    Batch reference = Samples.normal(2, 2_000, random);
    double[] first = ((NumericData) reference.columns().get(0)).values();
    double[] second = ((NumericData) reference.columns().get(1)).values();
    Batch reversed =
        Samples.batch(NumericData.of(reversed(first)), NumericData.of(reversed(second)));
    Batch current = Samples.normal(2, 2_000, random);
    Schema schema = Samples.features(reference);
    double one = mean(IsolationForest.fit(schema, reference, 7).scores(current));
    double other = mean(IsolationForest.fit(schema, reversed, 7).scores(current));
    assertThat(other).isNotEqualTo(one).isCloseTo(one, within(0.02));
  }

  private static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void scoresLieBetweenZeroAndOne() {
    IsolationForest forest = fit(NumericData.of(normals(500)));
    for (double value :
        new double[] {
          0,
          -0.0,
          3,
          1e300,
          -Double.MAX_VALUE,
          Double.MIN_VALUE,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY
        }) {
      assertThat(score(forest, value)).as("%s", value).isGreaterThan(0).isLessThan(1);
    }
  }

  @Test
  void fartherIsMoreUnusual() {
    IsolationForest forest = fit(NumericData.of(normals(2_000)), NumericData.of(normals(2_000)));
    assertThat(score(forest, 2, 0)).isGreaterThan(score(forest, 0, 0));
    assertThat(score(forest, 5, 0)).isGreaterThan(score(forest, 2, 0));
    assertThat(score(forest, 50, 0)).isGreaterThan(score(forest, 5, 0));
    assertThat(score(forest, 1e9, 0)).isGreaterThan(score(forest, 50, 0));
    assertThat(score(forest, Double.POSITIVE_INFINITY, 0))
        .isGreaterThanOrEqualTo(score(forest, 1e9, 0));
    assertThat(score(forest, -50, -50)).isGreaterThan(score(forest, -50, 0));
  }

  @Test
  void hugeValuesOfTheReferenceDoNotOverflow() {
    double[] values = normals(600);
    values[1] = Double.MAX_VALUE;
    values[2] = -Double.MAX_VALUE;
    values[3] = Double.POSITIVE_INFINITY;
    values[4] = Double.NEGATIVE_INFINITY;
    IsolationForest forest = fit(NumericData.of(values));
    double[] scores = forest.scores(Samples.batch(NumericData.of(values)));
    assertThat(Arrays.stream(scores)).allMatch(score -> score > 0 && score < 1);
    assertThat(score(forest, 1e308)).isGreaterThan(score(forest, 0));
  }

  @Test
  void missingIsAsUnusualAsItIsRare() {
    double[] often = normals(2_000);
    double[] seldom = normals(2_000);
    double[] never = normals(2_000);
    for (int row = 0; row < 2_000; row++) {
      often[row] = row % 2 == 0 ? Double.NaN : often[row];
      seldom[row] = row % 50 == 0 ? Double.NaN : seldom[row];
    }
    IsolationForest forest =
        fit(NumericData.of(often), NumericData.of(seldom), NumericData.of(never));
    double none = score(forest, 0, 0, 0);
    double first = score(forest, Double.NaN, 0, 0);
    double second = score(forest, 0, Double.NaN, 0);
    double third = score(forest, 0, 0, Double.NaN);
    assertThat(first).isCloseTo(none, within(0.05));
    assertThat(second).isGreaterThan(first + 0.03);
    assertThat(third).isGreaterThan(second);
  }

  @Test
  void columnOfMissingOnlyTellsNothing() {
    double[] missing = new double[400];
    Arrays.fill(missing, Double.NaN);
    assertThat(fit(NumericData.of(missing)).isConstant()).isTrue();
    double[] values = normals(400);
    IsolationForest forest = fit(NumericData.of(missing), NumericData.of(values));
    assertThat(score(forest, 5, 0)).isEqualTo(score(forest, Double.NaN, 0));
  }

  @Test
  void rareCategoriesAreMoreUnusualThanFrequentOnes() {
    TextData names =
        Samples.names(3_000, row -> row % 100 == 0 ? "rare" : row % 3 == 0 ? "b" : "a");
    IsolationForest forest = fit(names, NumericData.of(normals(3_000)));
    Batch rows =
        Samples.batch(TextData.of("a", "b", "rare", "never", null), NumericData.of(0, 0, 0, 0, 0));
    double[] scores = forest.scores(rows);
    assertThat(scores[2]).isGreaterThan(scores[0] + 0.05).isGreaterThan(scores[1] + 0.05);
    assertThat(scores[3]).isGreaterThan(scores[2]);
    assertThat(scores[4]).as("missing").isEqualTo(scores[3]);
  }

  @Test
  void newCategoryIsOrdinaryWhereMostAreNew() {
    TextData codes = Samples.names(2_000, row -> row % 4 == 0 ? "common" : "unique " + row);
    IsolationForest forest = fit(codes, NumericData.of(normals(2_000)));
    double[] scores =
        forest.scores(Samples.batch(TextData.of("common", "brand new"), NumericData.of(0, 0)));
    assertThat(scores[1]).isLessThan(scores[0]).isLessThan(0.5);
  }

  @Test
  void equallyFrequentCategoriesAreToldApart() {
    // a goes with low and b with high numbers; a high number beside an a is the odd one
    double[] values = normals(2_000);
    for (int row = 0; row < 2_000; row++) {
      values[row] += row % 2 == 0 ? -5 : 5;
    }
    TextData names = Samples.names(2_000, row -> row % 2 == 0 ? "a" : "b");
    IsolationForest forest = fit(names, NumericData.of(values));
    double[] scores =
        forest.scores(Samples.batch(TextData.of("a", "b", "a", "b"), NumericData.of(-5, 5, 5, -5)));
    assertThat(Math.min(scores[2], scores[3])).isGreaterThan(Math.max(scores[0], scores[1]));
  }

  @Test
  void categoriesWrittenAsNumbersAreThoseWrittenAsText() {
    double[] values = random.doubles(800).map(u -> Math.floor(9 * u * u)).toArray();
    Batch numbers = Samples.batch(NumericData.of(values));
    Batch text = Samples.batch(Samples.names(800, row -> Integer.toString((int) values[row])));
    Schema schema = new Schema(List.of(Samples.feature("x0", Kind.CATEGORICAL)));
    double[] ofNumbers = IsolationForest.fit(schema, numbers, 3).scores(text);
    double[] ofText = IsolationForest.fit(schema, text, 3).scores(numbers);
    assertThat(ofNumbers).isEqualTo(ofText);
  }

  @Test
  void onlyFeaturesThatAreNotFreeTextAreUsed() {
    Batch reference =
        Samples.batch(
            NumericData.of(normals(300)),
            Samples.names(300, row -> "note " + row),
            NumericData.of(normals(300)));
    Schema schema =
        new Schema(
            List.of(
                Samples.feature("x0", Kind.NUMERIC),
                Samples.feature("x1", Kind.TEXT),
                new ColumnSpec("x2", Kind.NUMERIC, Role.LABEL, "given")));
    IsolationForest forest = IsolationForest.fit(schema, reference, 1);
    assertThat(forest.features()).containsExactly("x0");
    assertThat(forest.leftOut()).containsExactly("x1");
  }

  @Test
  void tinyReferencesGiveScoresAndThresholds() {
    for (int rows : new int[] {0, 1, 2, 3, 4, 5}) {
      IsolationForest forest = fit(NumericData.of(normals(rows)));
      double score = score(forest, 0.3);
      assertThat(score).as("%d rows", rows).isGreaterThan(0).isLessThan(1);
      assertThat(forest.reference().rows()).isEqualTo(rows / 2);
      if (rows < 3) {
        assertThat(score).isEqualTo(0.5);
      }
    }
  }

  @Test
  void duplicatedRowsAllScoreOneHalf() {
    double[] same = new double[500];
    Arrays.fill(same, 3.25);
    IsolationForest forest = fit(NumericData.of(same), Samples.names(500, row -> "a"));
    assertThat(forest.isConstant()).isTrue();
    double[] scores = forest.scores(Samples.batch(NumericData.of(3.25, 9), TextData.of("a", "b")));
    assertThat(scores).containsExactly(0.5, 0.5);
    assertThat(forest.threshold()).isEqualTo(0.5);
  }

  @Test
  void textInAColumnOfNumbersCountsAsMissing() {
    IsolationForest forest = fit(NumericData.of(normals(500)), NumericData.of(normals(500)));
    Batch text = Samples.batch(TextData.of("oops"), NumericData.of(0));
    assertThat(forest.scores(text)[0]).isEqualTo(score(forest, Double.NaN, 0));
  }

  @Test
  void columnOfTheSchemaMustBeInTheReference() {
    Schema schema = new Schema(List.of(Samples.feature("y", Kind.NUMERIC)));
    assertThatThrownBy(() -> IsolationForest.fit(schema, Samples.normal(1, 10, random), 1))
        .hasMessageContaining("column y");
  }
}
