package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TwoProportionsTest {

  static List<Goldens> tables() {
    return Goldens.rows("fisher");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void equalsFishersExactTest(Goldens golden) {
    long a = golden.count("a");
    long n = golden.count("n");
    long b = golden.count("b");
    long m = golden.count("m");
    PValue p = TwoProportions.test(a, n, b, m);
    golden.assertProbability(p, 1e-9);
    assertThat(TwoProportions.test(b, m, a, n).log10())
        .isCloseTo(p.log10(), within(1e-11 * (1 - p.log10())));
    assertThat(TwoProportions.test(n - a, n, m - b, m).log10())
        .isCloseTo(p.log10(), within(1e-11 * (1 - p.log10())));
  }

  @Test
  void equalSharesAndEmptyMarginsAreCertain() {
    assertThat(TwoProportions.test(10, 100, 20, 200)).isEqualTo(PValue.ONE);
    assertThat(TwoProportions.test(0, 100, 0, 7)).isEqualTo(PValue.ONE);
    assertThat(TwoProportions.test(100, 100, 7, 7)).isEqualTo(PValue.ONE);
    assertThat(TwoProportions.test(0, 0, 3, 7)).isEqualTo(PValue.ONE);
  }

  @Test
  void upperTailEqualsTheSumOfExactTableCounts() {
    int[][] sizes = {{1, 1}, {3, 8}, {12, 5}, {40, 60}, {300, 200}};
    for (int[] size : sizes) {
      int n = size[0];
      int m = size[1];
      for (int successes = 0; successes <= n + m; successes += 1 + (n + m) / 40) {
        int low = Math.max(0, successes - m);
        int high = Math.min(successes, n);
        BigInteger all = choose(n + m, successes);
        BigInteger tail = BigInteger.ZERO;
        for (int x = high; x >= low; x--) {
          tail = tail.add(choose(n, x).multiply(choose(m, successes - x)));
          double exact =
              new BigDecimal(tail).divide(new BigDecimal(all), MathContext.DECIMAL64).doubleValue();
          assertThat(TwoProportions.greater(x, n, successes - x, m).value())
              .as("%d of %d against %d of %d", x, n, successes - x, m)
              .isCloseTo(exact, within(1e-9 * exact));
        }
      }
    }
  }

  private static BigInteger choose(int n, int k) {
    BigInteger ways = BigInteger.ONE;
    for (int i = 0; i < k; i++) {
      ways = ways.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
    }
    return ways;
  }

  @Test
  void billionsOfRowsAreInRange() {
    PValue slight = TwoProportions.test(500_000_000, 1_000_000_000, 500_050_000, 1_000_000_000);
    // z = 50000/√(5e8), whose two-sided normal tail is 0.025347; the exact one differs by 1/√n
    assertThat(slight.value()).isCloseTo(0.025347, within(1e-5));
    // twice the sum of the point masses at 0 and 1, by mpmath
    assertThat(TwoProportions.test(1, 1_000_000_000, 1_000_000, 1_000_000_000).log10())
        .isCloseTo(-301_132.623_276_230_1, within(1e-6));
  }

  @Test
  void successesBeyondTheSizeAreRejected() {
    assertThatThrownBy(() -> TwoProportions.test(5, 4, 1, 2)).hasMessageContaining("[0, 4]");
    assertThatThrownBy(() -> TwoProportions.greater(5, 4, 1, 2)).hasMessageContaining("[0, 4]");
    assertThatThrownBy(() -> TwoProportions.test(-1, 4, 1, 2)).hasMessageContaining("[0, 4]");
  }
}
