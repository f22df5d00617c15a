package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Headline, alerts and recommendation of one check say the same.
class AgreementTest {

  @TempDir Path folder;

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void anAbsentFeatureIsInAllThree() {
    JsonNode report = check(rows("a,b", r -> 0), rows("a", r -> 0));

    assertThat(headline(report)).isEqualTo("1 of 2 features is absent (b).");
    assertThat(alerts(report)).containsExactly("data_quality low");
    assertThat(ground(report)).isEqualTo("upstream_fault");
  }

  @Test
  void anAbsentFeatureIsToldWhereNothingElseCanBeJudged() {
    String few = String.join("\n", rows("a", r -> 0).lines().limit(9).toList());
    JsonNode report = check(rows("a,b,c", r -> 0), few);

    assertThat(headline(report)).isEqualTo("2 of 3 features are absent (b, c).");
    assertThat(ground(report)).isEqualTo("upstream_fault");
  }

  @Test
  void slowerAnswersAreInAllThree() {
    ToDoubleFunction<SplittableRandom> fast = r -> 0.1 + 0.02 * r.nextDouble();
    ToDoubleFunction<SplittableRandom> slow = r -> 0.15 + 0.02 * r.nextDouble();
    JsonNode report = check(rows("a,t", fast), rows("a,t", slow), "--latency=t");

    assertThat(headline(report)).matches("Latency.* rose from 0\\.1.* s to 0\\.1.* s\\.");
    assertThat(alerts(report)).containsExactly("latency_drift low");
    assertThat(ground(report)).isEqualTo("slower_answers");
    assertThat(report.get("recommendation").get("reason").asString())
        .startsWith("Look at the serving: answers take longer");
  }

  /// One in twelve answers takes three times as long: the 95th percentile rises, while no
  /// distribution moves beyond its floor.
  @Test
  void aLongerTailAloneIsInAllThree() {
    ToDoubleFunction<SplittableRandom> even = r -> 0.1 + 0.02 * r.nextGaussian() / 5;
    ToDoubleFunction<SplittableRandom> tail =
        r -> even.applyAsDouble(r) * (r.nextInt(14) == 0 ? 1.05 + r.nextDouble() : 1);
    JsonNode report = check(rows("a,t", even), rows("a,t", tail), "--latency=t");

    assertThat(headline(report)).contains("rose from");
    assertThat(alerts(report)).containsExactly("latency_drift low");
    assertThat(ground(report)).isEqualTo("slower_answers");
  }

  @Test
  void quietDataAreQuietInAllThree() {
    JsonNode report = check(rows("a,t", r -> 0.1), rows("a,t", r -> 0.1), "--latency=t");

    assertThat(headline(report)).startsWith("No drift");
    assertThat(alerts(report)).isEmpty();
    assertThat(ground(report)).isEqualTo("no_change");
  }

  /// @param names its columns: `t` is a latency, all others are normal
  private String rows(String names, ToDoubleFunction<SplittableRandom> latency) {
    StringBuilder csv = new StringBuilder(names).append('\n');
    for (int row = 0; row < 2_000; row++) {
      List<String> cells = new ArrayList<>();
      for (String name : names.split(",", -1)) {
        double value = name.equals("t") ? latency.applyAsDouble(random) : random.nextGaussian();
        cells.add(Double.toString(value));
      }
      csv.append(String.join(",", cells)).append('\n');
    }
    return csv.toString();
  }

  private JsonNode check(String reference, String current, String... options) {
    Session session = new Session(folder).file("r.csv", reference).file("c.csv", current);
    List<String> arguments =
        new ArrayList<>(
            List.of("check", "--reference={dir}/r.csv", "--current={dir}/c.csv", "--json=-"));
    arguments.addAll(List.of(options));
    session.run(arguments.toArray(String[]::new));
    return JsonMapper.shared().readTree(session.out());
  }

  private static String headline(JsonNode report) {
    return report.get("summary").get("headline").asString();
  }

  private static List<String> alerts(JsonNode report) {
    List<String> alerts = new ArrayList<>();
    for (JsonNode alert : report.get("alerts")) {
      alerts.add(alert.get("type").asString() + " " + alert.get("severity").asString());
    }
    return alerts;
  }

  private static String ground(JsonNode report) {
    return report.get("recommendation").get("ground").asString();
  }
}
