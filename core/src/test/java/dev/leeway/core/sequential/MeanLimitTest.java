package dev.leeway.core.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanLimitTest {

  @ParameterizedTest
  @CsvSource({
    // scipy.stats.beta.isf(alpha, s + 1, n - s), SciPy 1.17.1
    "0, 100, 0.01, 0.045007413978564045",
    "10, 1000, 0.01, 0.020042605900878932",
    "300, 1000, 0.0005, 0.3495798520030323",
    "99, 100, 0.05, 0.9994871985837377",
  })
  void ofErrorsIsClopperAndPearsons(long s, long n, double alpha, double expected) {
    assertThat(MeanLimit.upper(n, s, s, alpha)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void ofAllErrorsIsOne() {
    assertThat(MeanLimit.upper(50, 50, 50, 0.01)).isEqualTo(1);
  }

  @Test
  void ofValuesBetweenHoldsAndGainsFromASmallVariance() {
    SplittableRandom random = new SplittableRandom(2);
    int wrong = 0;
    double limits = 0;
    for (int round = 0; round < 2_000; round++) {
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < 400; row++) {
        double x = 0.45 + 0.1 * random.nextDouble();
        sum += x;
        squares += x * x;
      }
      double limit = MeanLimit.upper(400, sum, squares, 0.05);
      limits += limit / 2_000;
      wrong += limit < 0.5 ? 1 : 0;
    }
    assertThat(wrong).isLessThan(100);
    // Hoeffding's alone would be 0.548
    assertThat(limits).isBetween(0.5, 0.535);
  }

  @Test
  void divergenceIsZeroForEqualMeansAndFiniteAtTheEnds() {
    assertThat(MeanLimit.divergence(0.3, 0.3)).isZero();
    assertThat(MeanLimit.divergence(0, 0.3)).isCloseTo(-Math.log(0.7), within(1e-15));
    assertThat(MeanLimit.divergence(1, 0.3)).isCloseTo(-Math.log(0.3), within(1e-15));
  }
}
