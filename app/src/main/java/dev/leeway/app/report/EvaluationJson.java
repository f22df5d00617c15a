package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.SegmentResult;
import dev.leeway.app.check.WindowResult;
import dev.leeway.app.check.WorstRow;
import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.Recommendation;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.anomaly.RowShare;
import dev.leeway.core.anomaly.UnusualFeature;
import dev.leeway.core.anomaly.UnusualSamples;
import dev.leeway.core.concept.ConceptDrift;
import dev.leeway.core.concept.ConceptShift;
import dev.leeway.core.concept.ConceptTest;
import dev.leeway.core.concept.FeatureConcept;
import dev.leeway.core.concept.LossChange;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.DriftKind;
import dev.leeway.core.monitor.Evaluation;
import dev.leeway.core.monitor.Finding;
import dev.leeway.core.profile.Role;
import dev.leeway.core.stats.Interval;
import dev.leeway.core.stats.PValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of `report.json` on concept drift, unusual rows, windows, segments and what to do.
final class EvaluationJson {

  private EvaluationJson() {}

  /// @param findings of the evaluation, with what is known of them over time
  static List<Object> components(Evaluation evaluation, List<Finding> findings) {
    List<Object> components = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("component", finding.component().id());
      map.put("title", finding.component().title());
      map.put("verdict", evaluation.state(finding));
      map.put("finding", finding.sentence());
      components.add(map);
    }
    return components;
  }

  static Map<String, @Nullable Object> concept(ConceptDrift concept) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("verdict", concept.verdict().id());
    map.put("reason", concept.reason() == null ? null : concept.reason().id());
    map.put("explanation", concept.explanation());
    map.put("explained_by_inputs", concept.explainedByInputs());
    map.put("slight", concept.slight());
    map.put("overlap", concept.overlap());
    map.put("effect", concept.effect());
    Map<String, Object> rows = new LinkedHashMap<>();
    rows.put("reference_labelled", concept.rows().reference());
    rows.put("reference_unlabelled", concept.rows().referenceUnlabelled());
    rows.put("current_labelled", concept.rows().current());
    rows.put("current_unlabelled", concept.rows().currentUnlabelled());
    rows.put("outside_reference", concept.rows().outside());
    map.put("rows", rows);
    map.put("joint", test(concept.joint()));
    map.put("features", concept.features().stream().map(EvaluationJson::feature).toList());
    map.put("left_out", concept.leftOut());
    map.put("shifts", concept.shifts().stream().map(EvaluationJson::shift).toList());
    map.put("losses", concept.losses().stream().map(EvaluationJson::loss).toList());
    return map;
  }

  private static @Nullable Object test(@Nullable ConceptTest test) {
    if (test == null) {
      return null;
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("statistic", test.statistic());
    map.put("degrees_of_freedom", test.degreesOfFreedom());
    p(map, test.p());
    map.put("q_value", test.q());
    map.put("distance", test.distance());
    map.put("expected_square", test.expectedSquare());
    map.put("effect", test.effect());
    map.put("effect_limit", test.effectLimit());
    return map;
  }

  private static void p(Map<String, @Nullable Object> map, PValue p) {
    map.put("p_value", p.value());
    map.put("log10_p", Double.isFinite(p.log10()) ? p.log10() : null);
  }

  private static Object feature(FeatureConcept feature) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("feature", feature.feature());
    map.put("drifted", feature.drifted());
    map.put("explained_by_inputs", feature.explainedByInputs());
    map.put("adjusted", test(feature.adjusted()));
    map.put("plain", test(feature.plain()));
    map.put("shifts", feature.shifts().stream().map(EvaluationJson::shift).toList());
    return map;
  }

  private static Object shift(ConceptShift shift) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("feature", shift.feature());
    map.put("bin", shift.bin());
    map.put("label", shift.label());
    map.put("n_reference", shift.referenceRows());
    map.put("n_current", shift.currentRows());
    map.put("reference_share", shift.referenceShare());
    map.put("current_share", shift.currentShare());
    map.put("change", shift.change());
    return map;
  }

  private static Object loss(LossChange loss) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("loss", loss.loss().id());
    map.put("n_reference", loss.referenceRows());
    map.put("n_current", loss.currentRows());
    map.put("reference", loss.reference());
    map.put("current", loss.current());
    p(map, loss.p());
    map.put("change", loss.change());
    map.put("change_interval", interval(loss.changeInterval()));
    map.put("explained", loss.explained());
    map.put("unexplained", loss.unexplained());
    map.put("unexplained_interval", interval(loss.unexplainedInterval()));
    map.put("unexplained_p_value", loss.unexplainedP().value());
    return map;
  }

  static List<Double> interval(Interval interval) {
    return List.of(interval.low(), interval.high());
  }

  static Map<String, @Nullable Object> unusual(UnusualSamples unusual, List<WorstRow> worst) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("state", unusual.state().id());
    map.put("reason", unusual.reason().map(UnusualSamples.Reason::id).orElse(null));
    map.put("threshold", unusual.threshold());
    map.put("expected_share", unusual.expectedShare());
    map.put("current", share(unusual.current()));
    map.put("reference", share(unusual.reference()));
    map.put("effect", unusual.effect().isPresent() ? unusual.effect().getAsDouble() : null);
    map.put("p_value", unusual.p().map(PValue::value).orElse(null));
    map.put("features", unusual.features());
    map.put("left_out", unusual.leftOut());
    map.put("absent", unusual.absent());
    map.put("worst", worst.stream().map(EvaluationJson::worst).toList());
    return map;
  }

  private static Object share(RowShare share) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("unusual", share.unusual());
    map.put("rows", share.rows());
    map.put("share", share.share().isPresent() ? share.share().getAsDouble() : null);
    map.put("interval", share.interval().map(EvaluationJson::interval).orElse(null));
    return map;
  }

  private static Object worst(WorstRow worst) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("row", worst.row().row());
    map.put("id", worst.id().orElse(null));
    map.put("score", worst.row().score());
    map.put("unusual", worst.row().unusual());
    map.put("reference_share", worst.row().referenceShare());
    List<Object> features = new ArrayList<>();
    for (UnusualFeature feature : worst.row().features()) {
      Map<String, Object> of = new LinkedHashMap<>();
      of.put("feature", feature.name());
      of.put("value", feature.value());
      of.put("fall", feature.fall());
      of.put("reference_share", feature.referenceShare());
      of.put("clue", feature.clue());
      features.add(of);
    }
    map.put("features", features);
    return map;
  }

  static List<Object> windows(List<WindowResult> windows) {
    List<Object> list = new ArrayList<>();
    for (WindowResult window : windows) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("name", window.name());
      map.put("start", window.start().orElse(null));
      map.put("end", window.end().orElse(null));
      map.put("partial", window.partial());
      map.put("rows", window.rows());
      if (window.evaluation().isPresent()) {
        judged(map, window.evaluation().get());
      } else {
        map.put("verdict", null);
        map.put("metrics", MetricsJson.values(window.metrics()));
      }
      list.add(map);
    }
    return list;
  }

  private static void judged(Map<String, @Nullable Object> map, Evaluation evaluation) {
    map.put("verdict", evaluation.drift().verdict(Role.values()).id());
    map.put("components", components(evaluation, evaluation.findings()));
    map.put("performance", MetricsJson.of(evaluation.performance()));
    map.put("concept_verdict", evaluation.concept().verdict().id());
    map.put(
        "unusual_share",
        evaluation.unusual().current().share().isPresent()
            ? evaluation.unusual().current().share().getAsDouble()
            : null);
    List<Object> columns = new ArrayList<>();
    for (ColumnDrift column : evaluation.drift().columns()) {
      Map<String, @Nullable Object> of = new LinkedHashMap<>();
      of.put("name", column.column().name());
      of.put("verdict", column.verdict().id());
      of.put("reason", column.reason() == null ? null : column.reason().id());
      of.put("decided_by", column.decidedBy() == null ? null : column.decidedBy().id());
      of.put("effect", column.effect());
      of.put("drift_kinds", column.kinds().stream().sorted().map(DriftKind::id).toList());
      columns.add(of);
    }
    map.put("columns", columns);
  }

  static List<Object> segments(List<SegmentResult> segments) {
    return segments.stream().<Object>map(EvaluationJson::segment).toList();
  }

  static Map<String, @Nullable Object> segment(SegmentResult segment) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("column", segment.column());
    map.put("value", segment.value());
    map.put("n_reference", segment.referenceRows());
    map.put("n_current", segment.currentRows());
    map.put("reason", segment.evaluation().isPresent() ? null : "too_few_rows");
    map.put(
        "highest_severity",
        segment.alerts().stream()
            .map(Alert::severity)
            .max(Comparator.naturalOrder())
            .map(Severity::id)
            .orElse(null));
    segment.evaluation().ifPresent(evaluation -> judged(map, evaluation));
    return map;
  }

  static Map<String, @Nullable Object> recommendation(CheckResult check) {
    Recommendation recommendation = check.recommendation();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("action", recommendation.action().id());
    map.put("ground", recommendation.ground().id());
    map.put("reason", recommendation.reason());
    map.put("evidence", recommendation.evidence());
    map.put("columns", recommendation.columns());
    return map;
  }
}
