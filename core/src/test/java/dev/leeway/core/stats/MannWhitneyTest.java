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

class MannWhitneyTest {

  static List<Goldens> orders() {
    return Goldens.rows("mann-whitney-exact");
  }

  @ParameterizedTest
  @MethodSource("orders")
  void exactProbabilityEqualsTheCountOfOrders(Goldens golden) {
    long n = golden.count("n");
    long m = golden.count("m");
    double u = golden.number("u");
    golden.assertProbability(MannWhitney.exact(u, n, m, Alternative.GREATER), 1e-12);
    golden.assertProbability(MannWhitney.exact(u, m, n, Alternative.GREATER), 1e-12);
    golden.assertProbability(MannWhitney.exact(n * m - u, n, m, Alternative.LESS), 1e-12);
  }

  @Test
  void statisticCountsPairsAndHalfOfTies() {
    SplittableRandom random = new SplittableRandom(8);
    for (int round = 0; round < 50; round++) {
      double[] x = random.doubles(1 + random.nextInt(30)).map(u -> Math.rint(9 * u)).toArray();
      double[] y = random.doubles(1 + random.nextInt(30)).map(u -> Math.rint(9 * u)).toArray();
      Arrays.sort(x);
      Arrays.sort(y);
      double pairs = 0;
      for (double a : x) {
        for (double b : y) {
          pairs += a > b ? 1 : a == b ? 0.5 : 0;
        }
      }
      assertThat(MannWhitney.statistic(x, y)).isEqualTo(pairs);
      assertThat(MannWhitney.statistic(y, x)).isEqualTo(x.length * y.length - pairs);
      assertThat(MannWhitney.asymptotic(x, y, Alternative.LESS))
          .isEqualTo(MannWhitney.asymptotic(y, x, Alternative.GREATER));
      assertThat(MannWhitney.test(x, y, Alternative.TWO_SIDED))
          .isEqualTo(MannWhitney.test(y, x, Alternative.TWO_SIDED));
    }
  }

  @Test
  void exactAndAsymptoticAreClose() {
    double[] x = new SplittableRandom(1).doubles(60).sorted().toArray();
    double[] y = new SplittableRandom(2).doubles(70).map(u -> u + 0.1).sorted().toArray();
    double exact =
        MannWhitney.exact(MannWhitney.statistic(x, y), 60, 70, Alternative.TWO_SIDED).value();
    assertThat(MannWhitney.asymptotic(x, y, Alternative.TWO_SIDED).value())
        .isCloseTo(exact, within(0.02 * exact));
  }

  @Test
  void oneConstantTellsNothing() {
    double[] x = new double[20];
    double[] y = new double[30];
    assertThat(MannWhitney.statistic(x, y)).isEqualTo(300);
    for (Alternative alternative : Alternative.values()) {
      assertThat(MannWhitney.test(x, y, alternative)).isEqualTo(PValue.ONE);
    }
  }

  @Test
  void choosesAsScipyDoes() {
    assertThat(MannWhitney.isExact(8, 500, false)).isTrue();
    assertThat(MannWhitney.isExact(8, 500, true)).isFalse();
    assertThat(MannWhitney.isExact(9, 9, false)).isFalse();
    // where the count of all orders would take for ever
    assertThat(MannWhitney.isExact(8, 100_000_000, false)).isFalse();
  }

  @Test
  void farApartSamplesKeepTheirLogarithm() {
    double[] x = new double[50_000];
    double[] y = new double[50_000];
    Arrays.setAll(x, i -> i);
    Arrays.setAll(y, i -> 50_000 + i);
    PValue p = MannWhitney.asymptotic(x, y, Alternative.TWO_SIDED);
    assertThat(p.value()).isZero();
    // z = √(3nm/(n+m+1)) = √75000 or so: ln p ≈ −z²/2
    assertThat(p.log10()).isCloseTo(-37_500 / Math.log(10), within(4.0));
  }

  @Test
  void emptyNanAndOutOfDomainAreRejected() {
    double[] some = {1, 2};
    assertThatThrownBy(() -> MannWhitney.statistic(some, new double[0]))
        .hasMessageContaining("sortedY must not be empty");
    assertThatThrownBy(() -> MannWhitney.statistic(new double[] {1, Double.NaN}, some))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> MannWhitney.exact(7, 2, 3, Alternative.LESS))
        .hasMessageContaining("[0, n·m]");
    assertThatThrownBy(() -> MannWhitney.exact(7, 100_000, 100_000, Alternative.LESS))
        .hasMessageContaining("too large");
  }
}
