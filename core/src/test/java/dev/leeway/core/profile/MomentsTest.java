package dev.leeway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.stats.ExactSum;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MomentsTest {

  enum Shape {
    NORMAL,
    FAR_FROM_THE_CENTRE,
    LONG_TAILS,
    LARGE,
    SQUARES_OVERFLOW,
    SMALL,
    SUBNORMAL,
    OFTEN_ZERO,
    CONSTANT;

    private double ofNormal(double z) {
      return switch (this) {
        case NORMAL -> z;
        case FAR_FROM_THE_CENTRE -> 1e12 + z;
        case LONG_TAILS -> z * Math.exp(20 * z * z);
        case LARGE -> 1e140 * z;
        case SQUARES_OVERFLOW -> z < 0 ? 1e300 * z : z;
        case SMALL -> 1e-150 * z;
        case SUBNORMAL -> Double.MIN_VALUE * Math.rint(9 * z);
        case OFTEN_ZERO -> z < 0 ? 0 : z;
        case CONSTANT -> 0.1;
      };
    }

    double[] draw(Random random, int size) {
      double[] values = new double[size];
      Arrays.setAll(values, row -> ofNormal(random.nextGaussian()));
      return values;
    }
  }

  @ParameterizedTest
  @EnumSource
  void blocksAddUpToTheLastBitLikeSingleValues(Shape shape) {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      double[] values = shape.draw(random, 1 + random.nextInt(Moments.BLOCK));
      double centre = random.nextBoolean() ? 0 : values[0];
      Moments moments = new Moments(centre);
      moments.add(
          values,
          values.length,
          Arrays.stream(values).min().orElseThrow(),
          Arrays.stream(values).max().orElseThrow());

      ExactSum sum = new ExactSum();
      ExactSum squares = new ExactSum();
      long overflowed = 0;
      for (double value : values) {
        double deviation = value - centre;
        double square = deviation * deviation;
        if (Double.isFinite(square)) {
          sum.add(deviation);
          squares.add(square);
        } else {
          overflowed++;
        }
      }
      assertThat(moments.sum().canonical()).as("round %d", round).isEqualTo(sum.canonical());
      assertThat(moments.squares().canonical())
          .as("round %d", round)
          .isEqualTo(squares.canonical());
      assertThat(moments.overflowed()).isEqualTo(overflowed);
    }
  }

  @Test
  void aBlockWithoutValuesAddsNothing() {
    Moments moments = new Moments(3);
    moments.add(new double[0], 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    assertThat(moments.sum().canonical()).isEqualTo(new ExactSum().canonical());
  }
}
