package dev.leeway.app.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A model from its first configuration to its judged windows, over HTTP.
class ModelStoryTest {

  private static final Instant START = Site.NOW.minus(Duration.ofDays(10));

  @TempDir Path folder;

  @Test
  void predictionsBecomeJudgedWindowsAndAStopKeepsEverything() throws Exception {
    String before;
    try (Site site = Site.open(folder)) {
      assertThat(site.get("/healthz").status()).isEqualTo(200);
      assertThat(site.get("/readyz").json().path("status").asString()).isEqualTo("ready");
      site.addModel("credit");

      Site.Got sent =
          site.post("/v1/models/credit/predictions", Site.predictions(0, 600, START, 0));
      assertThat(sent.status()).as(sent.body()).isEqualTo(202);
      assertThat(sent.json().path("accepted").asInt()).isEqualTo(600);
      assertThat(
              site.post("/v1/models/credit/predictions", Site.predictions(0, 600, START, 0))
                  .json()
                  .path("duplicate")
                  .asInt())
          .isEqualTo(600);
      site.post("/v1/models/credit/predictions", Site.predictions(900, 1_200, START, 2_000));
      Site.Got labels = site.post("/v1/models/credit/labels", Site.labels(0, 600));
      assertThat(labels.json().path("accepted").asInt()).as(labels.body()).isEqualTo(600);

      Site.Got closed = site.post("/v1/models/credit/windows/close", "");
      assertThat(closed.status()).as(closed.body()).isEqualTo(200);
      JsonNode model = site.settled("credit");
      assertThat(model.path("versions").path(0).path("rows").asInt()).isEqualTo(900);
      assertThat(model.path("versions").path(0).path("windows").path("final").asInt())
          .isEqualTo(15);

      JsonNode windows = site.get("/v1/models/credit/windows?limit=1000").json().path("windows");
      assertThat(windows.size()).as("ten windows, a gap, five windows").isEqualTo(16);
      assertThat(windows.path(10).path("state").asString()).isEqualTo("gap");
      assertThat(windows.path(10).path("start").asString())
          .isEqualTo(START.plus(Duration.ofHours(10)).toString());
      assertThat(windows.path(0).path("labelled").asInt()).isEqualTo(60);
      assertThat(windows.path(0).path("headline").asString()).isNotBlank();
      assertThat(Site.text(windows.path(12).path("severity"))).as("income moved").isNotNull();

      String window = windows.path(12).path("start").asString();
      JsonNode shown = site.get("/v1/models/credit/windows/" + window).json();
      assertThat(shown.path("rows").asInt()).isEqualTo(60);
      assertThat(shown.path("evaluations").path(0).path("report").path("columns").isArray())
          .isTrue();
      JsonNode findings =
          site.get("/v1/models/credit/findings?component=feature_drift&from=" + window).json();
      assertThat(findings.path("findings").path(0).path("finding").asString()).contains("income");
      JsonNode series = site.get("/v1/models/credit/series?name=rows").json();
      assertThat(series.path("series").path(0).path("points").size()).isEqualTo(15);
      JsonNode feature = site.get("/v1/models/credit/features/income").json();
      assertThat(feature.path("series").path(0).path("name").asString()).isEqualTo("effect.income");
      assertThat(feature.path("latest").path("name").asString()).isEqualTo("income");
      JsonNode samples = site.get("/v1/models/credit/samples?window=" + window).json();
      assertThat(samples.path("samples").path("state").asString()).isNotBlank();
      assertThat(site.get("/v1/models/credit/report?window=" + window).body())
          .startsWith("<!doctype html>");
      before = site.get("/v1/models/credit/windows?limit=1000").body();
    }
    try (Site site = Site.open(folder)) {
      assertThat(site.get("/v1/models/credit/windows?limit=1000").body()).isEqualTo(before);
      assertThat(
              site.post("/v1/models/credit/predictions", Site.predictions(100, 300, START, 0))
                  .json()
                  .path("duplicate")
                  .asInt())
          .as("what was sent before the stop is known after it")
          .isEqualTo(200);
    }
  }
}
