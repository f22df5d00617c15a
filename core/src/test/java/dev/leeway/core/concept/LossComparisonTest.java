package dev.leeway.core.concept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.TextData;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LossComparisonTest {

  private static final double NEVER = Double.POSITIVE_INFINITY;

  @Test
  void aChangeIsDividedByCells() {
    LossSums before = new LossSums(1, 2);
    LossSums now = new LossSums(1, 2);
    // reference: 10 % of 100 and 50 % of 100; current: 10 % of 50 and 60 % of 150
    add(before, 0, 100, 10);
    add(before, 1, 100, 50);
    add(now, 0, 50, 5);
    add(now, 1, 150, 90);
    LossChange change = Objects.requireNonNull(LossComparison.of(Loss.ERROR, before, now));

    assertThat(change.reference()).isCloseTo(0.3, within(1e-12));
    assertThat(change.current()).isCloseTo(0.475, within(1e-12));
    assertThat(change.change()).isCloseTo(0.175, within(1e-12));
    // 0.25 · 0.1 + 0.75 · 0.5 = 0.4
    assertThat(change.explained()).isCloseTo(0.1, within(1e-12));
    assertThat(change.unexplained()).isCloseTo(0.075, within(1e-12));
    // variances of the cells: 0.09·100/99/100, 0.25·100/99/100, 0.09·50/49/50, 0.24·150/149/150
    double variance = 0.0625 * (0.09 / 99 + 0.09 / 49) + 0.5625 * (0.25 / 99 + 0.24 / 149);
    assertThat(change.unexplainedInterval().high() - change.unexplained())
        .isCloseTo(1.959963984540054 * Math.sqrt(variance), within(1e-12));
  }

  private static void add(LossSums sums, int cell, int rows, int wrong) {
    for (int row = 0; row < rows; row++) {
      sums.add(cell, row < wrong ? 1 : 0);
    }
  }

  @Test
  void squaresOfLargeLossesDoNotOverflow() {
    LossSums sums = new LossSums(1, 1);
    for (int row = 0; row < 40; row++) {
      sums.add(0, 1e12);
    }

    // each counts as 2³¹ units
    assertThat(sums.squares(0)).isEqualTo(40 * 0x1p62);
    assertThat(sums.plus(sums).squares(0)).isEqualTo(80 * 0x1p62);
    assertThat(sums.mean()).isEqualTo(0x1p31);
  }

  @Test
  void tooFewRowsHaveNoChange() {
    LossSums few = new LossSums(1, 1);
    add(few, 0, 9, 1);

    assertThat(LossComparison.of(Loss.ERROR, few, few)).isNull();
  }

  @Test
  void certainLossesThatDifferAreImpossibleByChance() {
    LossSums right = new LossSums(1, 1);
    LossSums wrong = new LossSums(1, 1);
    add(right, 0, 10, 0);
    add(wrong, 0, 10, 10);
    LossChange change = Objects.requireNonNull(LossComparison.of(Loss.ERROR, right, wrong));

    assertThat(change.p().value()).isZero();
    assertThat(change.changeInterval().low()).isEqualTo(1);
    assertThat(Objects.requireNonNull(LossComparison.of(Loss.ERROR, right, right)).p().value())
        .isEqualTo(1);
  }

  /// The model answers by `a` alone, so its error is large where `a` is near 0.
  private static Scene answered(Scene scene) {
    double[] a = scene.numbers("a");
    double[] score = new double[a.length];
    String[] answer = new String[a.length];
    Arrays.setAll(score, row -> 1 / (1 + Math.exp(-2.5 * a[row])));
    Arrays.setAll(answer, row -> a[row] > 0 ? "1" : "0");
    return scene
        .with("score", Kind.NUMERIC, Role.SCORE, NumericData.of(score))
        .with("answer", Kind.CATEGORICAL, Role.PREDICTION, TextData.of(answer));
  }

  @Test
  void aDriftOfTheInputsExplainsHowTheLossChanges() {
    ConceptDrift drift =
        answered(Scene.simulated(8_000, 1)).against(answered(Scene.simulated(8_000, 1, NEVER, 2)));

    assertThat(drift.losses())
        .extracting(LossChange::loss)
        .containsExactly(Loss.ERROR, Loss.LOG_LOSS);
    assertThat(drift.explainedByInputs()).isTrue();
    for (LossChange loss : drift.losses()) {
      assertThat(loss.change()).isNegative();
      assertThat(loss.p().value()).isLessThan(1e-6);
      // the inputs move within the cells as well, which this cannot see
      assertThat(loss.explained() / loss.change()).isBetween(0.7, 1.1);
      assertThat(loss.explained() + loss.unexplained()).isCloseTo(loss.change(), within(1e-9));
    }
  }

  @Test
  void aNewRelationIsNotExplained() {
    ConceptDrift drift =
        answered(Scene.simulated(4_000, 1)).against(answered(Scene.simulated(4_000, 0, 0, 2)));
    LossChange error = drift.losses().get(0);

    assertThat(error.change()).isGreaterThan(0.2);
    assertThat(Math.abs(error.explained())).isLessThan(0.02);
    assertThat(error.unexplainedInterval().low()).isGreaterThan(0.2);
  }

  @Test
  void theLossOfNumbersIsTheSquaredError() {
    Scene[] scenes = {Scene.simulated(2_000, 1), Scene.simulated(2_000, 2)};
    for (int at = 0; at < 2; at++) {
      double[] a = scenes[at].numbers("a");
      double[] b = scenes[at].numbers("b");
      double bias = at;
      double[] answer = new double[a.length];
      double[] y = new double[a.length];
      Arrays.setAll(y, row -> a[row] + b[row]);
      Arrays.setAll(answer, row -> y[row] + bias);
      scenes[at]
          .with("y", Kind.NUMERIC, Role.LABEL, NumericData.of(y))
          .with("answer", Kind.NUMERIC, Role.PREDICTION, NumericData.of(answer));
    }
    LossChange loss = scenes[0].against(scenes[1], Task.REGRESSION).losses().get(0);

    assertThat(loss.loss()).isEqualTo(Loss.SQUARED_ERROR);
    assertThat(loss.reference()).isZero();
    assertThat(loss.current()).isCloseTo(1, within(1e-4));
  }

  @Test
  void marginsAreNoChances() {
    Scene reference = Scene.simulated(500, 1);
    reference.with("score", Kind.NUMERIC, Role.SCORE, reference.column("a"));
    Scene current = Scene.simulated(500, 2);
    current.with("score", Kind.NUMERIC, Role.SCORE, current.column("a"));

    assertThat(reference.against(current).losses()).isEmpty();
  }
}
