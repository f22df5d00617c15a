package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KolmogorovSmirnovTest {

  static List<Goldens> samples() {
    return Goldens.rows("samples");
  }

  static List<Goldens> exactValues() {
    return Goldens.rows("ks-exact");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void statisticAndBothProbabilitiesEqualScipys(Goldens golden) {
    double[] x = golden.numbers("x");
    double[] y = golden.numbers("y");
    double d = KolmogorovSmirnov.statistic(x, y);
    assertThat(d).isCloseTo(golden.number("d"), within(2e-16));
    golden.assertClose(
        KolmogorovSmirnov.pValue(d, x.length, y.length).value(), golden.number("p_exact"), 1e-12);
    if (!Double.isNaN(golden.number("p_asymptotic"))) {
      assertThat(KolmogorovSmirnov.asymptotic(d, x.length, y.length).value())
          .isCloseTo(golden.number("p_asymptotic"), within(1e-9 * golden.number("p_asymptotic")));
    }
  }

  @ParameterizedTest
  @MethodSource("exactValues")
  void exactProbabilityEqualsTheCountOfPaths(Goldens golden) {
    golden.assertProbability(
        KolmogorovSmirnov.exact(golden.number("d"), golden.count("n"), golden.count("m")), 1e-10);
  }

  @ParameterizedTest
  @CsvSource({"5, 7", "40, 60", "200, 30", "1000, 1000", "3000, 1700"})
  void probabilityFallsAsTheDistanceGrows(long n, long m) {
    for (boolean exact : new boolean[] {true, false}) {
      PValue previous = PValue.ONE;
      for (double d = 0; d <= 1; d += 1 / 128d) {
        PValue p = exact ? KolmogorovSmirnov.exact(d, n, m) : KolmogorovSmirnov.asymptotic(d, n, m);
        // where two methods meet they may differ in the last digits of either
        assertThat(p.log10()).as("d = %s", d).isLessThanOrEqualTo(previous.log10() + 1e-6);
        previous = p;
      }
    }
  }

  @Test
  void sizesMayBeSwapped() {
    assertThat(KolmogorovSmirnov.exact(0.3, 31, 77))
        .isEqualTo(KolmogorovSmirnov.exact(0.3, 77, 31));
    assertThat(KolmogorovSmirnov.asymptotic(0.3, 31, 77))
        .isEqualTo(KolmogorovSmirnov.asymptotic(0.3, 77, 31));
  }

  @Test
  void exactAndAsymptoticMeetAtLargeSizes() {
    for (double d : new double[] {0.006, 0.01, 0.014, 0.02}) {
      double exact = KolmogorovSmirnov.exact(d, 30_011, 40_009).value();
      double asymptotic = KolmogorovSmirnov.asymptotic(d, 30_011, 40_009).value();
      // the continuous limit misses half a lattice step, 1/(n·m), and terms in 1/n
      assertThat(asymptotic).isCloseTo(exact, within(2e-2 * exact));
    }
  }

  @Test
  void choosesAsScipyDoes() {
    assertThat(KolmogorovSmirnov.isExact(10_000, 5)).isTrue();
    assertThat(KolmogorovSmirnov.isExact(5, 10_001)).isFalse();
    assertThat(KolmogorovSmirnov.pValue(0.01, 10_000, 10_000).value())
        .isCloseTo(KolmogorovSmirnov.exact(0.01, 10_000, 10_000).value(), within(0.0));
    assertThat(KolmogorovSmirnov.pValue(0.01, 20_000, 10_000))
        .isEqualTo(KolmogorovSmirnov.asymptotic(0.01, 20_000, 10_000));
  }

  @Test
  void distanceZeroIsCertainAndDistanceOneIsTheRarestOrder() {
    assertThat(KolmogorovSmirnov.exact(0, 12, 5)).isEqualTo(PValue.ONE);
    // 2 of C(17, 5) = 6188 orders
    assertThat(KolmogorovSmirnov.exact(1, 12, 5).value()).isCloseTo(2 / 6188d, within(1e-16));
  }

  @Test
  void billionsOfRowsAreInRange() {
    assertThat(KolmogorovSmirnov.asymptotic(3e-5, 1_000_000_000, 1_000_000_000).value())
        // Kolmogorov's limit at √(n/2)·d = 0.67082; the next term is of order √(2/n)
        .isCloseTo(0.7590978, within(4.5e-5));
    assertThat(KolmogorovSmirnov.asymptotic(0.4, 1_000_000_000, 1_000_000_000).log10())
        .isLessThan(-6e7);
  }

  @Test
  void statisticDoesNotChangeUnderMonotoneMaps() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 50; round++) {
      double[] x = sorted(random, 1 + random.nextInt(60), 0);
      double[] y = sorted(random, 1 + random.nextInt(60), 0.3);
      double d = KolmogorovSmirnov.statistic(x, y);
      double[] mappedX = Arrays.stream(x).map(v -> Math.exp(3 * v) - 7).toArray();
      double[] mappedY = Arrays.stream(y).map(v -> Math.exp(3 * v) - 7).toArray();
      assertThat(KolmogorovSmirnov.statistic(mappedX, mappedY)).isEqualTo(d);
      assertThat(KolmogorovSmirnov.statistic(y, x)).isEqualTo(d);
      assertThat(KolmogorovSmirnov.statistic(x, x)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 10, 0.26", "100, 100, 0.08", "1000, 1000, 0.025", "2000, 500, 0.035"})
  void expectedSquareIsAboveTheTrueMeanByLittle(int n, int m, double most) {
    // E(D²) summed exactly from the distribution: Σ P(D ≥ h/L)·(h² − (h−1)²)/L² over the lattice
    long steps = (long) n * m / gcd(n, m);
    double mean = 0;
    for (long h = 1; h <= steps; h++) {
      double p = KolmogorovSmirnov.exact(h / (double) steps, n, m).value();
      mean += p * (2 * h - 1) / ((double) steps * steps);
      if (p < 1e-12) {
        break;
      }
    }
    assertThat(KolmogorovSmirnov.expectedSquare(n, m) / mean - 1).isBetween(0.0, most);
  }

  @Test
  void expectedSquareAgreesWithSimulation() {
    SplittableRandom random = new SplittableRandom(5);
    double sum = 0;
    int rounds = 4000;
    for (int round = 0; round < rounds; round++) {
      double d = KolmogorovSmirnov.statistic(sorted(random, 400, 0), sorted(random, 300, 0));
      sum += d * d;
    }
    // D² has about half its mean as standard deviation, so 3 standard errors are 3 %; bias is 5 %
    assertThat(sum / rounds / KolmogorovSmirnov.expectedSquare(400, 300)).isBetween(0.9, 1.03);
  }

  @Test
  void emptyNanAndOutOfDomainAreRejected() {
    double[] some = {1, 2};
    assertThatThrownBy(() -> KolmogorovSmirnov.statistic(some, new double[0]))
        .hasMessageContaining("sortedY must not be empty");
    assertThatThrownBy(() -> KolmogorovSmirnov.statistic(new double[] {1, Double.NaN}, some))
        .hasMessageContaining("sortedX must not hold NaN");
    assertThatThrownBy(() -> KolmogorovSmirnov.pValue(1.5, 3, 3)).hasMessageContaining("[0, 1]");
    assertThatThrownBy(() -> KolmogorovSmirnov.pValue(Double.NaN, 3, 3))
        .hasMessageContaining("[0, 1]");
    assertThatThrownBy(() -> KolmogorovSmirnov.pValue(0.5, 0, 3)).hasMessageContaining("sizes");
    assertThatThrownBy(() -> KolmogorovSmirnov.exact(0.5, 1L << 31, 3))
        .hasMessageContaining("2^26");
  }

  private static double[] sorted(SplittableRandom random, int size, double shift) {
    double[] values = random.doubles(size).map(u -> u + shift).toArray();
    Arrays.sort(values);
    return values;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
