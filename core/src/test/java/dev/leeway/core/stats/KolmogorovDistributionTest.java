package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KolmogorovDistributionTest {

  static List<Goldens> twoSided() {
    return Goldens.rows("ks-one-sample");
  }

  static List<Goldens> oneSided() {
    return Goldens.rows("ks-one-sided");
  }

  @ParameterizedTest
  @MethodSource("twoSided")
  void survivalEqualsTheOracle(Goldens golden) {
    golden.assertProbability(
        KolmogorovDistribution.survival(golden.number("x"), golden.count("n")), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("oneSided")
  void everySoManyTermsGiveTheWholeOneSidedSum(Goldens golden) {
    double ln = KolmogorovDistribution.lnOneSided(golden.number("x"), golden.count("n"));
    golden.assertClose(Math.exp(ln), golden.number("p"), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"50_000_000, 1.6", "50_000_000, 5", "900_000_000, 2", "900_000_000, 15"})
  void oneSidedSumMeetsItsExpansionAtLargeSizes(String size, double z) {
    long n = Long.parseLong(size.replace("_", ""));
    double x = z / Math.sqrt((double) n);
    // Maag & Dicaire (1971): exp(−(6nx + 1)²/18n), error of order x² and n·x⁴
    double expected = Math.exp(-(6 * n * x + 1) * (6 * n * x + 1) / (18.0 * n));
    double order = x * x + n * x * x * x * x;
    assertThat(Math.exp(KolmogorovDistribution.lnOneSided(x, n)))
        .isCloseTo(expected, within(expected * (order + 1e-9)));
  }

  @ParameterizedTest
  @CsvSource({"142, 3e-5", "200, 2e-5", "500, 2e-6", "3000, 2e-6"})
  void expansionsStayNearTheExactDistribution(int n, double tolerance) {
    for (double z = 0.3; z < 2; z += 0.05) {
      double x = z / Math.sqrt(n);
      double exact = 1 - DurbinMatrix.below(x, n);
      assertThat(KolmogorovDistribution.survival(x, n).value())
          .as("z = %s", z)
          .isCloseTo(exact, within(tolerance * exact));
    }
  }

  @Test
  void belowTheSmallestPossibleStatisticItIsCertain() {
    assertThat(KolmogorovDistribution.survival(0.05, 10)).isEqualTo(PValue.ONE);
    assertThat(KolmogorovDistribution.survival(1e-6, 100_000)).isEqualTo(PValue.ONE);
    assertThat(KolmogorovDistribution.survival(1, 10)).isEqualTo(PValue.of(0));
  }
}
