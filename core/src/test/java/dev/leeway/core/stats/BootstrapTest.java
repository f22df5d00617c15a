package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BootstrapTest {

  static List<Goldens> distributions() {
    return Goldens.rows("bootstrap");
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void bothIntervalsEqualScipysOfTheSameReplicates(Goldens golden) {
    double[] replicates = golden.numbers("replicates");
    double confidence = golden.number("confidence");
    check(golden, "percentile", Bootstrap.percentile(replicates, confidence));
    check(
        golden,
        "bca",
        Bootstrap.biasCorrected(
            replicates, golden.number("estimate"), golden.numbers("leave_one_out"), confidence));
  }

  private static void check(Goldens golden, String column, Interval interval) {
    double[] expected = golden.numbers(column);
    golden.assertClose(interval.low(), expected[0], 1e-9);
    golden.assertClose(interval.high(), expected[1], 1e-9);
  }

  @Test
  void leaveOneOutLeavesEachRowOutOnce() {
    double[] values = {1, 10, 100, 1000};
    double[] sums =
        Bootstrap.leaveOneOut(4, rows -> Arrays.stream(rows).mapToDouble(i -> values[i]).sum());
    assertThat(sums).containsExactly(1110, 1101, 1011, 111);
  }

  @Test
  void accelerationOfAMeanIsASixthOfItsSkewness() {
    double[] values = {1, 2, 3, 4, 10};
    double[] without = Bootstrap.leaveOneOut(5, mean(values));
    // by hand: mean 4; squares 9 + 4 + 1 + 0 + 36 = 50; cubes −27 − 8 − 1 + 0 + 216 = 180
    assertThat(Bootstrap.acceleration(without))
        .isCloseTo(180 / (6 * Math.pow(50, 1.5)), within(1e-15));
    assertThat(Bootstrap.acceleration(new double[] {2, 2, 2})).isZero();
  }

  @Test
  void sameSeedGivesTheSameReplicates() {
    double[] values = new SplittableRandom(1).doubles(30).toArray();
    double[] first = Bootstrap.replicates(30, 100, 7, mean(values));
    assertThat(Bootstrap.replicates(30, 100, 7, mean(values))).isEqualTo(first);
    assertThat(Bootstrap.replicates(30, 100, 8, mean(values))).isNotEqualTo(first);
  }

  @Test
  void ninetyPerCentIntervalsOfAMeanCoverItAboutSoOften() {
    SplittableRandom random = new SplittableRandom(20);
    int rounds = 400;
    int percentile = 0;
    int corrected = 0;
    for (int round = 0; round < rounds; round++) {
      double[] values = random.doubles(40).map(u -> -Math.log(1 - u)).toArray();
      double[] replicates = Bootstrap.replicates(40, 300, round, mean(values));
      percentile += covers(Bootstrap.percentile(replicates, 0.9), 1);
      corrected +=
          covers(
              Bootstrap.biasCorrected(
                  replicates,
                  Arrays.stream(values).average().orElseThrow(),
                  Bootstrap.leaveOneOut(40, mean(values)),
                  0.9),
              1);
    }
    // a standard error is 1.5 %; both cover a little less than they say at 40 skewed values
    assertThat(percentile / (double) rounds).isBetween(0.83, 0.93);
    assertThat(corrected / (double) rounds).isBetween(0.84, 0.94);
  }

  @Test
  void replicatesOnOneSideGiveTheFarthestOfThem() {
    double[] replicates = {1, 2, 3};
    double[] without = {1, 2, 4};
    assertThat(Bootstrap.biasCorrected(replicates, 9, without, 0.9)).isEqualTo(new Interval(3, 3));
    assertThat(Bootstrap.biasCorrected(replicates, 0, without, 0.9)).isEqualTo(new Interval(1, 1));
    assertThat(Bootstrap.percentile(new double[] {5, 5, 5}, 0.9)).isEqualTo(new Interval(5, 5));
  }

  @Test
  void whatIsNotFiniteOrEmptyIsRejected() {
    assertThatThrownBy(() -> Bootstrap.percentile(new double[0], 0.9))
        .hasMessageContaining("replicate");
    assertThatThrownBy(() -> Bootstrap.percentile(new double[] {1, Double.NaN}, 0.9))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> Bootstrap.percentile(new double[] {1}, 1))
        .hasMessageContaining("(0, 1)");
    assertThatThrownBy(() -> Bootstrap.replicates(0, 10, 1, rows -> 0))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Bootstrap.leaveOneOut(1, rows -> 0)).hasMessageContaining("2");
  }

  private static ToDoubleFunction<int[]> mean(double[] values) {
    return rows -> {
      double sum = 0;
      for (int row : rows) {
        sum += values[row];
      }
      return sum / rows.length;
    };
  }

  private static int covers(Interval interval, double value) {
    return interval.low() <= value && value <= interval.high() ? 1 : 0;
  }
}
