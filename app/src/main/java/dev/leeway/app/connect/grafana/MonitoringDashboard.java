package dev.leeway.app.connect.grafana;

import dev.leeway.app.connect.prometheus.ModelMetric;
import dev.leeway.app.report.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `grafana-dashboard.json`: accuracy, drift alerts, latency and feature distributions on one
/// dashboard, in Grafana's classic form (schema version 42), which provisioning, the HTTP API and
/// the import page all take. It asks for the [ModelMetric]s, by a data source that the reader
/// chooses, and shows all models until one is chosen.
public final class MonitoringDashboard {

  private static final int SCHEMA = 42;
  private static final String CHOSEN = "{model=~\"$model\"}";

  private MonitoringDashboard() {}

  /// The dashboard as JSON; always the same.
  public static String json() {
    Map<String, @Nullable Object> dashboard = new LinkedHashMap<>();
    dashboard.put("uid", "leeway-model-monitoring");
    dashboard.put("title", "Model monitoring");
    dashboard.put("tags", List.of("leeway", "model-monitor"));
    dashboard.put("editable", false);
    dashboard.put("schemaVersion", SCHEMA);
    dashboard.put("version", 1);
    dashboard.put("timezone", "browser");
    dashboard.put("refresh", "1m");
    dashboard.put("graphTooltip", 1);
    dashboard.put("time", Map.of("from", "now-7d", "to", "now"));
    dashboard.put("templating", Map.of("list", List.of(dataSource(), model())));
    dashboard.put("annotations", Map.of("list", List.of()));
    dashboard.put("panels", List.of(accuracy(), drift(), latency(), features()));
    return Json.text(sorted(dashboard));
  }

  /// Small maps made by [Map#of] have no order of their own; by name they always have the same.
  private static Object sorted(@Nullable Object value) {
    if (value instanceof LinkedHashMap<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((name, of) -> copy.put(String.valueOf(name), of == null ? null : sorted(of)));
      return copy;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new TreeMap<>();
      map.forEach((name, of) -> copy.put(String.valueOf(name), sorted(of)));
      return copy;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(MonitoringDashboard::sorted).toList();
    }
    return Objects.requireNonNull(value);
  }

  private static Object dataSource() {
    Map<String, @Nullable Object> variable = new LinkedHashMap<>();
    variable.put("type", "datasource");
    variable.put("name", "datasource");
    variable.put("label", "Data source");
    variable.put("query", "prometheus");
    variable.put("refresh", 1);
    variable.put("hide", 0);
    variable.put("current", Map.of("text", "default", "value", "default"));
    return variable;
  }

  /// All models, also samples without the label: `.*` matches what is not there.
  private static Object model() {
    Map<String, @Nullable Object> variable = new LinkedHashMap<>();
    variable.put("type", "query");
    variable.put("name", "model");
    variable.put("label", "Model");
    variable.put("datasource", source());
    variable.put("query", "label_values(" + ModelMetric.DRIFT_DETECTED.id() + ", model)");
    variable.put("refresh", 2);
    variable.put("sort", 1);
    variable.put("multi", true);
    variable.put("includeAll", true);
    variable.put("allValue", ".*");
    variable.put("current", Map.of("text", "All", "value", "$__all"));
    return variable;
  }

  private static Object source() {
    return Map.of("type", "prometheus", "uid", "${datasource}");
  }

  private static Map<String, @Nullable Object> panel(
      int id, String type, String title, String description, Object target, int x, int y) {
    Map<String, @Nullable Object> panel = new LinkedHashMap<>();
    panel.put("id", id);
    panel.put("type", type);
    panel.put("title", title);
    panel.put("description", description);
    panel.put("datasource", source());
    panel.put("gridPos", Map.of("h", 10, "w", 12, "x", x, "y", y));
    panel.put("targets", List.of(target));
    return panel;
  }

  private static Object target(String expression, String legend) {
    Map<String, @Nullable Object> target = new LinkedHashMap<>();
    target.put("refId", "A");
    target.put("datasource", source());
    target.put("expr", expression);
    target.put("legendFormat", legend);
    target.put("editorMode", "code");
    target.put("range", true);
    return target;
  }

  private static Object fields(String unit, Object thresholds) {
    return fields(unit, thresholds, List.of());
  }

