package dev.leeway.core.monitor;

import dev.leeway.core.anomaly.RowShare;
import dev.leeway.core.anomaly.UnusualSamples;
import dev.leeway.core.concept.ConceptDrift;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.DriftKind;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.drift.Reason;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Puts what was found of each component into a verdict and a sentence.
final class Findings {

  private static final int NAMED = 5;

  private Findings() {}

  static List<Finding> of(Evaluation evaluation) {
    List<Finding> findings = new ArrayList<>();
    for (Component component : Component.values()) {
      findings.add(
          switch (component) {
            case PERFORMANCE_METRICS -> performance(evaluation);
            case DATA_DRIFT -> data(evaluation.drift());
            case FEATURE_DRIFT -> feature(evaluation.drift());
            case OUTPUT_DRIFT -> output(evaluation.drift());
            case CONCEPT_DRIFT -> concept(evaluation.concept());
            case ANOMALY_DETECTION -> unusual(evaluation.unusual());
            case DATA_QUALITY -> quality(evaluation.drift());
          });
    }
    return findings;
  }

  private static Finding performance(Evaluation evaluation) {
    PerformanceComparison performance = evaluation.performance();
    Optional<Degradation> loss = performance.degradation();
    List<String> parts = new ArrayList<>();
    boolean isSaid = loss.isEmpty() && Caveats.lostPredictions(evaluation).isPresent();
    parts.add(loss.map(MetricWords::compared).orElse(isSaid ? "" : performance.missing()));
    parts.addAll(evaluation.caveats());
    parts.removeIf(String::isEmpty);
    return new Finding(
        Component.PERFORMANCE_METRICS, performance.verdict(), String.join("; ", parts));
  }

  private static Finding data(DriftResult drift) {
    int features = drift.columns(Role.FEATURE).size();
    int drifted = drift.drifted(Role.FEATURE).size();
    return new Finding(
        Component.DATA_DRIFT,
        drift.verdict(Role.FEATURE),
        features == 0
            ? "there is no feature column"
            : "%d of %s drifted".formatted(drifted, Counted.of(features, "feature")));
  }

  private static Finding feature(DriftResult drift) {
    List<ColumnDrift> drifted = drift.drifted(Role.FEATURE);
    String sentence =
        drifted.isEmpty()
            ? drift.columns(Role.FEATURE).stream()
                .filter(column -> column.verdict() == Verdict.STABLE)
                .max(Comparator.comparingDouble(ColumnDrift::effect))
                .map(column -> "largest effect: " + effect(column))
                .orElse("no feature could be judged")
            : "most drifted: " + effect(drifted.get(0));
    return new Finding(Component.FEATURE_DRIFT, drift.verdict(Role.FEATURE), sentence);
  }

  private static String effect(ColumnDrift column) {
    return format("%s, %.1f %%", column.column().name(), 100 * column.effect());
  }

  private static Finding output(DriftResult drift) {
    List<ColumnDrift> outputs = new ArrayList<>(drift.columns(Role.PREDICTION));
    outputs.addAll(drift.columns(Role.SCORE));
    Verdict verdict = drift.verdict(Role.PREDICTION, Role.SCORE);
    List<ColumnDrift> drifted = outputs.stream().filter(ColumnDrift::drifted).toList();
    String sentence;
    if (outputs.isEmpty()) {
      sentence = "there is no prediction or score column";
    } else if (drifted.isEmpty()) {
      sentence =
          verdict == Verdict.INCONCLUSIVE
              ? "no prediction or score could be compared"
              : "no prediction or score changed beyond chance and floor";
    } else {
      sentence = names(drifted) + " drifted";
    }
    return new Finding(Component.OUTPUT_DRIFT, verdict, sentence);
  }

  private static Finding concept(ConceptDrift concept) {
    return new Finding(Component.CONCEPT_DRIFT, concept.verdict(), concept.explanation());
  }

  private static Finding unusual(UnusualSamples unusual) {
    Verdict verdict =
        switch (unusual.state()) {
          case INCREASED -> Verdict.DRIFTED;
          case STABLE -> Verdict.STABLE;
          case INCONCLUSIVE -> Verdict.INCONCLUSIVE;
        };
    String sentence =
        unusual
            .reason()
            .map(reason -> "not judged, because " + reason.words())
            .orElseGet(() -> shares(unusual));
    return new Finding(Component.ANOMALY_DETECTION, verdict, sentence);
  }

  private static String shares(UnusualSamples unusual) {
    RowShare now = unusual.current();
    return format(
        "%.1f %% of the rows are unusual, where %.1f %% are expected",
        100 * now.share().orElse(0), 100 * unusual.expectedShare());
  }

  private static Finding quality(DriftResult drift) {
    if (drift.policy().name() != DriftPolicy.Name.CALIBRATED) {
      return new Finding(
          Component.DATA_QUALITY,
          Verdict.INCONCLUSIVE,
          "not judged: the policy " + drift.policy().name().id() + " looks at distributions only");
    }
    List<ColumnDrift> columns =
        drift.columns().stream()
            .filter(column ->
                column.reason() == Reason.ABSENT
                    || column.kinds().stream().anyMatch(kind -> kind != DriftKind.DISTRIBUTION))
            .toList();
    if (drift.judged() == 0) {
      return new Finding(Component.DATA_QUALITY, Verdict.INCONCLUSIVE, "no column could be judged");
    }
    return columns.isEmpty()
        ? new Finding(
            Component.DATA_QUALITY,
            Verdict.STABLE,
            "no column has more missing, new, out-of-range or unreadable values")
        : new Finding(
            Component.DATA_QUALITY,
            Verdict.DRIFTED,
            "missing, new, out-of-range or unreadable values changed in " + names(columns));
  }

  private static String names(List<ColumnDrift> columns) {
    List<String> names =
        columns.stream().limit(NAMED).map(column -> column.column().name()).toList();
    return String.join(", ", names) + (columns.size() > NAMED ? ", …" : "");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
