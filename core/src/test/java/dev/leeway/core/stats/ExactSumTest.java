package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {

  @Test
  void equalsTheSumOfBigDecimals() {
    Random random = new Random(1);
    ExactSum sum = new ExactSum();
    BigDecimal expected = BigDecimal.ZERO;
    for (int i = 0; i < 20_000; i++) {
      double value = Math.scalb(random.nextGaussian(), random.nextInt(600) - 300);
      sum.add(value);
      expected = expected.add(new BigDecimal(value));
    }

    assertThat(sum.value()).isEqualByComparingTo(expected);
  }

  @Test
  void holdsTheExtremesOfDoubles() {
    ExactSum sum = new ExactSum();
    BigDecimal expected = BigDecimal.ZERO;
    for (double value :
        new double[] {
          Double.MAX_VALUE,
          Double.MIN_VALUE,
          -Double.MAX_VALUE,
          1,
          -1e-320,
          Double.MIN_NORMAL,
          0.0,
          -0.0
        }) {
      sum.add(value);
      expected = expected.add(new BigDecimal(value));
    }

    assertThat(sum.value()).isEqualByComparingTo(expected);
  }

  @Test
  void manyLargeValuesOfOneSignDoNotOverflow() {
    ExactSum sum = new ExactSum();
    for (int i = 0; i < 100_000; i++) {
      sum.add(-Double.MAX_VALUE);
    }

    assertThat(sum.value())
        .isEqualByComparingTo(
            new BigDecimal(-Double.MAX_VALUE).multiply(BigDecimal.valueOf(100_000)));
  }

  @Test
  void plusIsTheSumOfBoth() {
    ExactSum first = new ExactSum();
    ExactSum second = new ExactSum();
    first.add(1e300);
    second.add(-1e300);
    double tiny = 1e-300;
    second.add(tiny);

    assertThat(first.plus(second).value()).isEqualByComparingTo(new BigDecimal(tiny));
  }

  @Test
  void nanAndInfinityAreRefused() {
    ExactSum sum = new ExactSum();
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> sum.add(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("only finite values have a sum, was " + value);
    }
    assertThat(sum.value()).isEqualByComparingTo(BigDecimal.ZERO);
  }
}
