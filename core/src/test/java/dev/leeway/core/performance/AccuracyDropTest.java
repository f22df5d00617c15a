package dev.leeway.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.performance.Degradation.State;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccuracyDropTest {

  @ParameterizedTest(name = "{0} of {1} to {2} of {3}: {4}")
  @CsvSource({
    "900, 1000, 450, 500, NONE", // the same accuracy
    "900, 1000, 480, 500, NONE", // better
    "900, 1000, 440, 500, NONE", // 2 points, within chance
    "9000, 10000, 8800, 10000, CONFIRMED", // 2 points, beyond chance
    "900, 1000, 250, 500, CRITICAL", // 40 points
    "900, 1000, 8, 10, PENDING", // 10 points of 10 rows
    "9500, 10000, 9000, 10000, CONFIRMED", // 5 points exactly are not above 5 points
    "9000, 10000, 8500, 10000, CONFIRMED", // 0.9 - 0.85 is above 0.05 as doubles
    "9000, 10000, 8499, 10000, CRITICAL",
    "1, 1, 0, 1, PENDING",
  })
  void stateFollowsFromDropAndConfidence(
      long referenceCorrect, long referenceRows, long correct, long rows, State state) {
    assertThat(new AccuracyDrop(referenceCorrect, referenceRows, correct, rows).state())
        .isEqualTo(state);
  }

  /// 56 of 70 against 48 of 80: Newcombe (1998), table II (a), method 10 has 0.0524 as the lower
  /// end at 95 % on two sides, which is 97.5 % on one; at 95 % on one side the bound is higher.
  @Test
  void lowerBoundIsNewcombes() {
    AccuracyDrop drop = new AccuracyDrop(56, 70, 48, 80);
    assertThat(drop.drop()).isCloseTo(0.2, within(1e-15));
    assertThat(drop.lowerBound()).isBetween(0.0524, 0.2);
  }

  @Test
  void countsBeyondIntegersDoNotOverflow() {
    long billion = 1_000_000_000L;
    AccuracyDrop drop =
        new AccuracyDrop(900 * billion, 1000 * billion, 849 * billion, 1000 * billion);
    assertThat(drop.state()).isEqualTo(State.CRITICAL);
  }

  @Test
  void rowsNeededConfirmAPendingDrop() {
    AccuracyDrop pending = new AccuracyDrop(900, 1000, 16, 20);
    assertThat(pending.state()).isEqualTo(State.PENDING);
    long more = pending.rowsNeeded().orElseThrow();
    assertThat(more).isBetween(1L, 80L);
    long rows = 20 + more;
    assertThat(new AccuracyDrop(900, 1000, (rows * 4 + 4) / 5, rows).state())
        .isEqualTo(State.CRITICAL);
  }

  @Test
  void confirmedDropNeedsNoMoreRows() {
    assertThat(new AccuracyDrop(900, 1000, 250, 500).rowsNeeded()).hasValue(0);
  }

  @Test
  void noNumberOfRowsConfirmsWhatATinyReferenceCannotTell() {
    assertThat(new AccuracyDrop(3, 4, 6, 10).rowsNeeded()).isEmpty();
    assertThat(new AccuracyDrop(900, 1000, 95, 100).rowsNeeded()).isEmpty();
  }

  /// 4000 pairs that lost nothing; 5 % ± 3 standard errors is at most 6.1 %.
  @Test
  void quietBatchesAreConfirmedAsDropsOneInTwentyTimes() {
    SplittableRandom random = new SplittableRandom(5);
    int alarms = 0;
    int pairs = 4000;
    for (int pair = 0; pair < pairs; pair++) {
      State state =
          new AccuracyDrop(successes(random, 1000), 1000, successes(random, 500), 500).state();
      alarms += state == State.CONFIRMED || state == State.CRITICAL ? 1 : 0;
    }
    assertThat(alarms / (double) pairs).isBetween(0.03, 0.05 + 3 * Math.sqrt(0.05 * 0.95 / pairs));
  }

  private static long successes(SplittableRandom random, int rows) {
    return random.doubles(rows).filter(uniform -> uniform < 0.9).count();
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThatThrownBy(() -> new AccuracyDrop(9, 10, 6, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("current needs 0 <= correct <= rows and at least 1 row, were 6 correct of 5");
  }
}
