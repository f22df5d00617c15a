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

class WassersteinTest {

  static List<Goldens> finiteSamples() {
    return Goldens.rows("samples").stream()
        .filter(golden -> !Double.isNaN(golden.number("wasserstein")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("finiteSamples")
  void equalsTheAreaInRationalNumbers(Goldens golden) {
    double distance = Wasserstein.distance(golden.numbers("x"), golden.numbers("y"));
    // a subnormal area is rounded once a step to multiples of the smallest double
    assertThat(distance)
        .isCloseTo(
            golden.number("wasserstein"),
            within(1e-14 * golden.number("wasserstein") + 30 * Double.MIN_VALUE));
  }

  @Test
  void isSymmetricScalesAndIgnoresShifts() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 50; round++) {
      double[] x = sorted(random, 1 + random.nextInt(50));
      double[] y = sorted(random, 1 + random.nextInt(50));
      double distance = Wasserstein.distance(x, y);
      assertThat(Wasserstein.distance(y, x)).isCloseTo(distance, within(1e-15));
      assertThat(Wasserstein.distance(x, x)).isZero();
      assertThat(Wasserstein.distance(map(x, 8, 0), map(y, 8, 0))).isEqualTo(8 * distance);
      assertThat(Wasserstein.distance(map(x, 1, 100), map(y, 1, 100)))
          .isCloseTo(distance, within(2e-14));
      assertThat(Wasserstein.distance(x, map(x, 1, 0.5))).isCloseTo(0.5, within(1e-15));
    }
  }

  @Test
  void gapsWiderThanTheLargestDoubleAreCrossed() {
    double[] low = {-1e308, -1e308};
    assertThat(Wasserstein.distance(low, new double[] {-1e308, 1e308}))
        .isCloseTo(1e308, within(1e293));
    assertThat(Wasserstein.distance(low, new double[] {1e308})).isInfinite();
  }

  @Test
  void emptyNanAndInfiniteAreRejected() {
    double[] some = {1, 2};
    assertThatThrownBy(() -> Wasserstein.distance(new double[0], some))
        .hasMessageContaining("sortedX must not be empty");
    assertThatThrownBy(() -> Wasserstein.distance(some, new double[] {1, Double.NaN}))
        .hasMessageContaining("sortedY must be finite");
    assertThatThrownBy(() -> Wasserstein.distance(new double[] {Double.NEGATIVE_INFINITY, 1}, some))
        .hasMessageContaining("sortedX must be finite");
  }

  private static double[] sorted(SplittableRandom random, int size) {
    double[] values = random.doubles(size).toArray();
    Arrays.sort(values);
    return values;
  }

  private static double[] map(double[] values, double factor, double shift) {
    return Arrays.stream(values).map(v -> v * factor + shift).toArray();
  }
}
