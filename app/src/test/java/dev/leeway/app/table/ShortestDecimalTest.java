package dev.leeway.app.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ShortestDecimalTest {

  @Test
  void itIsTheDoubleOfTheFloatsDigits() {
    Random random = new Random(1);
    for (int round = 0; round < 200_000; round++) {
      same(Float.intBitsToFloat(random.nextInt()));
      same(random.nextInt(2_000_000) / 1000f);
      same(random.nextInt(20_000_000));
    }
    for (float edge :
        new float[] {
          0f, -0f, 0.1f, Float.MIN_VALUE, Float.MAX_VALUE, Float.MIN_NORMAL, 1 << 24, 0.3f
        }) {
      same(edge);
      same(-edge);
    }
    same(Float.NaN);
    same(Float.POSITIVE_INFINITY);
    same(Float.NEGATIVE_INFINITY);
  }

  private static void same(float value) {
    assertThat(Double.doubleToLongBits(ShortestDecimal.of(value)))
        .as("%s", value)
        .isEqualTo(Double.doubleToLongBits(Double.parseDouble(Float.toString(value))));
  }
}
