package dev.leeway.core.drift.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.TextData;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class EvidentlyMethodTest {

  private static final Map<String, PeerCase> CASES = PeerCase.all();

  private static PeerColumn column(Map<String, String> golden) {
    return Objects.requireNonNull(CASES.get(golden.getOrDefault("case", ""))).column();
  }

  private static double decisive(PeerScore score) {
    Double p = score.p();
    Double statistic = score.statistic();
    return p != null ? p : statistic != null ? statistic : Double.NaN;
  }

  /// Of Cramér–von Mises Evidently's own digits are fewer: it ends its series at terms of 1e-7, and
  /// counts orders of small samples in single, those of the smallest in half precision.
  private static double absolute(Map<String, String> golden) {
    if (!"cramer_von_mises".equals(golden.get("method"))) {
      return 1e-15;
    }
    return "eight-each".equals(golden.get("case")) ? 1e-3 : 1e-7;
  }

  @Test
  void everyMethodAgreesWithEvidently() {
    SoftAssertions softly = new SoftAssertions();
    int compared = 0;
    for (Map<String, String> golden : PeerCase.rows("evidently-methods")) {
      EvidentlyMethod method = EvidentlyMethod.of(golden.getOrDefault("method", "")).orElseThrow();
      PeerScore score = method.score(column(golden));
      Agreement.check(softly, score, golden, decisive(score), absolute(golden));
      compared++;
    }
    softly.assertAll();
    assertThat(compared).isGreaterThan(800);
  }

  @Test
  void theDefaultsOfAWholeReportAgreeWithEvidently() {
    SoftAssertions softly = new SoftAssertions();
    for (Map<String, String> golden : PeerCase.rows("evidently-default")) {
      PeerColumn column = column(golden);
      EvidentlyMethod method = EvidentlyMethod.choose(column, List.of());
      if (golden.getOrDefault("failure", "").isEmpty()) {
        softly.assertThat(method.id()).as(golden.get("case")).isEqualTo(golden.get("method"));
      }
      PeerScore score = method.score(column);
      Agreement.check(softly, score, golden, decisive(score));
    }
    softly.assertAll();
  }

  @Test
  void aWantedMethodIsTakenWhereItsKindFits() {
    PeerColumn numbers = Objects.requireNonNull(CASES.get("normal")).column();
    PeerColumn letters =
        PeerColumn.categories(Kind.CATEGORICAL, TextData.of("a", "b"), TextData.of("c"));
    List<EvidentlyMethod> wanted = List.of(EvidentlyMethod.WASSERSTEIN, EvidentlyMethod.PSI);

    assertThat(EvidentlyMethod.choose(numbers, wanted)).isEqualTo(EvidentlyMethod.WASSERSTEIN);
    assertThat(EvidentlyMethod.choose(letters, wanted)).isEqualTo(EvidentlyMethod.PSI);
    assertThat(EvidentlyMethod.choose(letters, List.of(EvidentlyMethod.KS)))
        .isEqualTo(EvidentlyMethod.CHISQUARE);
  }
}
