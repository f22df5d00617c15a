package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FalseDiscoveryTest {

  static List<Goldens> families() {
    return Goldens.rows("false-discovery");
  }

  @ParameterizedTest
  @MethodSource("families")
  void equalsScipysFalseDiscoveryControl(Goldens golden) {
    double[] p = golden.numbers("p");
    double[] expected = golden.numbers("q");
    double[] q = FalseDiscovery.benjaminiHochberg(p);
    for (int i = 0; i < p.length; i++) {
      golden.assertClose(q[i], expected[i], 1e-15);
      assertThat(q[i]).isGreaterThanOrEqualTo(p[i]);
      for (int j = 0; j < p.length; j++) {
        assertThat(p[i] <= p[j] && q[i] > q[j]).as("order of %s and %s", p[i], p[j]).isFalse();
      }
    }
  }

  @Test
  void orderHoldsBelowTheSmallestDouble() {
    List<PValue> q =
        FalseDiscovery.benjaminiHochberg(
            List.of(PValue.ofLn(-3000), PValue.of(0.5), PValue.ofLn(-5000), PValue.of(1e-3)));
    assertThat(q.get(2)).isLessThan(q.get(0));
    assertThat(q.get(2).log10()).isCloseTo((-5000 + Math.log(4)) / Math.log(10), within(1e-9));
    assertThat(q.get(0).log10()).isCloseTo((-3000 + Math.log(2)) / Math.log(10), within(1e-9));
    assertThat(q.get(3).value()).isCloseTo(4e-3 / 3, within(1e-17));
    assertThat(q.get(1).value()).isEqualTo(0.5);
  }

  @Test
  void noTestsGiveNoValues() {
    assertThat(FalseDiscovery.benjaminiHochberg(new double[0])).isEmpty();
  }

  @Test
  void notProbabilitiesAreRejected() {
    assertThatThrownBy(() -> FalseDiscovery.benjaminiHochberg(new double[] {0.5, Double.NaN}))
        .hasMessageContaining("[0, 1]");
  }
}
