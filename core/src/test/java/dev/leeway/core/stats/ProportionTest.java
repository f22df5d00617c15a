package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProportionTest {

  static List<Goldens> pairs() {
    return Goldens.rows("proportions");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void intervalsEqualStatsmodels(Goldens golden) {
    long a = golden.count("a");
    long n = golden.count("n");
    long b = golden.count("b");
    long m = golden.count("m");
    double confidence = golden.number("confidence");
    Interval interval = Proportion.difference(a, n, b, m, confidence);
    assertThat(interval.low()).isCloseTo(golden.number("low"), within(1e-12));
    assertThat(interval.high()).isCloseTo(golden.number("high"), within(1e-12));
    Interval wilson = Proportion.wilson(a, n, confidence);
    assertThat(wilson.low()).isCloseTo(golden.number("wilson_low"), within(1e-12));
    assertThat(wilson.high()).isCloseTo(golden.number("wilson_high"), within(1e-12));
  }

  @Test
  void differenceEqualsNewcombesPublishedExamples() {
    // Newcombe (1998), Table II, method 10
    assertDifference(Proportion.difference(56, 70, 48, 80, 0.95), 0.0524, 0.3339);
    assertDifference(Proportion.difference(9, 10, 3, 10, 0.95), 0.1705, 0.8090);
    assertDifference(Proportion.difference(5, 56, 0, 29, 0.95), -0.0381, 0.1926);
    assertDifference(Proportion.difference(10, 10, 0, 10, 0.95), 0.6075, 1);
  }

  @Test
  void oneSidedBoundIsTheEndOfTheWiderInterval() {
    assertThat(Proportion.lowerBoundOfDifference(56, 70, 48, 80, 0.975))
        .isCloseTo(Proportion.difference(56, 70, 48, 80, 0.95).low(), within(1e-15));
  }

  @Test
  void swappedSamplesGiveTheMirroredInterval() {
    Interval interval = Proportion.difference(7, 20, 30, 41, 0.9);
    Interval mirrored = Proportion.difference(30, 41, 7, 20, 0.9);
    assertThat(mirrored.low()).isCloseTo(-interval.high(), within(1e-15));
    assertThat(mirrored.high()).isCloseTo(-interval.low(), within(1e-15));
  }

  @Test
  void impossibleCountsAndConfidencesAreRejected() {
    assertThatThrownBy(() -> Proportion.difference(3, 2, 0, 1, 0.95))
        .hasMessageContaining("3 of 2");
    assertThatThrownBy(() -> Proportion.difference(0, 0, 0, 1, 0.95))
        .hasMessageContaining("0 of 0");
    assertThatThrownBy(() -> Proportion.wilson(1, 2, 1)).hasMessageContaining("(0, 1)");
    assertThatThrownBy(() -> Proportion.lowerBoundOfDifference(1, 2, 1, 2, 0.4))
        .hasMessageContaining("at least 0.5");
  }

  private static void assertDifference(Interval actual, double low, double high) {
    assertThat(actual.low()).isCloseTo(low, within(5e-5));
    assertThat(actual.high()).isCloseTo(high, within(5e-5));
  }
}
