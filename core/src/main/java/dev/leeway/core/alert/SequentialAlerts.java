package dev.leeway.core.alert;

import dev.leeway.core.monitor.SeriesChange;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.profile.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The default policy on alarms over time: as of one comparison, with an alarm of the budget in
/// place of a verdict.
///
/// | alarm | severity |
/// |---|---|
/// | the main metric is worse by more than 5 points (5 % of errors) on average since the change | critical |
/// | 3 or more features | high |
/// | the prediction or its score | medium |
/// | 1 or 2 features; label, latency or segment shares; the main metric is worse by less | low |
///
/// A main metric that became better is no alert.
public final class SequentialAlerts {

  private SequentialAlerts() {}

  /// The alerts that the alarms give rise to, most severe first.
  public static List<Alert> of(List<SeriesChange> changes, Instant timestamp) {
    List<Alert> alerts = new ArrayList<>();
    for (SeriesChange change : changes) {
      change
          .series()
          .metric()
          .flatMap(metric -> loss(change, metric, timestamp))
          .ifPresent(alerts::add);
    }
    List<SeriesChange> features = of(changes, Role.FEATURE);
    Severity feature =
        names(features).size() >= DriftAlerts.MANY_FEATURES ? Severity.HIGH : Severity.LOW;
    add(alerts, timestamp, feature, AlertType.DATA_DRIFT, features);
    List<SeriesChange> output = of(changes, Role.PREDICTION, Role.SCORE);
    add(alerts, timestamp, Severity.MEDIUM, AlertType.OUTPUT_DRIFT, output);
    add(alerts, timestamp, Severity.LOW, AlertType.LABEL_DRIFT, of(changes, Role.LABEL));
    add(alerts, timestamp, Severity.LOW, AlertType.LATENCY_DRIFT, of(changes, Role.LATENCY));
    add(alerts, timestamp, Severity.LOW, AlertType.SEGMENT_DRIFT, of(changes, Role.SEGMENT));
    alerts.sort(Comparator.comparing(Alert::severity).reversed());
    return alerts;
  }

  private static List<SeriesChange> of(List<SeriesChange> changes, Role... roles) {
    return changes.stream()
        .filter(change -> change.series().role() != null)
        .filter(change -> List.of(roles).contains(change.series().role()))
        .toList();
  }

  private static List<String> names(List<SeriesChange> changes) {
    return changes.stream().map(change -> change.series().column()).distinct().toList();
  }

  private static void add(
      List<Alert> alerts,
      Instant timestamp,
      Severity severity,
      AlertType type,
      List<SeriesChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    List<String> columns = names(changes);
    String more =
        columns.size() == 1
            ? ""
            : "; %d more column%s: %s"
                .formatted(
                    columns.size() - 1,
                    columns.size() == 2 ? "" : "s",
                    String.join(", ", columns.subList(1, columns.size())));
    alerts.add(
        new Alert(
            timestamp, severity, type, columns, "over time " + changes.get(0).sentence() + more));
  }

  private static Optional<Alert> loss(SeriesChange change, Metric metric, Instant timestamp) {
    double loss = metric.loss(change.before(), change.after());
    if (!(loss > 0)) {
      return Optional.empty();
    }
    double scaled =
        switch (metric.scale()) {
          case POINTS -> loss;
          case RELATIVE -> loss / Math.abs(change.before());
          case NONE -> 0;
        };
    return Optional.of(
        new Alert(
            timestamp,
            scaled > Degradation.CRITICAL ? Severity.CRITICAL : Severity.LOW,
            AlertType.PERFORMANCE_DEGRADATION,
            List.of(),
            "over time %s, from %s to %s"
                .formatted(
                    change.sentence(),
                    change.series().words(change.before()),
                    change.series().words(change.after()))));
  }
}
