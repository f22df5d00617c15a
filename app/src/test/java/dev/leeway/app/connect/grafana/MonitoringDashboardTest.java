package dev.leeway.app.connect.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.connect.prometheus.ModelMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MonitoringDashboardTest {

  private final JsonNode dashboard = new JsonMapper().readTree(MonitoringDashboard.json());

  private List<String> panels(String pointer) {
    List<String> values = new ArrayList<>();
    dashboard.get("panels").forEach(panel -> values.add(panel.at(pointer).asString()));
    return values;
  }

  @Test
  void thePanelsAreTheFourOfTheCatalogue() {
    assertThat(panels("/title"))
        .containsExactly(
            "Model Accuracy", "Data Drift Alerts", "Prediction Latency", "Feature Distributions");
    assertThat(panels("/type")).containsExactly("timeseries", "stat", "timeseries", "heatmap");
  }

  @Test
  void everyQueryAsksForAMetricThatIsWritten() {
    List<String> known = Arrays.stream(ModelMetric.values()).map(ModelMetric::id).toList();
    assertThat(panels("/targets/0/expr"))
        .allSatisfy(query -> {
          Pattern metric = Pattern.compile("\\((\\w+)\\{model=~\"\\$model\"}");
          assertThat(metric.matcher(query).results().map(found -> found.group(1)))
              .hasSize(1)
              .isSubsetOf(known);
        });
  }

  @Test
  void itFollowsTheRulesOfProvisionedDashboards() {
    assertThat(dashboard.get("schemaVersion").asInt()).isEqualTo(42);
    assertThat(dashboard.get("uid").asString()).hasSizeBetween(8, 40);
    assertThat(dashboard.has("id") || dashboard.has("__inputs")).isFalse();
    assertThat(dashboard.get("editable").asBoolean()).isFalse();
    assertThat(panels("/id")).doesNotHaveDuplicates();
    assertThat(panels("/datasource/uid")).containsOnly("${datasource}");
    assertThat(panels("/description")).noneMatch(String::isBlank);
    assertThat(panels("/fieldConfig/defaults/unit"))
        .containsExactly("percentunit", "none", "s", "percentunit");
  }

  @Test
  void itIsAlwaysTheSame() {
    assertThat(MonitoringDashboard.json()).isEqualTo(MonitoringDashboard.json());
  }
}
