package dev.leeway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.profile.NumericReferenceTest.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistancesTest {

  @ParameterizedTest
  @EnumSource(names = "EXTREMES", mode = EnumSource.Mode.EXCLUDE)
  void exactEqualsSortingBothSamples(Shape shape) {
    Random random = new Random(40 + shape.ordinal());
    for (int size : new int[] {1, 2, 10, 300, 20_000}) {
      for (double shift : new double[] {0, 0.2, 1e5}) {
        double[] reference = shape.draw(random, size);
        double[] window = shape.draw(random, 1 + random.nextInt(2 * size));
        for (int i = 0; i < window.length; i++) {
          window[i] += shift;
        }
        Distances exact =
            Distances.exact(NumericReferenceTest.of(reference), NumericData.of(window))
                .orElseThrow();
        double[] plain = bruteForce(reference, window);

        assertThat(exact.ks()).as("%s %d %s", shape, size, shift).isEqualTo(plain[0]);
        // The plain sum of up to 60,000 terms of one sign: relative 60,000 · 2^-53 at worst, and
        // far less as their errors are of both signs.
        assertThat(exact.wasserstein())
            .as("%s %d %s", shape, size, shift)
            .isCloseTo(plain[1], within(1e-12 * plain[1]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "EXTREMES", mode = EnumSource.Mode.EXCLUDE)
  void boundsFromCountsHoldTheExactValues(Shape shape) {
    Random random = new Random(80 + shape.ordinal());
    for (double shift : new double[] {0, 0.3, 50}) {
      NumericReference reference = NumericReferenceTest.of(shape.draw(random, 5_000));
      double[] window = shape.draw(random, 2_000);
      for (int i = 0; i < window.length; i++) {
        window[i] += shift;
      }
      NumericCounter counter = reference.counter();
      counter.add(NumericData.of(window));
      Distances exact = Distances.exact(reference, NumericData.of(window)).orElseThrow();
      Distances bounds = Distances.bounds(reference, counter.build()).orElseThrow();
      double rounding = 1e-12;

      assertThat(exact.ks()).isBetween(bounds.ks() - rounding, bounds.ksHigh() + rounding);
      assertThat(exact.wasserstein())
          .isBetween(
              bounds.wasserstein() * (1 - 1e-9) - rounding,
              bounds.wassersteinHigh() * (1 + 1e-9) + rounding);
      assertThat(bounds.ksHigh() - bounds.ks()).isLessThan(0.05);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 100, 999, 1_000, 3_333})
  void fromCountsTheStatisticIsNeverAboveOne(int rows) {
    double[] values = Shape.NORMAL.draw(new Random(rows), rows);
    NumericReference reference = NumericReferenceTest.of(values);
    for (double factor : new double[] {1_000, -1_000}) {
      NumericCounter counter = reference.counter();
      counter.add(NumericData.of(Arrays.stream(values).map(v -> 1e9 + factor * v).toArray()));
      Distances bounds = Distances.bounds(reference, counter.build()).orElseThrow();

      assertThat(bounds.ks()).isEqualTo(1);
      assertThat(bounds.ksHigh()).isEqualTo(1);
    }
  }

  @Test
  void aShiftedWindowIsAtLeastItsShiftAway() {
    double[] values = Shape.NORMAL.draw(new Random(4), 2_000);
    double[] window = Arrays.stream(values).map(value -> value + 40).toArray();
    NumericReference reference = NumericReferenceTest.of(values);
    NumericCounter counter = reference.counter();
    counter.add(NumericData.of(window));
    Distances bounds = Distances.bounds(reference, counter.build()).orElseThrow();

    // The mean's error: 2,000 deviations, each rounded once.
    assertThat(bounds.wasserstein()).isCloseTo(40, within(1e-13));
  }

  @Test
  void identicalSamplesHaveNoDistance() {
    double[] values = Shape.NORMAL.draw(new Random(1), 1_000);
    Distances none =
        Distances.exact(NumericReferenceTest.of(values), NumericData.of(values)).orElseThrow();

    assertThat(none).isEqualTo(new Distances(0, 0, 0, 0));
    assertThat(none.exact()).isTrue();
  }

  @Test
  void disjointSamplesHaveTheLargestStatistic() {
    Distances far =
        Distances.exact(NumericReferenceTest.of(1, 2, 3), NumericData.of(11, 12, 13)).orElseThrow();

    assertThat(far.ks()).isEqualTo(1);
    assertThat(far.wasserstein()).isCloseTo(10, within(1e-14));
  }

  @Test
  void oneSideWithoutValuesGivesNothing() {
    assertThat(Distances.exact(NumericReferenceTest.of(), NumericData.of(1))).isEmpty();
    assertThat(Distances.exact(NumericReferenceTest.of(1), NumericData.of(Double.NaN))).isEmpty();
  }

  @Test
  void valuesWhoseDistancesOverflowStillHaveAnArea() {
    Random random = new Random(2);
    double[] reference = Shape.EXTREMES.draw(random, 3_000);
    double[] window = Shape.EXTREMES.draw(random, 2_000);
    Distances exact =
        Distances.exact(NumericReferenceTest.of(reference), NumericData.of(window)).orElseThrow();
    double[] plain = bruteForce(divided(reference), divided(window));

    assertThat(exact.ks()).isEqualTo(bruteForce(reference, window)[0]);
    // The plain sum of 5,000 terms of one sign: relative 5,000 · 2^-53.
    assertThat(exact.wasserstein() / 16).isCloseTo(plain[1], within(6e-13 * plain[1]));
  }

  @Test
  void aDistanceAboveTheLargestDoubleIsInfinite() {
    double far = Double.MAX_VALUE;
    Distances exact =
        Distances.exact(NumericReferenceTest.of(-far, -far), NumericData.of(far, far))
            .orElseThrow();

    assertThat(exact.ks()).isEqualTo(1);
    assertThat(exact.wasserstein()).isInfinite();
  }

  @Test
  void boundsOverTheWholeRangeOfDoublesAreNumbers() {
    NumericReference reference = NumericReferenceTest.of(-Double.MAX_VALUE, 0, Double.MAX_VALUE);
    NumericCounter counter = reference.counter();
    counter.add(NumericData.of(-Double.MAX_VALUE, 1, Double.MAX_VALUE));
    Distances bounds = Distances.bounds(reference, counter.build()).orElseThrow();

    assertThat(bounds.ks()).isEqualTo(1 / 3.0);
    assertThat(bounds.wasserstein()).isNotNaN().isLessThanOrEqualTo(bounds.wassersteinHigh());
  }

  @Test
  void oneValueMovedALittleIsMeasuredInFullPrecision() {
    double[] reference = Shape.NORMAL.draw(new Random(3), 50_000);
    double[] window = reference.clone();
    double step = Math.scalb(1.0, -40);
    window[123] += step;
    double moved = window[123] - reference[123];
    Distances exact =
        Distances.exact(NumericReferenceTest.of(reference), NumericData.of(window)).orElseThrow();

    assertThat(exact.ks()).isEqualTo(1 / 50_000.0);
    assertThat(exact.wasserstein()).isCloseTo(moved / 50_000, within(1e-15 * moved));
  }

  private static double[] divided(double[] values) {
    return Arrays.stream(values).map(value -> value / 16).toArray();
  }

  private static double[] bruteForce(double[] reference, double[] window) {
    double[] x = reference.clone();
    double[] y = window.clone();
    Arrays.sort(x);
    Arrays.sort(y);
    long n = x.length;
    long m = y.length;
    int i = 0;
    int j = 0;
    long best = 0;
    double area = 0;
    double at = Math.min(x[0], y[0]);
    while (i < n || j < m) {
      double next = i == n ? y[j] : j == m ? x[i] : Math.min(x[i], y[j]);
      area += Math.abs(i * m - j * n) / ((double) n * m) * (next - at);
      at = next;
      while (i < n && x[i] <= at) {
        i++;
      }
      while (j < m && y[j] <= at) {
        j++;
      }
      best = Math.max(best, Math.abs(i * m - j * n));
    }
    return new double[] {best / ((double) n * m), area};
  }
}
