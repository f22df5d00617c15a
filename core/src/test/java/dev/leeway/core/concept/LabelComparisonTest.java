package dev.leeway.core.concept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LabelComparisonTest {

  @Test
  void withoutAModelItIsTheTestOfMantelAndHaenszel() throws IOException {
    for (ConceptGoldens golden : ConceptGoldens.rows("mantel-haenszel")) {
      double[] n = golden.numbers("reference_rows");
      LabelTable before = new LabelTable(1, n.length, 2);
      LabelTable now = new LabelTable(1, n.length, 2);
      fill(before, n, golden.numbers("reference_hits"));
      fill(now, golden.numbers("current_rows"), golden.numbers("current_hits"));
      ConceptTest test = Objects.requireNonNull(LabelComparison.adjusted(before, now).ofChange());

      assertThat(test.statistic())
          .isCloseTo(golden.number("statistic"), within(1e-10 * golden.number("statistic")));
      assertThat(test.p().value()).isCloseTo(golden.number("p"), within(1e-10));
      assertThat(test.degreesOfFreedom()).isEqualTo(1);
    }
  }

  private static void fill(LabelTable table, double[] rows, double[] hits) {
    int[][] noModel = new int[2][1];
    for (int stratum = 0; stratum < rows.length; stratum++) {
      for (int row = 0; row < rows[stratum]; row++) {
        table.add(0, stratum, row < hits[stratum] ? 1 : 0, noModel, 0);
      }
    }
  }

  @Test
  void theExpectedSquareIsThatOfUnchangedData() {
    SplittableRandom random = new SplittableRandom(1);
    double[] shares = {0.55, 0.3, 0.15};
    double squares = 0;
    double expected = 0;
    int pairs = 2_000;
    for (int pair = 0; pair < pairs; pair++) {
      LabelTable before = draw(shares, 300, random);
      LabelTable now = draw(shares, 150, random);
      ConceptTest test = Objects.requireNonNull(LabelComparison.adjusted(before, now).ofChange());
      squares += test.distance() * test.distance();
      expected += test.expectedSquare();
    }

    assertThat(expected / squares).isCloseTo(1, within(0.04));
  }

  @Test
  void unchangedDataAreSignificantAsOftenAsTheLevelSays() {
    SplittableRandom random = new SplittableRandom(2);
    double[] shares = {0.9, 0.1};
    int significant = 0;
    int pairs = 2_000;
    for (int pair = 0; pair < pairs; pair++) {
      LabelTable before = draw(shares, 1_000, random);
      LabelTable now = draw(shares, 400, random);
      ConceptTest test = Objects.requireNonNull(LabelComparison.adjusted(before, now).ofChange());
      significant += test.p().value() <= 0.05 ? 1 : 0;
    }

    assertThat(significant / (double) pairs).isCloseTo(0.05, within(3 * 0.005));
  }

  private static LabelTable draw(double[] shares, int rows, SplittableRandom random) {
    int groups = 4;
    LabelTable table = new LabelTable(groups, 1, shares.length);
    int[][] noModel = new int[shares.length][1];
    for (int row = 0; row < rows; row++) {
      double chance = random.nextDouble();
      int label = 0;
      for (double sum = shares[0]; chance >= sum && label < shares.length - 1; ) {
        label++;
        sum += shares[label];
      }
      table.add(random.nextInt(groups), 0, label, noModel, 0);
    }
    return table;
  }

  @Test
  void aChangeCommonToAllGroupsIsNoDifference() {
    SplittableRandom random = new SplittableRandom(4);
    int significant = 0;
    double squares = 0;
    double expected = 0;
    int pairs = 1_000;
    for (int pair = 0; pair < pairs; pair++) {
      LabelTable before = draw(new double[] {0.8, 0.2}, 1_000, random);
      LabelTable now = draw(new double[] {0.4, 0.6}, 400, random);
      LabelComparison comparison = LabelComparison.adjusted(before, now);
      ConceptTest test = Objects.requireNonNull(comparison.ofDifference());
      significant += test.p().value() <= 0.05 ? 1 : 0;
      squares += test.distance() * test.distance();
      expected += test.expectedSquare();

      assertThat(test.degreesOfFreedom()).isEqualTo(3);
      assertThat(Objects.requireNonNull(comparison.ofChange()).p().value()).isLessThan(1e-3);
    }

    assertThat(significant / (double) pairs).isCloseTo(0.05, within(0.025));
    assertThat(expected / squares).isCloseTo(1, within(0.08));
  }

  @Test
  void equalLabelsHaveNoDistance() {
    LabelTable table = draw(new double[] {0.4, 0.6}, 500, new SplittableRandom(3));
    ConceptTest test = Objects.requireNonNull(LabelComparison.adjusted(table, table).ofChange());

    assertThat(test.distance()).isZero();
    assertThat(test.effect()).isZero();
    assertThat(test.p().value()).isEqualTo(1);
  }

  @Test
  void tooFewRowsForAnyTestAreNotSignificant() {
    LabelTable few = draw(new double[] {0.5, 0.5}, 12, new SplittableRandom(5));
    LabelTable other = draw(new double[] {0.1, 0.9}, 12, new SplittableRandom(6));
    LabelComparison comparison = LabelComparison.adjusted(few, other);

    assertThat(Objects.requireNonNull(comparison.ofChange()).p().value()).isEqualTo(1);
    assertThat(Objects.requireNonNull(comparison.ofDifference()).p().value()).isEqualTo(1);
  }

  @Test
  void groupsOnOneSideOnlySayNothing() {
    LabelTable before = new LabelTable(2, 1, 2);
    LabelTable now = new LabelTable(2, 1, 2);
    int[][] noModel = new int[2][1];
    for (int row = 0; row < 100; row++) {
      before.add(0, 0, 0, noModel, 0);
      now.add(1, 0, 1, noModel, 0);
    }

    assertThat(LabelComparison.adjusted(before, now).ofChange()).isNull();
  }

  @Test
  void aClassThatTheReferenceLacksIsTestedExactly() {
    LabelTable before = new LabelTable(1, 1, 2);
    LabelTable now = new LabelTable(1, 1, 2);
    int[][] noModel = new int[2][1];
    for (int row = 0; row < 90; row++) {
      before.add(0, 0, 0, noModel, 0);
    }
    for (int row = 0; row < 10; row++) {
      now.add(0, 0, row < 2 ? 1 : 0, noModel, 0);
    }
    ConceptTest test = Objects.requireNonNull(LabelComparison.adjusted(before, now).ofChange());

    // both hits among the 10 of 100 rows: 10·9 / (100·99)
    assertThat(test.p().value()).isCloseTo(90.0 / 9_900, within(1e-12));
    assertThat(test.distance()).isCloseTo(0.2, within(1e-12));
  }
}
