package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.Input;
import dev.leeway.app.check.SegmentResult;
import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.Playbook;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.DriftKind;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.drift.Method;
import dev.leeway.core.drift.Reason;
import dev.leeway.core.drift.Statistic;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.monitor.PerformanceComparison;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.profile.ColumnProfile;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.RowReference;
import dev.leeway.core.stats.PValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `report.json`, schema version 1: what a check found, for programs. Described in
/// docs/reference/report-json.md.
public final class JsonReport {

  /// Raised when a key changes its meaning or goes.
  public static final int SCHEMA_VERSION = 1;

  private JsonReport() {}

  /// The report as text.
  public static String write(CheckResult check, Optional<Severity> failOn) {
    return Json.text(tree(check, failOn));
  }

  /// What was found of a segment, as it stands under `segments` in the report.
  public static String write(SegmentResult segment) {
    return Json.text(EvaluationJson.segment(segment));
  }

  static Map<String, @Nullable Object> tree(CheckResult check, Optional<Severity> failOn) {
    Map<String, @Nullable Object> report = new LinkedHashMap<>();
    report.put("schema_version", SCHEMA_VERSION);
    report.put("generated_at", check.generatedAt());
    report.put("leeway_version", check.version());
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("reference", input(check.referenceInput()));
    inputs.put("current", input(check.currentInput()));
    report.put("inputs", inputs);
    report.put("options", check.options());
    Map<String, @Nullable Object> summary = new LinkedHashMap<>();
    summary.put("verdict", check.verdict().id());
    summary.put("highest_severity", check.highestSeverity().map(Severity::id).orElse(null));
    summary.put("exit_code", check.exitCode(failOn));
    summary.put("headline", check.headline());
    report.put("summary", summary);
    report.put("dataset", dataset(check.drift()));
    report.put("columns", columns(check));
    report.put("alerts", alerts(check));
    report.put("alert_history", alerts(check));
    report.put("notes", check.notes());
    report.put("components", EvaluationJson.components(check.evaluation(), check.findings()));
    report.put("performance", MetricsJson.of(check.performance()));
    report.put("latency", MetricsJson.of(check.evaluation().latency()));
    report.put("concept_drift", EvaluationJson.concept(check.evaluation().concept()));
    report.put(
        "unusual_samples", EvaluationJson.unusual(check.evaluation().unusual(), check.worst()));
    report.put("reference_windows", EvaluationJson.windows(check.referenceWindows()));
    report.put("windows", EvaluationJson.windows(check.windows()));
    report.put("over_time", check.overTime().map(OverTimeJson::of).orElse(null));
    report.put("segments", EvaluationJson.segments(check.segments()));
    report.put("recommendation", EvaluationJson.recommendation(check));
    MonitoringJson.put(report, check);
    return report;
  }

