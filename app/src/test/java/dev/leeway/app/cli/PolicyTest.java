package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `--policy` with the examples of the documentation.
class PolicyTest {

  private static final Path EXAMPLES =
      Path.of(Files.isDirectory(Path.of("docs")) ? "." : "..", "docs/examples");

  @TempDir Path folder;

  private Session check(String policy, String... more) {
    Session session = new Session(folder);
    String[] arguments = {
      "check",
      "-r",
      EXAMPLES.resolve("spring.csv").toString(),
      "-c",
      EXAMPLES.resolve("autumn.csv").toString(),
      "--policy",
      policy,
      "--fail-on",
      "never"
    };
    String[] all = new String[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    assertThat(session.run(all)).as(session.err()).isZero();
    return session;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "calibrated",
        "textbook",
        "evidently",
        "evidently:psi",
        "evidently:anderson,hellinger",
        "nannyml",
        "nannyml:wasserstein,chi2"
      })
  void everyPolicyGivesAVerdictInEveryReport(String policy) {
    Session session =
        check(policy, "--html", folder.resolve("report.html").toString(), "--no-color");

    assertThat(session.out()).contains("features drifted");
    assertThat(check(policy, "--json", "-").out())
        .contains("\"policy\": \"" + policy.replaceFirst(":.*", "") + "\"")
        .contains("\"verdict\": \"drifted\"");
  }

  @Test
  void thePeersNumbersAndItsDataSetRuleAreInTheReport() {
    String report = check("evidently:wasserstein", "--json", "-").out();

    assertThat(report)
        .contains("\"decided_by\": \"evidently-wasserstein\"")
        .contains("\"rule\": \"statistic >= 0.1\"")
        .contains("\"dataset_drift\": true")
        .contains("\"share_of_columns_drifted\": ");
    assertThat(check("nannyml", "--json", "-").out()).doesNotContain("dataset_drift");
  }

  @Test
  void theTerminalSaysWhoseRuleItIsAndShowsScoreAndThreshold() {
    String shown = check("evidently", "--no-color").out().replaceAll("\\s+", " ");

    assertThat(shown)
        .contains("Evidently's rule decides here, not Leeway's")
        .contains("From half of them on it says that the data set drifted")
        .containsPattern("evidently-ks p = \\S+, threshold 0.050")
        .doesNotContain("Textbook");
  }

  @ParameterizedTest
  @ValueSource(strings = {"best", "evidently:best", "textbook:ks", "evidently:TVD"})
  void badNamesAreRefusedInASentence(String policy) {
    Session session = new Session(folder);
    String file = EXAMPLES.resolve("spring.csv").toString();

    assertThat(session.run("check", "-r", file, "--split-at", "400", "--policy", policy))
        .isEqualTo(2);
    assertThat(session.err()).contains("--policy", policy.replaceFirst(".*:", ""));
    assertThat(session.out()).isEmpty();
  }

  @Test
  void anotherToolsMethodIsThereWithItsPolicyOnly() {
    Session session = new Session(folder);
    String file = EXAMPLES.resolve("spring.csv").toString();

    assertThat(
            session.run(
                "check", "-r", file, "--split-at", "400", "--methods", "evidently-psi,hellinger"))
        .isEqualTo(2);
    assertThat(session.err()).contains("--methods knows no evidently-psi; it knows all, ks");
  }
}
