package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.core.drift.Method;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MethodsTest {

  @TempDir Path folder;

  @Test
  void allMeansEveryMethodThatIsNotComputedAnyway() {
    assertThat(Methods.parse(List.of("all"))).isEqualTo(Method.allOnDemand());
    assertThat(Methods.parse(List.of("welch-t", "ks")))
        .containsExactlyInAnyOrder(Method.WELCH_T, Method.KOLMOGOROV_SMIRNOV);
    assertThat(Methods.parse(List.of())).isEmpty();
  }

  @Test
  void unknownNamesAreAllNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> Methods.parse(List.of("welch", "psi", "wasserstien")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--methods knows no welch, wasserstien; it knows all, ks, ")
        .hasMessageContaining("hellinger");
  }

  @Test
  void theReportHoldsTheMethodsAskedForAndNoOthers() {
    StringBuilder numbers = new StringBuilder("x\n");
    for (int row = 0; row < 30; row++) {
      numbers.append(row * row % 37 / 4.0).append('\n');
    }
    Session session = new Session(folder).file("a.csv", numbers.toString());
    session.run("check", "-r", "{dir}/a.csv", "-c", "{dir}/a.csv", "--json", "-");
    assertThat(session.out()).contains("\"decides\": true").doesNotContain("mann-whitney");

    session.run(
        "check",
        "-r",
        "{dir}/a.csv",
        "-c",
        "{dir}/a.csv",
        "--methods",
        "mann-whitney,welch-t",
        "--json",
        "-");
    assertThat(session.out())
        .contains("\"method\": \"mann-whitney\"", "\"method\": \"welch-t\"")
        .doesNotContain("\"method\": \"hellinger\"");
  }
}