  private static Object fields(String unit, Object thresholds, List<Object> mappings) {
    Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
    defaults.put("mappings", mappings);
    defaults.put("unit", unit);
    defaults.put("thresholds", thresholds);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("defaults", defaults);
    fields.put("overrides", List.of());
    return fields;
  }

  private static Object plain() {
    return Map.of("mode", "absolute", "steps", List.of(green()));
  }

  private static Object redFromOne() {
    return Map.of(
        "mode", "absolute", "steps", List.of(green(), Map.of("value", 1, "color", "red")));
  }

  /// From the smallest value on.
  private static Object green() {
    Map<String, @Nullable Object> step = new LinkedHashMap<>();
    step.put("value", null);
    step.put("color", "green");
    return step;
  }

  private static Object accuracy() {
    Map<String, @Nullable Object> panel =
        panel(
            1,
            "timeseries",
            "Model Accuracy",
            ModelMetric.ACCURACY.help(),
            target(
                "max by (model, version) (" + ModelMetric.ACCURACY.id() + CHOSEN + ")",
                "{{model}} {{version}}"),
            0,
            0);
    panel.put("fieldConfig", fields("percentunit", plain()));
    panel.put("options", legend());
    return panel;
  }

  private static Object legend() {
    return Map.of(
        "legend",
        Map.of(
            "displayMode", "list", "placement", "bottom", "showLegend", true, "calcs", List.of()),
        "tooltip",
        Map.of("mode", "multi", "sort", "desc"));
  }

  private static Object drift() {
    Map<String, @Nullable Object> panel =
        panel(
            2,
            "stat",
            "Data Drift Alerts",
            "Whether the latest check of each model found that its inputs drifted.",
            target(
                "max by (model, version) (" + ModelMetric.DRIFT_DETECTED.id() + CHOSEN + ")",
                "{{model}} {{version}}"),
            12,
            0);
    Map<String, @Nullable Object> mapping = new LinkedHashMap<>();
    mapping.put("type", "value");
    mapping.put(
        "options",
        Map.of(
            "0", Map.of("text", "no drift", "color", "green", "index", 0),
            "1", Map.of("text", "drift", "color", "red", "index", 1)));
    panel.put("fieldConfig", fields("none", redFromOne(), List.of(mapping)));
    panel.put(
        "options",
        Map.of(
            "colorMode", "background",
            "graphMode", "none",
            "justifyMode", "auto",
            "orientation", "auto",
            "textMode", "auto",
            "reduceOptions",
                Map.of("calcs", List.of("lastNotNull"), "fields", "", "values", false)));
    return panel;
  }

  private static Object latency() {
    Map<String, @Nullable Object> panel =
        panel(
            3,
            "timeseries",
            "Prediction Latency",
            ModelMetric.LATENCY.help() + " A line for each quantile.",
            target(
                "max by (model, version, quantile) (" + ModelMetric.LATENCY.id() + CHOSEN + ")",
                "{{model}} {{version}} p{{quantile}}"),
            0,
            10);
    panel.put("fieldConfig", fields("s", plain()));
    panel.put("options", legend());
    return panel;
  }

  private static Object features() {
    Map<String, @Nullable Object> panel =
        panel(
            4,
            "heatmap",
            "Feature Distributions",
            ModelMetric.FEATURE_CHANGE.help()
                + " A row for each of the 30 features that moved most.",
            target(
                "topk(30, max by (feature) (" + ModelMetric.FEATURE_CHANGE.id() + CHOSEN + "))",
                "{{feature}}"),
            12,
            10);
    panel.put("fieldConfig", fields("percentunit", plain()));
    panel.put(
        "options",
        Map.of(
            "calculate", false,
            "cellGap", 1,
            "cellValues", Map.of("unit", "percentunit"),
            "color",
                Map.of(
                    "mode",
                    "scheme",
                    "scheme",
                    "Oranges",
                    "steps",
                    64,
                    "min",
                    0,
                    "max",
                    0.5,
                    "exponent",
                    0.5,
                    "fill",
                    "dark-orange",
                    "reverse",
                    false,
                    "scale",
                    "exponential"),
            "legend", Map.of("show", true),
            "tooltip", Map.of("mode", "single", "yHistogram", false),
            "yAxis", Map.of("axisPlacement", "left", "reverse", false)));
    return panel;
  }
}
