package dev.leeway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.profile.NumericReferenceTest.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BinIndexTest {

  @ParameterizedTest
  @EnumSource
  void findsTheBinOfEveryValueAroundEveryEdge(Shape shape) {
    double[] sorted = shape.draw(new Random(21), 20_000);
    Arrays.sort(sorted);
    for (int limit : new int[] {7, 255, 4095}) {
      double[] edges = Edges.of(sorted, limit);
      BinIndex index = BinIndex.of(edges, sorted);

      assertThat(index.bins()).isEqualTo(edges.length + 1);
      for (int edge = 0; edge < edges.length; edge++) {
        assertFound(index, edges, edges[edge]);
        assertFound(index, edges, Math.nextUp(edges[edge]));
        assertFound(index, edges, Math.nextDown(edges[edge]));
        assertFound(index, edges, -edges[edge]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsTheBinsOfValuesFromAnyOtherShape(Shape window) {
    Random random = new Random(22);
    for (Shape shape : Shape.values()) {
      double[] sorted = shape.draw(random, 2_000);
      Arrays.sort(sorted);
      double[] edges = Edges.of(sorted, 255);
      BinIndex index = BinIndex.of(edges, sorted);
      double[] values = window.draw(random, 1_000);
      int[] bins = new int[values.length];
      index.locate(values, 0, values.length, bins);

      for (int row = 0; row < values.length; row++) {
        assertThat(bins[row]).as("%s, %s", shape, values[row]).isEqualTo(bin(edges, values[row]));
      }
    }
  }

  @Test
  void holdsForTheEndsOfTheDoubles() {
    double[] sorted = {
      -Double.MAX_VALUE, -1, -Double.MIN_VALUE, 0, Double.MIN_VALUE, 1, Double.MAX_VALUE
    };
    double[] edges = Edges.of(sorted, 255);
    BinIndex index = BinIndex.of(edges, sorted);

    for (double value : sorted) {
      assertFound(index, edges, value);
    }
  }

  @Test
  void withoutEdgesThereIsOneBin() {
    BinIndex index = BinIndex.of(new double[0], new double[0]);

    assertThat(index.bins()).isEqualTo(1);
    assertThat(index.bin(3)).isZero();
    assertThat(index.bin(-Double.MAX_VALUE)).isZero();
  }

  private static void assertFound(BinIndex index, double[] edges, double value) {
    if (Double.isFinite(value)) {
      int[] bins = new int[1];
      index.locate(new double[] {value}, 0, 1, bins);
      assertThat(bins[0]).as("bin of %s", value).isEqualTo(bin(edges, value));
      assertThat(index.bin(value)).as("bin of %s", value).isEqualTo(bin(edges, value));
    }
  }

  private static int bin(double[] edges, double value) {
    int bin = 0;
    while (bin < edges.length && edges[bin] < value) {
      bin++;
    }
    return bin;
  }
}
