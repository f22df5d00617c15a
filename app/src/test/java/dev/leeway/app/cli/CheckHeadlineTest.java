package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a check says first, and that alerts and the recommendation say the same.
class CheckHeadlineTest {

  @TempDir Path folder;

  private static String rows(long seed, boolean scored) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("x,truth,answer" + (scored ? ",p" : "") + "\n");
    for (int row = 0; row < 600; row++) {
      double p = random.nextDouble();
      int truth = random.nextDouble() < p ? 1 : 0;
      text.append(
          String.format(Locale.ROOT, "%.4f,%d,%d", random.nextGaussian(), truth, p > 0.5 ? 1 : 0));
      text.append(scored ? String.format(Locale.ROOT, ",%.4f%n", p) : "\n");
    }
    return text.toString();
  }

  private JsonNode report(int exitCode, String reference, String current, String... more) {
    Session session = new Session(folder).file("r.csv", reference).file("c.csv", current);
    String[] all = new String[more.length + 4];
    all[0] = "check";
    all[1] = "--reference={dir}/r.csv";
    all[2] = "--current={dir}/c.csv";
    all[3] = "--json=-";
    System.arraycopy(more, 0, all, 4, more.length);
    assertThat(session.run(all)).as(session.err()).isEqualTo(exitCode);
    return JsonMapper.shared().readTree(session.out());
  }

  @Test
  void aLostScoreIsSaidFirstAlertsAndIsInvestigated() {
    JsonNode report =
        report(
            1,
            rows(1, true),
            rows(1, false),
            "--label=truth",
            "--prediction=answer",
            "--score=p",
            "--fail-on=low");

    assertThat(report.at("/summary/headline").asString())
        .matches(
            "Score column p is missing in the current data: ROC AUC and \\d other metrics cannot be"
                + " measured\\.");
    assertThat(report.at("/alerts/0/type").asString()).isEqualTo("data_quality");
    assertThat(report.at("/alerts/0/severity").asString()).isEqualTo("low");
    assertThat(report.at("/alerts/0/columns").toString()).isEqualTo("[\"p\"]");
    assertThat(report.at("/recommendation/action").asString()).isEqualTo("investigate_data");
    assertThat(report.at("/recommendation/ground").asString()).isEqualTo("upstream_fault");
  }

  @Test
  void aLostPredictionIsSaidAlertsAndIsInvestigated() {
    String[][] models = {{"--prediction=answer"}, {"--prediction=answer", "--label=truth"}};
    for (String[] model : models) {
      JsonNode report = report(0, rows(1, false), rows(1, false).replace("answer", "reply"), model);

      assertThat(report.at("/summary/headline").asString())
          .startsWith("Prediction column answer is missing in the current data");
      assertThat(report.at("/alerts/0/type").asString()).isEqualTo("data_quality");
      assertThat(report.at("/alerts/0/columns").toString()).isEqualTo("[\"answer\"]");
      assertThat(report.at("/recommendation/action").asString()).isEqualTo("investigate_data");
      assertThat(report.at("/recommendation/columns").toString()).isEqualTo("[\"answer\"]");
    }
  }

  @Test
  void aLossThatIsNotConfirmedIsPendingInTextToo() throws IOException {
    Session session = new Session(folder).file("r.csv", right(90)).file("c.csv", right(84));
    int exit =
        session.run(
            "check",
            "--reference={dir}/r.csv",
            "--current={dir}/c.csv",
            "--label=truth",
            "--prediction=answer",
            "--out={dir}/out");

    assertThat(exit).as(session.err()).isZero();
    assertThat(session.out()).contains("Performance metrics  pending").contains("may have got");
    JsonNode report = report(0, right(90), right(84), "--label=truth", "--prediction=answer");
    assertThat(report.at("/components/0/component").asString()).isEqualTo("performance_metrics");
    assertThat(report.at("/components/0/verdict").asString()).isEqualTo("pending");
    assertThat(Files.readString(folder.resolve("out/report.md")))
        .contains("| Performance metrics | pending |");
  }

  /// 100 rows, so many of them answered right.
  private static String right(int rows) {
    StringBuilder text = new StringBuilder("x,truth,answer\n");
    for (int row = 0; row < 100; row++) {
      int truth = row % 2;
      int answer = row < rows ? truth : 1 - truth;
      text.append("%d.5,%d,%d%n".formatted(row * 37 % 100, truth, answer));
    }
    return text.toString();
  }

  @Test
  void labelsThatAreThereAreNotAskedFor() {
    String current = rows(1, false).replaceAll("(?m)^-?[0-9]\\.", "9.");
    JsonNode report = report(0, rows(1, false), current, "--label=truth", "--ignore=answer");

    assertThat(report.at("/recommendation/ground").asString()).isEqualTo("covariate_drift");
    assertThat(report.at("/recommendation/reason").asString())
        .contains("name the prediction column (--prediction) to know what it cost")
        .doesNotContain("without labels");
  }

  @Test
  void aLostScoreIsSaidWithoutLabelsToo() {
    JsonNode report = report(0, rows(1, true), rows(1, false), "--score=p", "--prediction=answer");

    assertThat(report.at("/summary/headline").asString())
        .isEqualTo("Score column p is missing in the current data.");
  }
}
