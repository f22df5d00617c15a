package dev.leeway.core.drift.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumpyHistogramTest {

  @Test
  void sturgesTakesOneBinMoreThanTheLogarithmAndTheLastHoldsBothEdges() {
    double[] values = IntStream.rangeClosed(0, 1023).mapToDouble(i -> i / 1023.0).toArray();
    double[] edges = NumpyHistogram.sturges(values, false);

    assertThat(edges).hasSize(12).startsWith(0).endsWith(1);
    assertThat(IntStream.range(0, 11).mapToLong(i -> NumpyHistogram.counts(values, edges)[i]).sum())
        .isEqualTo(1024);
    assertThat(NumpyHistogram.counts(new double[] {-0.1, 0, 1, 1.1}, edges))
        .startsWith(1)
        .endsWith(1);
  }

  @Test
  void wholeNumbersGetBinsOfAtLeastOne() {
    double[] values = {0, 1, 2};

    assertThat(NumpyHistogram.sturges(values, true)).containsExactly(0, 1, 2);
    assertThat(NumpyHistogram.sturges(values, false)).hasSize(4);
  }

  @Test
  void oneValueGetsARangeOfOneAroundIt() {
    double[] constant = {7.5, 7.5, 7.5};

    assertThat(NumpyHistogram.sturges(constant, false)).containsExactly(7, 8);
    assertThat(NumpyHistogram.doane(constant)).containsExactly(7, 8);
  }

  @Test
  void anInfiniteRangeAndOneTooNarrowForTheBinsAreErrors() {
    double[] wide = {-Double.MAX_VALUE, Double.MAX_VALUE};
    assertThatThrownBy(() -> NumpyHistogram.sturges(wide, false)).isInstanceOf(PeerError.class);
    double[] narrow = {1e300, Math.nextUp(1e300), 1e300, 1e300};
    assertThatThrownBy(() -> NumpyHistogram.sturges(narrow, false)).isInstanceOf(PeerError.class);
  }

  @Test
  void sumsOfAnyLengthAreSums() {
    SplittableRandom random = new SplittableRandom(5);
    for (int size : new int[] {0, 1, 7, 8, 9, 127, 128, 129, 1000, 4099}) {
      double[] values = random.longs(size, -1000, 1000).mapToDouble(v -> v / 8.0).toArray();
      double plain = 0;
      for (double value : values) {
        plain += value;
      }
      // eighths of whole numbers add up exactly in every order
      assertThat(NumpyArrays.sum(values)).isEqualTo(plain);
    }
  }
}
