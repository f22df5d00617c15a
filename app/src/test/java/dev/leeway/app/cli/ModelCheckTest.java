package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A check of a model with labels: what it measures, and what it says when labels, scores or times
/// are not as they should be.
class ModelCheckTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  @TempDir Path folder;

  /// A row an hour: `id,at,x,region,score,said,truth`. The truth follows x; `right` of the answers
  /// are right.
  private static String model(int rows, long seed, double right, IntFunction<String> change) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("id,at,x,region,score,said,truth\n");
    for (int row = 0; row < rows; row++) {
      String changed = change.apply(row);
      double x = random.nextGaussian();
      int truth = random.nextDouble() < 1 / (1 + Math.exp(-2 * x)) ? 1 : 0;
      int said = random.nextDouble() < right ? truth : 1 - truth;
      double score = said == 1 ? 0.5 + random.nextDouble() / 2 : random.nextDouble() / 2;
      String line =
          String.format(
              Locale.ROOT,
              "%d,%s,%.4f,%s,%.4f,%d,%d%n",
              row + seed * 1_000_000,
              START.plusSeconds(3_600L * row),
              x,
              random.nextBoolean() ? "north" : "south",
              score,
              said,
              truth);
      text.append(changed.isEmpty() ? line : changed + "\n");
    }
    return text.toString();
  }

  private static String model(int rows, long seed, double right) {
    return model(rows, seed, right, row -> "");
  }

  private JsonNode check(int exitCode, String reference, String current, String... more) {
    Session session = new Session(folder).file("r.csv", reference).file("c.csv", current);
    assertThat(run(session, more)).as(session.err()).isEqualTo(exitCode);
    return JsonMapper.shared().readTree(session.out());
  }

  private static int run(Session session, String... more) {
    String[] always = {
      "check",
      "--reference={dir}/r.csv",
      "--current={dir}/c.csv",
      "--id=id",
      "--label=truth",
      "--prediction=said",
      "--score=score",
      "--time=at",
      "--json=-"
    };
    String[] all = new String[always.length + more.length];
    System.arraycopy(always, 0, all, 0, always.length);
    System.arraycopy(more, 0, all, always.length, more.length);
    return session.run(all);
  }

  private String refused(String reference, String current, String... more) {
    Session session = new Session(folder).file("r.csv", reference).file("c.csv", current);
    assertThat(run(session, more)).as(session.out()).isEqualTo(2);
    assertThat(session.out()).isEmpty();
    return session.err();
  }

  @Test
  void aModelThatIsWrongMoreOftenIsCritical() {
    JsonNode report = check(1, model(2_000, 1, 0.9), model(2_000, 2, 0.8));

    JsonNode performance = report.get("performance");
    assertThat(performance.get("task").asString()).isEqualTo("classification");
    assertThat(performance.get("metric").asString()).isEqualTo("accuracy");
    assertThat(performance.get("state").asString()).isEqualTo("critical");
    assertThat(performance.get("degradation").asDouble()).isCloseTo(0.1, within(0.03));
    assertThat(performance.get("degradation_lower_bound").asDouble()).isPositive();
    assertThat(performance.get("interval_method").asString()).isEqualTo("newcombe");
    assertThat(report.get("alerts").get(0).get("severity").asString()).isEqualTo("critical");
    assertThat(report.get("alerts").get(0).get("playbook")).isNotEmpty();
    assertThat(report.get("recommendation").get("action").asString()).isEqualTo("retrain");
    assertThat(report.get("components")).hasSize(7);
  }

  @Test
  void aLossOnFewRowsIsPendingWithTheRowsNeeded() {
    // 7 of 40 answers are wrong, where 1 in 10 was
    StringBuilder current = new StringBuilder();
    int row = 0;
    for (String line : model(40, 5, 1).lines().toList()) {
      String[] cells = line.split(",", -1);
      if (row > 0 && row <= 7) {
        cells[5] = cells[5].equals("1") ? "0" : "1";
      }
      row++;
      current.append(String.join(",", cells)).append('\n');
    }
    JsonNode report = check(0, model(2_000, 1, 0.9), current.toString());
    JsonNode performance = report.get("performance");

    assertThat(performance.get("state").asString()).isEqualTo("pending");
    assertThat(performance.get("rows_needed").asLong()).isPositive();
    assertThat(report.get("recommendation").get("action").asString()).isEqualTo("watch");
  }

  @Test
  void labelsThatCameLaterAreJoinedById() {
    String current = model(1_000, 2, 0.9);
    StringBuilder labels = new StringBuilder("truth,id\n");
    StringBuilder unlabelled = new StringBuilder();
    for (String line : current.lines().toList()) {
      String[] cells = line.split(",", -1);
      unlabelled.append(String.join(",", Arrays.copyOf(cells, 6))).append('\n');
      if (!cells[0].equals("id") && !cells[0].endsWith("7")) {
        labels.append(cells[6]).append(',').append(cells[0]).append('\n');
      }
    }
    new Session(folder).file("l.csv", labels.toString());
    JsonNode report = check(0, model(2_000, 1, 0.9), unlabelled.toString(), "--labels={dir}/l.csv");

    assertThat(report.get("performance").get("n_current").asLong()).isEqualTo(900);
    assertThat(report.get("notes").toString()).contains("100 of 1,000 current rows have no label");
  }

  @Test
  void everyWindowHasVerdictsAndMetricsAndAGapIsListed() {
    // 20 days of reference; 60 days, the sixth missing, the eighth wrong half of the time
    String reference = model(480, 1, 0.9);
    StringBuilder current = new StringBuilder();
    int row = 0;
    for (String line : model(1_440, 2, 0.9).lines().toList()) {
      int day = (row - 1) / 24;
      row++;
      String[] cells = line.split(",", -1);
      if (day == 7 && !cells[0].equals("id") && row % 2 == 0) {
        cells[5] = cells[5].equals("1") ? "0" : "1";
      }
      if (day != 5 || cells[0].equals("id")) {
        current.append(String.join(",", cells)).append('\n');
      }
    }
    JsonNode report = check(1, reference, current.toString(), "--window=1d");

    assertThat(report.get("reference_windows")).hasSize(20);
    JsonNode windows = report.get("windows");
    assertThat(windows).hasSize(60);
    assertThat(windows.get(5).get("rows").asInt()).isZero();
    assertThat(windows.get(0).get("name").asString()).isEqualTo("2024-01-01");
    JsonNode bad = windows.get(7).get("performance");
    assertThat(bad.get("state").asString()).isEqualTo("critical");
    assertThat(bad.get("interval_method").asString()).isEqualTo("window-spread");
    assertThat(report.get("alerts").toString()).contains("in 2024-01-08: accuracy fell");
    assertThat(report.get("metrics_history")).hasSize(59);
  }

  @Test
  void aSegmentThatFailsAloneIsNamed() {
    String current =
        model(2_000, 2, 0.9)
            .lines()
            .map(line -> {
              String[] cells = line.split(",", -1);
              boolean flip = cells[3].equals("south") && cells[0].endsWith("3");
              cells[5] = flip ? (cells[5].equals("1") ? "0" : "1") : cells[5];
              return String.join(",", cells);
            })
            .reduce("", (all, line) -> all + line + "\n");
    JsonNode report = check(1, model(4_000, 1, 0.95), current, "--segment=region");

    assertThat(report.get("segments")).hasSize(2);
    JsonNode south = segment(report, "south");
    JsonNode north = segment(report, "north");
    assertThat(south.get("highest_severity").asString()).isEqualTo("critical");
    assertThat(south.get("performance").get("degradation").asDouble())
        .isGreaterThan(north.get("performance").get("degradation").asDouble());
  }

  private static JsonNode segment(JsonNode report, String value) {
    for (JsonNode segment : report.get("segments")) {
      if (segment.get("value").asString().equals(value)) {
        return segment;
      }
    }
    throw new AssertionError("no segment " + value);
  }

  @Test
  void scoresThatAreNoProbabilitiesKeepTheAreaAndLoseTheLosses() {
    String doubled =
        model(500, 2, 0.9)
            .lines()
            .map(line -> line.replaceFirst("(north|south),0", "$1,1"))
            .reduce("", (all, line) -> all + line + "\n");
    JsonNode report = check(0, model(1_000, 1, 0.9), doubled, "--fail-on=never");

    JsonNode auc = current(report, "roc_auc");
    JsonNode logLoss = current(report, "log_loss");
    assertThat(auc.get("value").isNumber()).isTrue();
    assertThat(logLoss.get("value").isNull()).isTrue();
    assertThat(logLoss.get("reason").asString()).isEqualTo("scores_not_probabilities");
  }

  @Test
  void labelsOfOneClassHaveNoArea() {
    String one =
        model(500, 2, 0.9)
            .lines()
            .map(line -> line.replaceFirst(",[01]$", ",1"))
            .reduce("", (all, line) -> all + line + "\n");
    JsonNode report = check(0, model(1_000, 1, 0.9), one, "--fail-on=never");

    assertThat(current(report, "roc_auc").get("reason").asString()).isEqualTo("one_class");
    assertThat(current(report, "accuracy").get("value").isNumber()).isTrue();
  }

  @Test
  void aClassThatTheReferenceLacksIsCountedAsWrong() {
    String other =
        model(500, 2, 1)
            .lines()
            .map(line ->
                line.endsWith(",1") && line.startsWith("20000") && line.charAt(6) == '4'
                    ? line.replaceFirst(",1$", ",2")
                    : line)
            .reduce("", (all, line) -> all + line + "\n");
    JsonNode report = check(0, model(1_000, 1, 0.95), other, "--fail-on=never");

    assertThat(report.get("performance").get("confusion_matrix").get("labels").toString())
        .isEqualTo("[\"0\",\"1\",\"2\"]");
    assertThat(current(report, "accuracy").get("value").asDouble()).isLessThan(1);
  }

  @Test
  void aColumnThatOneSideLacksIsSaidAndNothingElseFails() {
    String without =
        model(500, 2, 0.9)
            .lines()
            .map(line -> line.replaceFirst(",[^,]*$", ""))
            .reduce("", (all, line) -> all + line + "\n");
    JsonNode report = check(0, model(1_000, 1, 0.9), without);

    assertThat(report.get("performance").get("missing").asString())
        .isEqualTo("in the current data the label column is missing");
    assertThat(report.get("concept_drift").get("reason").asString()).isEqualTo("label_absent");
    assertThat(report.get("recommendation").get("action").asString()).isEqualTo("nothing");
  }

  @Test
  void labelsOfAnotherSpellingAreAnotherClass() {
    String words =
        model(500, 2, 0.9)
            .lines()
            .map(line -> line.replaceFirst(",1$", ",yes").replaceFirst(",0$", ",no"))
            .reduce("", (all, line) -> all + line + "\n");
    JsonNode report = check(0, model(1_000, 1, 0.9), words);

    assertThat(report.get("performance").get("missing").asString())
        .isEqualTo(
            "in the current data labels (no, yes) and answers (0, 1) name no class in common");
    assertThat(report.get("recommendation").get("action").asString()).isEqualTo("investigate_data");
  }

  @Test
  void relevancesOfFewValuesAreNumbersOfARanking() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("q,score,rel\n");
    for (int row = 0; row < 600; row++) {
      text.append("q" + row / 10 + "," + random.nextDouble() + "," + random.nextInt(4) + "\n");
    }
    Session session = new Session(folder).file("r.csv", text.toString());
    int exitCode =
        session.run(
            "check",
            "-r",
            "{dir}/r.csv",
            "-c",
            "{dir}/r.csv",
            "--query=q",
            "--score=score",
            "--label=rel",
            "--json=-");
    JsonNode report = JsonMapper.shared().readTree(session.out());

    assertThat(exitCode).as(session.err()).isZero();
    assertThat(report.get("performance").get("metric").asString()).isEqualTo("ndcg");
    assertThat(report.get("performance").get("state").asString()).isEqualTo("none");
  }

  @Test
  void theSameDataAreNoLossInAnyWindows() {
    String data = model(1_200, 1, 0.9);
    for (String metric : new String[] {"roc_auc", "f1", "pr_auc", "mcc", "log_loss"}) {
      for (String rows : new String[] {"8", "20", "100"}) {
        JsonNode report =
            check(0, data, data, "--window=" + rows, "--main-metric=" + metric, "--fail-on=never");
        assertThat(report.get("performance").get("degradation").asDouble()).isZero();
        assertThat(report.get("performance").get("state").asString()).isEqualTo("none");
      }
    }
  }

  @Test
  void labelsThatAreStillMissingAreNoDrift() {
    String half =
        model(1_000, 2, 0.9)
            .lines()
            .map(line -> line.matches("\\d*[02468],.*") ? line.replaceFirst(",[01]$", ",") : line)
            .reduce("", (all, line) -> all + line + "\n");
    JsonNode report = check(0, model(2_000, 1, 0.9), half);

    assertThat(report.get("performance").get("n_current").asLong()).isEqualTo(500);
    assertThat(report.get("dataset").get("label_drift").asString()).isEqualTo("stable");
  }

  @Test
  void oneRowConfirmsNothing() {
    String one = model(1, 5, 1).replaceFirst(",1,1\n$", ",0,1\n").replaceFirst(",0,0\n$", ",1,0\n");
    Session session = new Session(folder).file("r.csv", model(2_000, 1, 0.9)).file("c.csv", one);
    run(session);
    JsonNode report = JsonMapper.shared().readTree(session.out());

    assertThat(report.get("performance").get("state").asString()).isEqualTo("pending");
    assertThat(report.get("performance").get("rows_needed").asLong()).isEqualTo(19);
  }

  @Test
  void timesAreOrderedByThemselvesAndUnreadableOnesAreInNoWindow() {
    String current = model(240, 2, 0.9, row -> row == 10 ? "9,soon,0.1,north,0.6,1,1" : "");
    String backwards = current.lines().skip(1).reduce("", (all, line) -> line + "\n" + all);
    JsonNode report =
        check(
            0,
            model(480, 1, 0.9),
            "id,at,x,region,score,said,truth\n" + backwards,
            "--window=1d",
            "--fail-on=never");

    assertThat(report.get("windows")).hasSize(10);
    assertThat(report.get("notes").toString())
        .contains("run backwards")
        .contains("1 current row has no time that can be read and is in no window");
  }

  @Test
  void whatCannotBeMeantIsRefusedInASentence() {
    String good = model(200, 1, 0.9);

    assertThat(refused(good, good, "--window=1parsec"))
        .contains("--window: a window must be a number of rows, such as 5000");
    assertThat(refused(good, good, "--main-metric=f2"))
        .contains("--main-metric must be one of accuracy,");
    assertThat(refused(good, good, "--main-metric=rmse"))
        .contains("--main-metric rmse is a metric of regression, but this model's task is");
    assertThat(refused(good, good, "--positive=maybe"))
        .contains("--positive maybe is no class of column truth in the reference");
    assertThat(refused(good, good, "--labels={dir}/none.csv")).contains("there is no file");
    new Session(folder).file("l.csv", "id,truth\na,1\na,0\n");
    assertThat(refused(good, good, "--labels={dir}/l.csv"))
        .contains("id a has two labels, 1 (row 1) and 0 (row 2)");
  }

  private static JsonNode current(JsonNode report, String metric) {
    for (JsonNode compared : report.get("performance").get("metrics")) {
      if (compared.get("metric").asString().equals(metric)) {
        return compared.get("current");
      }
    }
    throw new AssertionError("no metric " + metric);
  }
}
