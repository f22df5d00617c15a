package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RocAucTest {

  static List<Goldens> scores() {
    return Goldens.rows("delong");
  }

  @ParameterizedTest
  @MethodSource("scores")
  void equalsTheComparisonOfAllPairs(Goldens golden) {
    double[] positive = golden.numbers("positive");
    double[] negative = golden.numbers("negative");
    RocAuc auc = RocAuc.of(positive, negative);
    assertThat(auc.area()).isCloseTo(golden.number("area"), within(1e-15));
    assertThat(auc.variance()).isCloseTo(golden.number("variance"), within(1e-15));
    assertThat(
            RocAuc.covariance(
                positive,
                negative,
                golden.numbers("other_positive"),
                golden.numbers("other_negative")))
        .isCloseTo(golden.number("covariance"), within(1e-15));
    check(auc.interval(0.95), golden.numbers("interval"));
    check(auc.logitInterval(0.95), golden.numbers("logit_interval"));
  }

  private static void check(Interval interval, double[] expected) {
    assertThat(interval.low()).isCloseTo(expected[0], within(1e-12));
    assertThat(interval.high()).isCloseTo(expected[1], within(1e-12));
  }

  @Test
  void areaIsMannWhitneysShareOfPairs() {
    SplittableRandom random = new SplittableRandom(2);
    double[] positive = random.doubles(70).map(u -> Math.rint(20 * u)).sorted().toArray();
    double[] negative = random.doubles(50).map(u -> Math.rint(15 * u)).sorted().toArray();
    RocAuc auc = RocAuc.of(positive, negative);
    assertThat(auc.area())
        .isCloseTo(MannWhitney.statistic(positive, negative) / (70 * 50), within(1e-15));
    assertThat(RocAuc.of(negative, positive).area()).isCloseTo(1 - auc.area(), within(1e-15));
    assertThat(RocAuc.of(negative, positive).variance()).isCloseTo(auc.variance(), within(1e-17));
    assertThat(RocAuc.covariance(positive, negative, positive, negative))
        .isCloseTo(auc.variance(), within(1e-18));
  }

  @Test
  void intervalsCoverTheTrueAreaAboutAsOftenAsTheySay() {
    // exponential scores with means 3 and 1: P(positive > negative) = 3/4
    SplittableRandom random = new SplittableRandom(3);
    int rounds = 2000;
    int plain = 0;
    int logit = 0;
    for (int round = 0; round < rounds; round++) {
      double[] positive = random.doubles(50).map(u -> -3 * Math.log(1 - u)).toArray();
      double[] negative = random.doubles(80).map(u -> -Math.log(1 - u)).toArray();
      RocAuc auc = RocAuc.of(positive, negative);
      plain += covers(auc.interval(0.95), 0.75);
      logit += covers(auc.logitInterval(0.95), 0.75);
    }
    // a standard error is 0.5 %
    assertThat(plain / (double) rounds).isBetween(0.925, 0.965);
    assertThat(logit / (double) rounds).isBetween(0.935, 0.97);
  }

  @Test
  void areasOfHalfAMillionRowsAreQuick() {
    SplittableRandom random = new SplittableRandom(4);
    double[] positive = random.doubles(200_000).toArray();
    double[] negative = random.doubles(300_000).toArray();
    RocAuc auc = RocAuc.of(positive, negative);
    // without signal the variance is (n + m + 1)/(12 n m)
    assertThat(auc.variance()).isCloseTo(500_001 / 12d / 200_000 / 300_000, within(2e-9));
    assertThat(auc.area()).isCloseTo(0.5, within(4 * Math.sqrt(auc.variance())));
  }

  @Test
  void separatedAndConstantScoresHaveNoVariance() {
    RocAuc separate = RocAuc.of(new double[] {3, 4}, new double[] {1, 2});
    assertThat(separate).isEqualTo(new RocAuc(1, 0, 2, 2));
    assertThat(separate.logitInterval(0.9)).isEqualTo(new Interval(1, 1));
    RocAuc constant = RocAuc.of(new double[] {1, 1, 1}, new double[] {1, 1});
    assertThat(constant.area()).isEqualTo(0.5);
    assertThat(constant.variance()).isZero();
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(RocAuc.of(new double[] {infinity, 0.0}, new double[] {-0.0, -infinity}).area())
        .isEqualTo(3.5 / 4);
  }

  @Test
  void tooFewRowsAndNanAreRejected() {
    double[] some = {1, 2};
    assertThatThrownBy(() -> RocAuc.of(new double[] {1}, some)).hasMessageContaining("positive");
    assertThatThrownBy(() -> RocAuc.of(some, new double[] {1, Double.NaN}))
        .hasMessageContaining("negative must not hold NaN");
    assertThatThrownBy(() -> RocAuc.covariance(some, some, some, Arrays.copyOf(some, 3)))
        .hasMessageContaining("same rows");
    assertThatThrownBy(() -> RocAuc.of(some, some).interval(1)).hasMessageContaining("(0, 1)");
  }

  private static int covers(Interval interval, double value) {
    return interval.low() <= value && value <= interval.high() ? 1 : 0;
  }
}
