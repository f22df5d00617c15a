package dev.leeway.core.alert;

import dev.leeway.core.concept.ConceptDrift;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.monitor.Component;
import dev.leeway.core.monitor.Evaluation;
import dev.leeway.core.monitor.MetricWords;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.profile.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The default policy: which findings of one evaluation become alerts, and how severe they are.
///
/// | finding | severity |
/// |---|---|
/// | the main metric lost more than 5 points (strictly; 5 % of RMSE, MAE, log loss and the like), and the one-sided interval of the loss excludes 0 | critical |
/// | 3 or more features drift | high |
/// | the prediction or its score drifts; concept drift | medium |
/// | 1 or 2 features drift; label, latency or segment shares drift; a feature, prediction or score is absent; the main metric lost 5 points or less, confirmed; answers take longer, confirmed; a change of the concept that is sure and small; more unusual rows than in the reference | low |
///
/// A loss of more than 5 points that is not confirmed is no alert: reports show it as pending, with
/// the rows still needed.
public final class Alerts {

  private Alerts() {}

  /// The alerts that an evaluation gives rise to, most severe first.
  public static List<Alert> of(Evaluation evaluation, Instant timestamp) {
    List<Alert> alerts = new ArrayList<>(DriftAlerts.of(evaluation.drift(), timestamp));
    evaluation
        .performance()
        .degradation()
        .flatMap(loss -> ofLoss(loss, timestamp))
        .ifPresent(alerts::add);
    ofConcept(evaluation.concept(), timestamp).ifPresent(alerts::add);
    ofLatency(evaluation, timestamp).ifPresent(alerts::add);
    ofUnusual(evaluation, timestamp).ifPresent(alerts::add);
    alerts.sort(Comparator.comparing(Alert::severity).reversed());
    return alerts;
  }

  /// The alert that a confirmed loss of the main metric is.
  public static Optional<Alert> ofLoss(Degradation loss, Instant timestamp) {
    Severity severity =
        switch (loss.state()) {
          case CRITICAL -> Severity.CRITICAL;
          case CONFIRMED -> Severity.LOW;
          case PENDING, NONE -> null;
        };
    if (severity == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Alert(
            timestamp, severity, AlertType.PERFORMANCE_DEGRADATION, List.of(), summary(loss)));
  }

  private static String summary(Degradation loss) {
    return "%s %s by %s, from %s to %s"
        .formatted(
            MetricWords.inSentence(loss.metric()),
            loss.current() < loss.reference() ? "fell" : "rose",
            MetricWords.loss(loss),
            MetricWords.value(loss.metric(), loss.reference()),
            MetricWords.value(loss.metric(), loss.current()));
  }

  /// Slower answers, unless the drift of the latency column is an alert already.
  private static Optional<Alert> ofLatency(Evaluation evaluation, Instant timestamp) {
    boolean said = evaluation.drift().verdict(Role.LATENCY) == Verdict.DRIFTED;
    return said || evaluation.latency().verdict() != Verdict.DRIFTED
        ? Optional.empty()
        : evaluation
            .latency()
            .degradation()
            .map(loss ->
                new Alert(
                    timestamp, Severity.LOW, AlertType.LATENCY_DRIFT, List.of(), summary(loss)));
  }

  private static Optional<Alert> ofConcept(ConceptDrift concept, Instant timestamp) {
    if (!concept.drifted() && !concept.slight()) {
      return Optional.empty();
    }
    List<String> features =
        concept.features().stream()
            .filter(feature -> feature.drifted())
            .map(feature -> feature.feature())
            .toList();
    return Optional.of(
        new Alert(
            timestamp,
            concept.drifted() ? Severity.MEDIUM : Severity.LOW,
            AlertType.CONCEPT_DRIFT,
            features,
            concept.explanation()));
  }

  private static Optional<Alert> ofUnusual(Evaluation evaluation, Instant timestamp) {
    return switch (evaluation.unusual().state()) {
      case INCREASED ->
          Optional.of(
              new Alert(
                  timestamp,
                  Severity.LOW,
                  AlertType.UNUSUAL_SAMPLES,
                  List.of(),
                  evaluation.finding(Component.ANOMALY_DETECTION).sentence()));
      case STABLE, INCONCLUSIVE -> Optional.empty();
    };
  }
}
