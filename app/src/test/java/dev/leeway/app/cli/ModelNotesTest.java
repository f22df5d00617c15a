package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a check notes about a model beside its figures.
class ModelNotesTest {

  @TempDir Path folder;

  /// Rows of `p,truth,seconds`, the truth as likely as p says.
  private static String model(int rows, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("p,truth,seconds\n");
    for (int row = 0; row < rows; row++) {
      double p = random.nextDouble();
      text.append(
          String.format(Locale.ROOT, "%.4f,%d,%.3f%n", p, random.nextDouble() < p ? 1 : 0, 1 + p));
    }
    return text.toString();
  }

  private Session check(int exitCode, String current, String... more) {
    Session session = new Session(folder).file("r.csv", model(400, 1)).file("c.csv", current);
    String[] all = new String[more.length + 6];
    all[0] = "check";
    all[1] = "--reference={dir}/r.csv";
    all[2] = "--current={dir}/c.csv";
    all[3] = "--label=truth";
    all[4] = "--fail-on=never";
    all[5] = "--json=-";
    System.arraycopy(more, 0, all, 6, more.length);
    assertThat(session.run(all)).as(session.err()).isEqualTo(exitCode);
    return session;
  }

  private JsonNode report(String current, String... more) {
    return JsonMapper.shared().readTree(check(0, current, more).out());
  }

  @Test
  void negativeLatenciesAreCountedAndNoted() {
    String current = model(400, 2).replace(",1,1.9", ",1,-1.9");

    assertThat(report(current, "--score=p", "--latency=seconds").get("notes"))
        .anyMatch(note ->
            note.asString()
                .matches("\\d+ rows of the current data have a negative or infinite .*"));
  }

  @Test
  void aThresholdThatNothingUsesIsNoted() {
    assertThat(notes("--prediction=seconds", "--task=regression", "--threshold=0.7"))
        .contains("--threshold 0.7 is not used: it is for classification, and this model's task");
    assertThat(notes("--prediction=seconds", "--score=p", "--threshold=7"))
        .contains("--threshold 7.0 is not used: the answers are in column seconds");
    assertThat(notes("--threshold=0.7")).contains("is not used: there is no score column");
    assertThat(notes("--score=p,seconds", "--threshold=0.7"))
        .contains("is not used: of several scores the largest says the class");
    assertThat(notes("--score=p", "--threshold=0.7")).doesNotContain("threshold");
  }

  private String notes(String... more) {
    return report(model(400, 2), more).get("notes").toString();
  }

  @Test
  void aThresholdThatNoProbabilityCanReachIsRefused() {
    assertThat(check(2, model(400, 2), "--score=p", "--threshold=1.5").err())
        .contains(
            "--threshold must be from 0 to 1, as all scores of column p in the reference are;"
                + " was 1.5");
    assertThat(notes("--score=seconds", "--threshold=1.5")).doesNotContain("threshold");
  }

  @Test
  void anAverageOfAreasSaysOverHowManyClassesItIs() {
    StringBuilder reference = new StringBuilder("p_a,p_b,p_c,truth\n");
    StringBuilder current = new StringBuilder("p_a,p_b,p_c,truth\n");
    for (int row = 0; row < 300; row++) {
      reference.append(classes(row % 3));
      current.append(classes(row % 2));
    }
    Session session =
        new Session(folder).file("r.csv", reference.toString()).file("c.csv", current.toString());
    String[] options = {
      "check",
      "--reference={dir}/r.csv",
      "--current={dir}/c.csv",
      "--label=truth",
      "--score=p_a,p_b,p_c",
      "--fail-on=never",
      "--json={dir}/r.json"
    };
    assertThat(session.run(options)).as(session.err()).isZero();

    assertThat(session.out()).contains(", over 2 of 3 classes");
    options[6] = "--json=-";
    session.run(options);
    for (JsonNode metric :
        JsonMapper.shared().readTree(session.out()).get("performance").get("metrics")) {
      boolean average = metric.get("metric").asString().startsWith("roc_auc_");
      assertThat(metric.get("current").get("classes").toString())
          .isEqualTo(average ? "{\"averaged\":2,\"all\":3}" : "null");
    }
  }

  private static String classes(int actual) {
    return List.of("0.8,0.1,0.1,a\n", "0.1,0.8,0.1,b\n", "0.1,0.1,0.8,c\n").get(actual);
  }
}
