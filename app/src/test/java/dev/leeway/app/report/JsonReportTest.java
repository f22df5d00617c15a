package dev.leeway.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.check.CheckResult;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.profile.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportTest {

  private static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");

  /// Keys that are names from the data or the command line, or numbers.
  private static final Set<String> FREE = Set.of("options", "quantiles");

  @TempDir Path folder;

  @Test
  void documentHasTheKeysOfTheFormat() throws IOException {
    JsonNode report = JsonMapper.shared().readTree(write(NOW));

    assertThat(report.propertyNames())
        .contains("schema_version", "generated_at", "leeway_version", "inputs", "options")
        .contains("summary", "columns", "dataset", "alerts", "monitoring_period")
        .contains("performance_summary", "drift_summary", "metrics_history");
    assertThat(report.get("schema_version").asInt()).isEqualTo(1);
    assertThat(report.get("generated_at").asString()).isEqualTo("2024-05-06T07:08:09Z");
    for (String side : List.of("reference", "current")) {
      assertThat(report.get("inputs").get(side).propertyNames()).contains("files", "rows");
    }
    assertThat(report.get("summary").propertyNames())
        .contains("verdict", "highest_severity", "exit_code");
    assertThat(report.get("columns")).hasSize(6);
    for (JsonNode column : report.get("columns")) {
      assertThat(column.propertyNames())
          .contains("name", "kind", "role", "verdict", "reason", "decided_by", "drift_kinds")
          .contains("reference", "current", "statistics");
      for (JsonNode statistic : column.get("statistics")) {
        assertThat(statistic.propertyNames())
            .contains("method", "statistic", "p_value", "log10_p", "q_value", "effect")
            .contains("threshold", "n_reference", "n_current", "exact", "error_bound", "constants");
      }
    }
    assertThat(report.get("alerts")).isNotEmpty();
    for (JsonNode alert : report.get("alerts")) {
      assertThat(alert.propertyNames())
          .contains("timestamp", "severity", "type", "columns", "action");
    }
  }

  @Test
  void numbersAreFiniteAndKeysInSnakeCase() throws IOException {
    assertSound("", JsonReport.tree(result(NOW), Optional.of(Severity.HIGH)));
  }

  @Test
  void sameInputGivesTheSameBytesButForTheTime() throws IOException {
    Instant later = NOW.plusSeconds(1);

    assertThat(write(NOW)).isEqualTo(write(NOW));
    assertThat(write(later).replace(later.toString(), NOW.toString())).isEqualTo(write(NOW));
  }

  private String write(Instant now) throws IOException {
    return JsonReport.write(result(now), Optional.of(Severity.HIGH));
  }

  /// Numbers that overflow, are constant, infinite, missing or new, and a label with a prediction.
  private CheckResult result(Instant now) throws IOException {
    StringBuilder before = new StringBuilder("huge,same,odd,none,answer,truth\n");
    StringBuilder after = new StringBuilder(before);
    for (int row = 0; row < 200; row++) {
      String sign = row % 2 == 0 ? "" : "-";
      before.append(sign + "1.7e308,7.5," + row + ".5,," + row % 2 + "," + row % 2 + "\n");
      String odd = List.of("inf", "-inf", "1e308", "x", "").get(row % 5);
      after.append(sign + "1.7e308,7.5," + odd + ",,new," + row % 2 + "\n");
    }
    Map<String, Role> roles = Map.of("answer", Role.PREDICTION, "truth", Role.LABEL);
    return Checks.of(folder, before.toString(), after.toString(), roles, now);
  }

  private static void assertSound(String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, member) -> {
        String inner = path + "/" + key;
        if (!path.endsWith("/constants") && FREE.stream().noneMatch(path::endsWith)) {
          assertThat(String.valueOf(key)).as(inner).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
        }
        assertSound(inner, member);
      });
    } else if (value instanceof Iterable<?> items) {
      items.forEach(item -> assertSound(path + "[]", item));
    } else if (value instanceof Double number) {
      assertThat(number).as(path).isFinite();
    }
  }
}
