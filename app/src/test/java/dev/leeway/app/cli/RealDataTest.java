package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Public data sets of which it is known what changed. They lie beside the repository, in
/// `../shared/data`; without them there is nothing to test.
class RealDataTest {

  private static final Path DATA = repository().resolveSibling("shared").resolve("data");

  @TempDir Path folder;

  @BeforeAll
  static void dataAreThere() {
    if (!Files.isDirectory(DATA)) {
      System.out.println("skipped: no ../shared/data");
      Assumptions.abort("no " + DATA);
    }
  }

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("leeway")) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }

  @Test
  void onlyTheLabelOfTheCensusChanged() {
    Session session = new Session(folder);
    int exitCode =
        session.run(
            "check",
            "--reference=" + DATA.resolve("adult-train.csv"),
            "--current=" + DATA.resolve("adult-test.csv"),
            "--no-header",
            "--names=age,workclass,fnlwgt,education,education_num,marital_status,occupation,"
                + "relationship,race,sex,capital_gain,capital_loss,hours,country,income",
            "--label=income",
            "--json=-");

    assertThat(exitCode).as(session.err()).isZero();
    assertThat(drifted(session.out())).containsExactly("income");
  }

  @Test
  void rentalsGrewAndTheCalendarStayed() {
    Session session = new Session(folder);
    session.run(
        "check",
        "--reference=" + DATA.resolve("bike-sharing-hour.csv"),
        "--time=dteday",
        "--split-at=2012-01-01",
        "--ignore=instant,yr",
        "--json=-");

    assertThat(drifted(session.out()))
        .contains("cnt", "registered", "casual", "hum", "temp")
        .doesNotContain(
            "season", "mnth", "hr", "holiday", "weekday", "workingday", "weathersit", "windspeed");
  }

  @Test
  void housingHasItsAreaByMonthAndItsOwnMonthsAreNoLoss() {
    Session session = new Session(folder);
    session.run(
        "check",
        "--reference=" + DATA.resolve("california_housing_reference.csv"),
        "--current=" + DATA.resolve("california_housing_analysis.csv"),
        "--labels=" + DATA.resolve("california_housing_analysis_gt.csv"),
        "--id=id",
        "--label=clf_target",
        "--score=y_pred_proba",
        "--prediction=y_pred",
        "--time=timestamp",
        "--window=1mo",
        "--main-metric=roc_auc",
        "--json=-");
    JsonNode report = JsonMapper.shared().readTree(session.out());

    assertThat(report.get("reference_windows")).hasSize(8);
    assertThat(report.get("windows")).hasSize(12);
    for (JsonNode window : report.get("windows")) {
      JsonNode performance = window.get("performance");
      assertThat(performance.get("metric").asString()).isEqualTo("roc_auc");
      assertThat(performance.get("interval_method").asString()).isEqualTo("window-spread");
      assertThat(window.get("concept_verdict").asString()).isEqualTo("inconclusive");
      assertThat(window.toString())
          .containsPattern("only (\\d|10) % of the labelled current rows lie where the reference");
      for (JsonNode metric : performance.get("metrics")) {
        if (metric.get("metric").asString().equals("roc_auc")) {
          assertThat(metric.get("current").get("value").asDouble()).isBetween(0.5, 1.0);
          assertThat(metric.get("current").get("interval")).hasSize(2);
          assertThat(metric.get("current").get("interval_method").asString()).isEqualTo("delong");
        }
      }
    }
    assertThat(report.get("concept_drift").get("reason").asString()).isEqualTo("little_overlap");
    assertThat(report.get("recommendation").get("evidence").toString())
        .contains("concept drift cannot be judged: the inputs hardly overlap");
    JsonNode partial = report.get("windows").get(11);
    assertThat(partial.get("partial").asBoolean()).isTrue();
    assertThat(report.get("performance").get("degradation").asDouble()).isPositive();
  }

  private static Set<String> drifted(String json) {
    Set<String> names = new TreeSet<>();
    for (JsonNode column : JsonMapper.shared().readTree(json).get("columns")) {
      if (column.get("verdict").asString().equals("drifted")) {
        names.add(column.get("name").asString());
      }
    }
    return names;
  }
}
