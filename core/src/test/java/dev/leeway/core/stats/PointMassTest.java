package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class PointMassTest {

  @Test
  void hypergeometricEqualsIntegerArithmetic() {
    int[][] urns = {{1, 1, 1}, {5, 7, 4}, {20, 3, 11}, {300, 200, 77}, {1000, 40, 500}};
    for (int[] urn : urns) {
      BigInteger all = choose(urn[0] + urn[1], urn[2]);
      for (int k = 0; k <= urn[2]; k++) {
        BigInteger ways = choose(urn[0], k).multiply(choose(urn[1], urn[2] - k));
        double actual = PointMass.lnHypergeometric(k, urn[0], urn[1], urn[2]);
        if (ways.signum() == 0) {
          assertThat(actual).isEqualTo(Double.NEGATIVE_INFINITY);
        } else {
          BigDecimal p = new BigDecimal(ways).divide(new BigDecimal(all), MathContext.DECIMAL64);
          double expected = Math.log(p.unscaledValue().doubleValue()) - p.scale() * Math.log(10);
          // three saddle-point forms, each to a few units in the last place of its deviances
          assertThat(actual).isCloseTo(expected, within(1e-13 * (1 - expected)));
        }
      }
    }
  }

  @Test
  void binomialSumsToOneAtAnyScale() {
    for (long trials : new long[] {1, 13, 400, 1_000_000}) {
      for (double p : new double[] {0.5, 0.01, 0.93}) {
        double sum = 0;
        for (long k = 0; k <= trials; k++) {
          sum += Math.exp(PointMass.lnBinomial(k, trials, p, 1 - p));
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
      }
    }
  }

  private static BigInteger choose(int n, int k) {
    if (k < 0 || k > n) {
      return BigInteger.ZERO;
    }
    BigInteger ways = BigInteger.ONE;
    for (int i = 0; i < k; i++) {
      ways = ways.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
    }
    return ways;
  }
}
