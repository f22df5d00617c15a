package dev.leeway.core.drift.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class NannyMlMethodTest {

  private static final Map<String, PeerCase> CASES = PeerCase.all();

  @Test
  void everyMethodAgreesWithNannyMl() {
    SoftAssertions softly = new SoftAssertions();
    int compared = 0;
    for (Map<String, String> golden : PeerCase.rows("nannyml")) {
      PeerColumn column =
          Objects.requireNonNull(CASES.get(golden.getOrDefault("case", ""))).column();
      NannyMlMethod method = NannyMlMethod.of(golden.getOrDefault("method", "")).orElseThrow();
      PeerScore score = method.score(column);
      Double value = score.statistic();
      Agreement.check(softly, score, golden, value == null ? Double.NaN : value);
      compared++;
    }
    softly.assertAll();
    assertThat(compared).isGreaterThan(300);
  }

  @Test
  void theDefaultIsJensenShannonAndAWantedMethodGoesWhereItsKindFits() {
    PeerColumn numbers = Objects.requireNonNull(CASES.get("normal")).column();
    PeerColumn letters = Objects.requireNonNull(CASES.get("letters")).column();
    List<NannyMlMethod> wanted = List.of(NannyMlMethod.WASSERSTEIN, NannyMlMethod.CHI2);

    assertThat(NannyMlMethod.choose(numbers, List.of())).isEqualTo(NannyMlMethod.JENSEN_SHANNON);
    assertThat(NannyMlMethod.choose(numbers, wanted)).isEqualTo(NannyMlMethod.WASSERSTEIN);
    assertThat(NannyMlMethod.choose(letters, wanted)).isEqualTo(NannyMlMethod.CHI2);
  }
}
