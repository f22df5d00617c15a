package dev.leeway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.profile.NumericReferenceTest.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RadixSortTest {

  @ParameterizedTest
  @EnumSource
  void sortsLikeAComparisonSort(Shape shape) {
    Random random = new Random(31);
    for (int size : new int[] {0, 1, 4_095, 4_096, 50_000}) {
      double[] values = shape.draw(random, size);
      double[] expected = values.clone();
      Arrays.sort(expected);
      RadixSort.sort(values);

      assertThat(values).isEqualTo(expected);
    }
  }

  @Test
  void sortsAnyBitsThatAreANumber() {
    double[] values =
        new Random(32)
            .longs(100_000)
            .mapToDouble(Double::longBitsToDouble)
            .filter(value -> !Double.isNaN(value))
            .toArray();
    values[0] = -0.0;
    values[1] = 0.0;
    values[2] = Double.POSITIVE_INFINITY;
    values[3] = Double.NEGATIVE_INFINITY;
    double[] expected = values.clone();
    Arrays.sort(expected);
    RadixSort.sort(values);

    assertThat(values).isEqualTo(expected);
  }
}
