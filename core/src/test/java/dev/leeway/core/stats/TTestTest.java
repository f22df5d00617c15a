package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TTestTest {

  static List<Goldens> tails() {
    return Goldens.rows("student-tail");
  }

  @ParameterizedTest
  @MethodSource("tails")
  void tailEqualsTheIntegralAtManyDigits(Goldens golden) {
    double t = golden.number("t");
    double degrees = golden.number("df");
    // the beta function of the Commons is good to 1e-12 or so of a and b
    golden.assertProbability(StudentTail.beyond(t, degrees), 1e-11);
    assertThat(StudentTail.beyond(-t, degrees)).isEqualTo(StudentTail.beyond(t, degrees));
  }

  @Test
  void welchIsStudentsForEqualSizesAndVariances() {
    SampleMoments x = new SampleMoments(30, 1, 4);
    SampleMoments y = new SampleMoments(30, 2, 4);
    assertThat(TTest.welch(x, y).statistic())
        .isCloseTo(TTest.pooled(x, y).statistic(), within(1e-15));
    assertThat(TTest.welch(x, y).degreesOfFreedom()).isCloseTo(58, within(1e-12));
  }

  @Test
  void billionsOfRowsAndTinyVariancesAreInRange() {
    SampleMoments x = new SampleMoments(1_000_000_000L, 1, 1e-300);
    SampleMoments y = new SampleMoments(1_000_000_000L, 1, 1e-300);
    TestResult result = TTest.welch(x, y);
    assertThat(result.degreesOfFreedom()).isCloseTo(2e9 - 2, within(1.0));
    assertThat(result.p()).isEqualTo(PValue.ONE);
    SampleMoments far = new SampleMoments(1_000_000_000L, 2, 1e-300);
    assertThat(TTest.welch(x, far).p().value()).isZero();
    assertThat(TTest.pooled(x, far).p().log10()).isLessThan(-1e9);
  }

  @Test
  void momentsDoNotDependOnTheOffset() {
    double[] values = {1, 2, 4, 8};
    double[] shifted = {1e9 + 1, 1e9 + 2, 1e9 + 4, 1e9 + 8};
    assertThat(SampleMoments.of(values)).isEqualTo(new SampleMoments(4, 3.75, 115 / 12d));
    assertThat(SampleMoments.of(shifted).variance()).isCloseTo(115 / 12d, within(1e-14));
    assertThat(SampleMoments.of(new double[] {7}).variance()).isZero();
    assertThat(SampleMoments.of(new double[] {0.1, 0.1, 0.1}).variance()).isZero();
  }

  @Test
  void samplesThatSayNothingAreRejected() {
    SampleMoments one = new SampleMoments(1, 1, 0);
    SampleMoments constant = new SampleMoments(5, 1, 0);
    SampleMoments spread = new SampleMoments(5, 1, 2);
    assertThatThrownBy(() -> TTest.welch(one, spread)).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> TTest.pooled(constant, constant)).hasMessageContaining("spread");
    assertThat(TTest.welch(constant, spread).degreesOfFreedom()).isEqualTo(4);
    assertThatThrownBy(() -> SampleMoments.of(new double[0])).hasMessageContaining("a value");
    assertThatThrownBy(() -> SampleMoments.of(new double[] {1, Double.NaN}))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> SampleMoments.of(new double[] {1e200, -1e200}))
        .hasMessageContaining("finite variance");
  }
}
