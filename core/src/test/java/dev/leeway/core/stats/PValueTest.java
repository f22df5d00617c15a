package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PValueTest {

  @Test
  void keepsItsMagnitudeBelowTheSmallestDouble() {
    PValue p = PValue.ofLn(-5000 * Math.log(10));
    assertThat(p.value()).isZero();
    assertThat(p.log10()).isCloseTo(-5000, within(1e-9));
    assertThat(p.times(1e4).log10()).isCloseTo(-4996, within(1e-9));
    assertThat(p.times(1e4).times(0.5)).isGreaterThan(p).isLessThan(PValue.of(1e-300));
  }

  @Test
  void isSubnormalBeforeItVanishes() {
    PValue p = PValue.ofLn(-315 * Math.log(10));
    assertThat(p.value()).isCloseTo(1e-315, within(1e-320));
    assertThat(p.log10()).isCloseTo(-315, within(1e-12));
  }

  @Test
  void ofZeroIsImpossible() {
    assertThat(PValue.of(0).log10()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(PValue.ofLn(Double.NEGATIVE_INFINITY)).isEqualTo(PValue.of(0));
    assertThat(PValue.of(0).times(7)).isEqualTo(PValue.of(0));
  }

  @Test
  void timesStopsAtOne() {
    assertThat(PValue.of(0.4).times(3)).isEqualTo(PValue.ONE);
    assertThat(PValue.of(0.4).times(2)).isEqualTo(PValue.of(0.8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, 1.0000001, Double.NaN})
  void outsideTheUnitIntervalIsRejected(double value) {
    assertThatThrownBy(() -> PValue.of(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void logarithmMustBelongToTheValue() {
    assertThatThrownBy(() -> new PValue(0.5, -3)).hasMessageContaining("logarithm");
    assertThatThrownBy(() -> new PValue(0, -3)).hasMessageContaining("logarithm");
    assertThatThrownBy(() -> PValue.ofLn(1e-3)).hasMessageContaining("at most 0");
    assertThatThrownBy(() -> PValue.ofLn(Double.NaN)).hasMessageContaining("at most 0");
  }
}