  private static Map<String, Object> input(Input input) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("files", input.files());
    map.put("rows", input.rows());
    if (!input.part().isEmpty()) {
      map.put("part", input.part());
    }
    return map;
  }

  private static Map<String, @Nullable Object> dataset(DriftResult drift) {
    Map<String, @Nullable Object> dataset = new LinkedHashMap<>();
    int features = drift.columns(Role.FEATURE).size();
    int drifted = drift.drifted(Role.FEATURE).size();
    dataset.put("policy", drift.policy().name().id());
    dataset.put("level", drift.policy().level());
    dataset.put("effect_floor", drift.policy().effectFloor());
    dataset.put("missing_floor", drift.policy().missingFloor());
    dataset.put("novelty_floor", drift.policy().noveltyFloor());
    dataset.put("tests", drift.tests());
    dataset.put("columns_compared", drift.columns().size());
    dataset.put("columns_judged", drift.judged());
    dataset.put("columns_drifted", drift.drifted().size());
    dataset.put("features", features);
    dataset.put("features_drifted", drifted);
    dataset.put(
        "share_of_features_drifted", features == 0 ? null : (Object) ((double) drifted / features));
    if (drift.policy().name() == DriftPolicy.Name.EVIDENTLY) {
      dataset.put(
          "share_of_columns_drifted", drift.drifted().size() / (double) drift.columns().size());
      dataset.put("dataset_drift", drift.dataSetDrifted());
    }
    dataset.put("p_below_level_alone", drift.alone());
    dataset.put("significant_after_correction", drift.corrected());
    dataset.put("data_drift", drift.verdict(Role.FEATURE).id());
    dataset.put("output_drift", component(drift, Role.PREDICTION, Role.SCORE));
    dataset.put("label_drift", component(drift, Role.LABEL));
    return dataset;
  }

  private static @Nullable String component(DriftResult drift, Role... roles) {
    for (Role role : roles) {
      if (!drift.columns(role).isEmpty()) {
        return drift.verdict(roles).id();
      }
    }
    return null;
  }

  private static List<Object> columns(CheckResult check) {
    List<Object> columns = new ArrayList<>();
    int compared = 0;
    for (int i = 0; i < check.reference().columns().size(); i++) {
      ColumnReference reference = check.reference().columns().get(i);
      if (!(reference instanceof RowReference)) {
        ColumnDrift drift = check.drift().columns().get(compared++);
        columns.add(column(drift, reference, check.current().columns().get(i)));
      }
    }
    return columns;
  }

  private static Map<String, @Nullable Object> column(
      ColumnDrift drift, ColumnReference reference, ColumnProfile current) {
    Map<String, @Nullable Object> column = new LinkedHashMap<>();
    column.put("name", drift.column().name());
    column.put("kind", drift.column().kind().id());
    column.put("role", drift.column().role().id());
    column.put("inferred", drift.column().reason());
    column.put("verdict", drift.verdict().id());
    column.put("reason", id(drift.reason()));
    column.put("explanation", drift.explanation());
    column.put("decided_by", drift.decidedBy() == null ? null : drift.decidedBy().id());
    column.put("effect", drift.verdict() == Verdict.INCONCLUSIVE ? null : (Object) drift.effect());
    column.put("drift_kinds", drift.kinds().stream().sorted().map(DriftKind::id).toList());
    column.put("reference", ColumnSummary.ofReference(reference));
    column.put("current", ColumnSummary.of(reference, current));
    column.put("statistics", drift.statistics().stream().map(JsonReport::statistic).toList());
    return column;
  }

  private static @Nullable String id(@Nullable Reason reason) {
    return reason == null ? null : reason.id();
  }

  private static Map<String, @Nullable Object> statistic(Statistic statistic) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    PValue p = statistic.pValue();
    map.put("method", statistic.method().id());
    map.put("kind", statistic.kind().id());
    map.put("decides", statistic.decides());
    map.put("statistic", statistic.value());
    map.put("p_value", p == null ? null : (Object) p.value());
    map.put("log10_p", p == null ? null : (Object) p.log10());
    map.put("q_value", statistic.qValue());
    map.put("effect", statistic.effect());
    map.put("threshold", statistic.threshold());
    map.put("expected_without_drift", statistic.expected());
    map.put("n_reference", statistic.nReference());
    map.put("n_current", statistic.nCurrent());
    map.put("exact", statistic.exact());
    map.put("error_bound", statistic.errorBound());
    map.put("constants", statistic.constants());
    map.put("reason", id(statistic.reason()));
    return map;
  }

  private static List<Object> alerts(CheckResult check) {
    List<Object> alerts = new ArrayList<>();
    for (Alert alert : check.alerts()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("timestamp", alert.timestamp());
      map.put("severity", alert.severity().id());
      map.put("type", alert.type().id());
      map.put("columns", alert.columns());
      map.put("action", alert.action());
      map.put("summary", alert.summary());
      map.put("playbook", steps(check.playbook().steps(alert)));
      boolean overTime =
          check.overTime().filter(found -> found.alerts().contains(alert)).isPresent();
      map.put("over_time", overTime);
      if (overTime && !foundInWhole(alert.type(), check)) {
        alerts.add(map);
        continue;
      }
      switch (alert.type()) {
        case DATA_DRIFT -> driftedFeatures(map, check.drift());
        case OUTPUT_DRIFT -> outputDrift(map, alert, check.drift());
        case PERFORMANCE_DEGRADATION -> degradation(map, check.performance());
        case LABEL_DRIFT,
            LATENCY_DRIFT,
            SEGMENT_DRIFT,
            DATA_QUALITY,
            CONCEPT_DRIFT,
            UNUSUAL_SAMPLES -> {}
      }
      alerts.add(map);
    }
    return alerts;
  }

  /// Whether the data as a whole show what was found over time, so that there are figures of it.
  private static boolean foundInWhole(AlertType type, CheckResult check) {
    return switch (type) {
      case DATA_DRIFT -> check.drift().verdict(Role.FEATURE) == Verdict.DRIFTED;
      case OUTPUT_DRIFT -> check.drift().verdict(Role.PREDICTION, Role.SCORE) == Verdict.DRIFTED;
      case PERFORMANCE_DEGRADATION -> check.performance().verdict() == Verdict.DRIFTED;
      case LABEL_DRIFT,
          LATENCY_DRIFT,
          SEGMENT_DRIFT,
          DATA_QUALITY,
          CONCEPT_DRIFT,
          UNUSUAL_SAMPLES ->
          false;
    };
  }

  private static List<Object> steps(List<Playbook.Step> steps) {
    List<Object> list = new ArrayList<>();
    for (Playbook.Step step : steps) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("text", step.text());
      map.put("owner", step.owner());
      map.put("link", step.link());
      list.add(map);
    }
    return list;
  }

  /// The features that drifted, with their Kolmogorov–Smirnov test where they are numbers.
  private static void driftedFeatures(Map<String, @Nullable Object> alert, DriftResult drift) {
    List<ColumnDrift> features = drift.columns(Role.FEATURE);
    List<Object> drifted = new ArrayList<>();
    for (int index = 0; index < features.size(); index++) {
      ColumnDrift feature = features.get(index);
      if (feature.drifted()) {
        Optional<Statistic> ks = feature.statistic(Method.KOLMOGOROV_SMIRNOV);
        Optional<Statistic> test = feature.test(DriftKind.DISTRIBUTION);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("feature", feature.column().name());
        map.put("feature_index", index);
        map.put("ks_statistic", ks.map(Statistic::value).orElse(null));
        map.put("p_value", test.map(Statistic::pValue).map(PValue::value).orElse(null));
        map.put("log10_p", test.map(Statistic::pValue).map(PValue::log10).orElse(null));
        map.put("decided_by", feature.decidedBy() == null ? null : feature.decidedBy().id());
        drifted.add(map);
      }
    }
    alert.put("drifted_features", drifted);
    alert.put("n_drifted", drifted.size());
  }

  /// The chi-square test of the first output column that drifted; null where it is of numbers.
  private static void outputDrift(
      Map<String, @Nullable Object> map, Alert alert, DriftResult drift) {
    Optional<ColumnDrift> output =
        drift.drifted().stream()
            .filter(column -> alert.columns().contains(column.column().name()))
            .findFirst();
    Optional<Statistic> test = output.flatMap(column -> column.test(DriftKind.DISTRIBUTION));
    map.put(
        "chi2_statistic",
        output
            .flatMap(column -> column.statistic(Method.CHI_SQUARE))
            .map(Statistic::value)
            .orElse(null));
    map.put("p_value", test.map(Statistic::pValue).map(PValue::value).orElse(null));
    map.put("log10_p", test.map(Statistic::pValue).map(PValue::log10).orElse(null));
  }

  private static void degradation(
      Map<String, @Nullable Object> alert, PerformanceComparison performance) {
    performance
        .degradation()
        .ifPresent(loss -> {
          alert.put("metric", loss.metric().id());
          alert.put("baseline", loss.reference());
          alert.put("current", loss.current());
          alert.put("degradation", loss.loss());
          alert.put("degradation_lower_bound", loss.lowerBound());
        });
    performance
        .metric(Metric.ACCURACY)
        .ifPresent(accuracy -> {
          alert.put("baseline_accuracy", accuracy.reference().value());
          alert.put("current_accuracy", accuracy.current().value());
        });
  }
}
