package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MultipleTestingTest {

  static List<Goldens> families() {
    return Goldens.rows("multiple-testing");
  }

  @ParameterizedTest
  @MethodSource("families")
  void equalsStatsmodels(Goldens golden) {
    List<PValue> p = Arrays.stream(golden.numbers("p")).mapToObj(PValue::of).toList();
    check(golden, "bonferroni", FamilyWise.bonferroni(p));
    check(golden, "holm", FamilyWise.holm(p));
    check(golden, "benjamini_yekutieli", FalseDiscovery.benjaminiYekutieli(p));
  }

  private static void check(Goldens golden, String column, List<PValue> adjusted) {
    double[] expected = golden.numbers(column);
    for (int i = 0; i < expected.length; i++) {
      golden.assertClose(adjusted.get(i).value(), expected[i], 1e-14);
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void stricterGuaranteesGiveLargerValues(Goldens golden) {
    List<PValue> p = Arrays.stream(golden.numbers("p")).mapToObj(PValue::of).toList();
    for (int i = 0; i < p.size(); i++) {
      PValue hochberg = FalseDiscovery.benjaminiHochberg(p).get(i);
      assertThat(hochberg).isGreaterThanOrEqualTo(p.get(i));
      assertThat(FalseDiscovery.benjaminiYekutieli(p).get(i)).isGreaterThanOrEqualTo(hochberg);
      assertThat(FamilyWise.holm(p).get(i)).isGreaterThanOrEqualTo(hochberg);
      assertThat(FamilyWise.bonferroni(p).get(i)).isGreaterThanOrEqualTo(FamilyWise.holm(p).get(i));
    }
  }

  @Test
  void orderHoldsBelowTheSmallestDouble() {
    List<PValue> p = List.of(PValue.ofLn(-3000), PValue.of(0.5), PValue.ofLn(-5000));
    assertThat(FamilyWise.bonferroni(p).get(2).log10())
        .isCloseTo((Math.log(3) - 5000) / Math.log(10), within(1e-9));
    assertThat(FamilyWise.holm(p).get(0).log10())
        .isCloseTo((Math.log(2) - 3000) / Math.log(10), within(1e-9));
    assertThat(FamilyWise.holm(p).get(2)).isLessThan(FamilyWise.holm(p).get(0));
    assertThat(FalseDiscovery.benjaminiYekutieli(p).get(2).log10())
        .isCloseTo((Math.log(5.5) - 5000) / Math.log(10), within(1e-9));
  }

  @Test
  void noTestsGiveNoValues() {
    assertThat(FamilyWise.bonferroni(List.of())).isEmpty();
    assertThat(FamilyWise.holm(List.of())).isEmpty();
    assertThat(FalseDiscovery.benjaminiYekutieli(List.of())).isEmpty();
  }
}
