package dev.leeway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumericReferenceTest {

  private static final ColumnSpec COLUMN =
      new ColumnSpec("x", Kind.NUMERIC, Role.FEATURE, "numbers");

  enum Shape {
    NORMAL,
    HEAVY_TAIL,
    ATOMS,
    OFFSET,
    TINY_SPREAD,
    INTEGERS,
    ONE_ATOM_OF_MANY,
    EXTREMES;

    double[] draw(Random random, int size) {
      DoubleSupplier next =
          switch (this) {
            case NORMAL -> random::nextGaussian;
            case HEAVY_TAIL ->
                () -> Math.exp(5 * random.nextGaussian()) * (random.nextInt(2) * 2 - 1);
            case ATOMS -> () -> random.nextInt(4) == 0 ? random.nextGaussian() : random.nextInt(40);
            case OFFSET -> () -> 1e6 + random.nextDouble() * 2 - 1;
            case TINY_SPREAD -> () -> 1 + random.nextInt(1000) * Math.ulp(1.0);
            case INTEGERS -> () -> random.nextInt(12);
            case ONE_ATOM_OF_MANY -> () -> random.nextInt(10) < 9 ? 0 : random.nextGaussian();
            case EXTREMES ->
                () -> random.nextBoolean() ? 1e308 * random.nextGaussian() : random.nextGaussian();
          };
      double[] values = new double[size];
      Arrays.setAll(values, i -> Math.max(-1.7e308, Math.min(1.7e308, next.getAsDouble())));
      return values;
    }
  }

  @ParameterizedTest
  @EnumSource
  void binsAreRightForEveryShape(Shape shape) {
    Random random = new Random(shape.ordinal());
    NumericReference reference = of(shape.draw(random, 20_000));
    double[] edges = reference.edges();
    double[] window = shape.draw(random, 5_000);
    NumericCounter counter = reference.counter();
    counter.add(NumericData.of(window));
    long[] counts = counter.build().counts();

    long[] expected = new long[edges.length + 1];
    for (double value : window) {
      int bin = 0;
      while (bin < edges.length && edges[bin] < value) {
        bin++;
      }
      expected[bin]++;
    }
    assertThat(edges.length).isLessThan(NumericReference.WINDOW_BINS);
    assertThat(edges).isSorted().doesNotHaveDuplicates();
    assertThat(counts).isEqualTo(expected);
    assertThat(reference.profile().outOfRange()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void noBinOfSeveralValuesHoldsMuchMoreThanItsShare(Shape shape) {
    double[] values = shape.draw(new Random(5), 20_000);
    NumericReference reference = of(values);
    double[] edges = reference.edges();
    long[] counts = reference.profile().counts();
    Arrays.sort(values);

    for (int bin = 1; bin < edges.length; bin++) {
      double right = edges[bin];
      double left = edges[bin - 1];
      long distinct = Arrays.stream(values).filter(x -> x > left && x <= right).distinct().count();
      if (distinct > 1) {
        assertThat(counts[bin]).as("bin %d", bin).isLessThanOrEqualTo(2 * 20_000 / 126 + 2);
      }
    }
  }

  @Test
  void fewDistinctValuesEachGetABin() {
    NumericReference reference = of(3, 1, 2, 2, 5);

    assertThat(reference.edges())
        .containsExactly(
            Math.nextDown(1.0),
            1,
            Math.nextDown(2.0),
            2,
            Math.nextDown(3.0),
            3,
            Math.nextDown(5.0),
            5);
    assertThat(reference.profile().counts()).containsExactly(0, 1, 0, 2, 0, 1, 0, 1, 0);
  }

  @Test
  void valuesOutsideTheRangeFallIntoTheOuterBins() {
    NumericReference reference = of(1, 2, 3);
    NumericCounter counter = reference.counter();
    counter.add(NumericData.of(0.999, 1, 1.5, 3, 3.001, 1e308, -1e308));

    assertThat(counter.build().counts()).containsExactly(2, 1, 1, 0, 0, 1, 2);
    assertThat(counter.build().outOfRange()).isEqualTo(4);
  }

  @Test
  void momentsAreExactEvenForAnOffsetFarBeyondTheSpread() {
    double[] values = Shape.OFFSET.draw(new Random(3), 10_000);
    NumericProfile profile = of(values).profile();
    BigDecimal sum =
        Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal mean = sum.divide(BigDecimal.valueOf(values.length), MathContext.DECIMAL128);
    BigDecimal squares =
        Arrays.stream(values)
            .mapToObj(x -> new BigDecimal(x).subtract(mean).pow(2))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    double variance = squares.doubleValue() / values.length;

    assertThat(profile.mean().getAsDouble()).isEqualTo(mean.doubleValue());
    // Each square is rounded once: relative 2^-53, far below the tolerance.
    assertThat(profile.variance().getAsDouble()).isCloseTo(variance, within(1e-14 * variance));
  }

  @Test
  void squaresThatOverflowMakeTheMomentsUnknownAndNothingElse() {
    NumericProfile profile = of(1e308, -1e308, 1).profile();

    assertThat(profile.variance()).isEmpty();
    assertThat(profile.finite()).isEqualTo(3);
    assertThat(profile.max()).hasValue(1e308);
  }

  @Test
  void noValueAtAllGivesNoEdges() {
    NumericReference reference = of(Double.NaN, Double.POSITIVE_INFINITY);

    assertThat(reference.edges()).isEmpty();
    assertThat(reference.profile().mean()).isEmpty();
    assertThat(reference.quantile(0.5)).isEmpty();
    assertThat(reference.profile().notANumber()).isEqualTo(1);
    assertThat(reference.profile().infinite()).isEqualTo(1);
  }

  @Test
  void quantilesAreLinearBetweenNeighbours() {
    assertThat(of(1, 2, 3, 10).quantile(0.5)).hasValue(2.5);
    assertThat(of(1, 2, 3, 10).quantile(1)).hasValue(10);
    assertThat(of(7).quantile(0.25)).hasValue(7);
  }

  static NumericReference of(double... values) {
    return NumericReference.of(COLUMN, NumericData.of(values));
  }
}
