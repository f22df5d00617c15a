package dev.leeway.core.drift.parity;

import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.assertj.core.api.SoftAssertions;

/// Compares a score with what the peer itself said.
final class Agreement {

  /// Rounding of one minus something near one, of which some peers make small p-values.
  private static final double ROUNDING = 1e-15;

  private static final double RELATIVE = 1e-9;

  private Agreement() {}

  /// Score and threshold agree to a relative 1e-9, and the verdict is the same; an exception or a
  /// NaN of the peer is a failure here.
  static void check(
      SoftAssertions softly, PeerScore actual, Map<String, String> golden, double decisive) {
    check(softly, actual, golden, decisive, ROUNDING);
  }

  /// @param absolute what scores may differ by where that is more
  static void check(
      SoftAssertions softly,
      PeerScore actual,
      Map<String, String> golden,
      double decisive,
      double absolute) {
    String what = golden.get("case") + " " + golden.get("method");
    String score = golden.getOrDefault("score", "");
    if (!golden.getOrDefault("failure", "").isEmpty() || score.equals("nan")) {
      softly.assertThat(actual.failure()).as(what).isNotNull();
      return;
    }
    softly.assertThat(actual.failure()).as(what).isNull();
    double expected = Double.parseDouble(score);
    softly
        .assertThat(decisive)
        .as(what)
        .isCloseTo(expected, within(Math.max(absolute, RELATIVE * Math.abs(expected))));
    String written = golden.getOrDefault("threshold", "");
    if (!written.isEmpty()) {
      double threshold = Double.parseDouble(written);
      softly
          .assertThat(actual.threshold())
          .as("%s, threshold", what)
          .isCloseTo(threshold, within(RELATIVE * Math.abs(threshold)));
    }
    softly
        .assertThat(actual.drifted())
        .as("%s, drifted", what)
        .isEqualTo(Boolean.parseBoolean(golden.get("drifted")));
  }
}
