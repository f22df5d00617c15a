package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WassersteinTest {

  static List<Golden> samples() {
    return Golden.read("samples.csv");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void equalsScipy(Golden golden) {
    double expected = golden.number("wasserstein");
    double[] x = golden.sorted("x");
    double[] y = golden.sorted("y");
    // SciPy subtracts values of 1e9, so its own error is that of their last digits.
    double rounding = 4 * Math.ulp(x[x.length - 1]);

    assertThat(Wasserstein.distance(x, y)).isCloseTo(expected, within(1e-9 * expected + rounding));
    assertThat(Wasserstein.distance(y, x)).isEqualTo(Wasserstein.distance(x, y));
  }

  @Test
  void growsWithTheScaleAndIsTheShiftForAShift() {
    double[] x = {1, 2, 4, 8};
    double[] moved = Arrays.stream(x).map(v -> v + 3).toArray();
    double[] scaled = Arrays.stream(moved).map(v -> 16 * v).toArray();
    double[] scaledX = Arrays.stream(x).map(v -> 16 * v).toArray();

    assertThat(Wasserstein.distance(x, moved)).isEqualTo(3);
    assertThat(Wasserstein.distance(scaledX, scaled)).isEqualTo(48);
    assertThat(Wasserstein.distance(x, x)).isZero();
  }

  @Test
  void anEmptySampleIsRefused() {
    assertThatThrownBy(() -> Wasserstein.distance(new double[] {1}, new double[0]))
        .hasMessage("both samples need values, had 1 and 0");
  }
}
