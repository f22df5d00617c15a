package dev.leeway.core.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvidenceDiscoveryTest {

  @Test
  void equalsTheDefinitionOverAllSubsets() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 300; round++) {
      double[] e = new double[1 + random.nextInt(7)];
      Arrays.setAll(e, i -> Math.exp(4 * random.nextGaussian()));
      double alpha = 0.02 + 0.4 * random.nextDouble();
      int expected = 0;
      for (int chosen = 1; chosen < 1 << e.length; chosen++) {
        if (holds(e, chosen, alpha)) {
          expected = Math.max(expected, Integer.bitCount(chosen));
        }
      }
      assertThat(count(EvidenceDiscovery.closedEbh(e, alpha))).isEqualTo(expected);
    }
  }

  private static boolean holds(double[] e, int chosen, double alpha) {
    for (int all = 1; all < 1 << e.length; all++) {
      double sum = 0;
      for (int i = 0; i < e.length; i++) {
        sum += (all >> i & 1) * e[i];
      }
      double needed = Integer.bitCount(all & chosen) / (alpha * Integer.bitCount(chosen));
      if (sum / Integer.bitCount(all) < needed) {
        return false;
      }
    }
    return true;
  }

  @Test
  void rejectsAllThatTheSimplerProcedureRejects() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 100; round++) {
      double[] e = new double[30];
      Arrays.setAll(e, i -> Math.exp(5 * random.nextGaussian()));
      double[] descending = Arrays.stream(e).map(v -> -v).sorted().map(v -> -v).toArray();
      int simple = 0;
      for (int k = 1; k <= e.length; k++) {
        simple = descending[k - 1] >= e.length / (0.1 * k) ? k : simple;
      }
      assertThat(count(EvidenceDiscovery.closedEbh(e, 0.1))).isGreaterThanOrEqualTo(simple);
    }
  }

  @Test
  void noEvidenceRejectsNothingAndTheLargestIsNamed() {
    assertThat(EvidenceDiscovery.closedEbh(new double[0], 0.1)).isEmpty();
    assertThat(EvidenceDiscovery.closedEbh(new double[] {1, 1, 0}, 0.1)).containsOnly(false);
    assertThat(EvidenceDiscovery.closedEbh(new double[] {0, 100, 1}, 0.1))
        .containsExactly(false, true, false);
    assertThat(EvidenceDiscovery.closedEbh(new double[] {Double.POSITIVE_INFINITY, 0}, 0.1))
        .containsExactly(true, false);
    assertThatThrownBy(() -> EvidenceDiscovery.closedEbh(new double[] {Double.NaN}, 0.1))
        .hasMessageContaining("was NaN");
    assertThatThrownBy(() -> EvidenceDiscovery.closedEbh(new double[] {1}, 1))
        .hasMessageContaining("alpha");
  }

  private static int count(boolean[] rejected) {
    int count = 0;
    for (boolean one : rejected) {
      count += one ? 1 : 0;
    }
    return count;
  }
}
