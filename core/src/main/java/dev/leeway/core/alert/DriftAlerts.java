package dev.leeway.core.alert;

import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.drift.Reason;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The default policy on drift: which findings of one comparison become alerts, and how severe they
/// are.
///
/// | finding | severity |
/// |---|---|
/// | 3 or more features drift | high |
/// | 1 or 2 features drift | low |
/// | the prediction or its score drifts | medium |
/// | the label drifts | low |
/// | latency or a segment's share drifts | low |
/// | a feature, prediction or score of the reference is absent | low |
public final class DriftAlerts {

  /// From so many drifted features on, data drift is of high severity.
  public static final int MANY_FEATURES = 3;

  /// Columns without which the model or its figures lack something.
  private static final Set<Role> NEEDED = Set.of(Role.FEATURE, Role.PREDICTION, Role.SCORE);

  private DriftAlerts() {}

  /// The alerts that `drift` gives rise to, most severe first.
  public static List<Alert> of(DriftResult drift, Instant timestamp) {
    List<Alert> alerts = new ArrayList<>();
    List<ColumnDrift> features = drift.drifted(Role.FEATURE);
    if (!features.isEmpty()) {
      int compared = drift.columns(Role.FEATURE).size();
      alerts.add(
          new Alert(
              timestamp,
              features.size() >= MANY_FEATURES ? Severity.HIGH : Severity.LOW,
              AlertType.DATA_DRIFT,
              names(features),
              "%d of %s drifted".formatted(features.size(), Counted.of(compared, "feature"))));
    }
    List<ColumnDrift> output =
        Stream.concat(drift.drifted(Role.PREDICTION).stream(), drift.drifted(Role.SCORE).stream())
            .sorted(Comparator.comparingDouble(ColumnDrift::effect).reversed())
            .toList();
    add(alerts, timestamp, Severity.MEDIUM, AlertType.OUTPUT_DRIFT, output, "the output drifted");
    List<ColumnDrift> labels = drift.drifted(Role.LABEL);
    add(alerts, timestamp, Severity.LOW, AlertType.LABEL_DRIFT, labels, "the label drifted");
    List<ColumnDrift> latency = drift.drifted(Role.LATENCY);
    add(alerts, timestamp, Severity.LOW, AlertType.LATENCY_DRIFT, latency, "the latency drifted");
    List<ColumnDrift> segments = drift.drifted(Role.SEGMENT);
    String moved = "the shares of the segments drifted";
    add(alerts, timestamp, Severity.LOW, AlertType.SEGMENT_DRIFT, segments, moved);
    List<ColumnDrift> absent =
        drift.columns().stream()
            .filter(c -> c.reason() == Reason.ABSENT && NEEDED.contains(c.column().role()))
            .toList();
    String gone = "absent from the current data";
    add(alerts, timestamp, Severity.LOW, AlertType.DATA_QUALITY, absent, gone);
    alerts.sort(Comparator.comparing(Alert::severity).reversed());
    return alerts;
  }

  private static void add(
      List<Alert> alerts,
      Instant timestamp,
      Severity severity,
      AlertType type,
      List<ColumnDrift> columns,
      String summary) {
    if (!columns.isEmpty()) {
      String which = String.join(", ", names(columns));
      alerts.add(new Alert(timestamp, severity, type, names(columns), which + ": " + summary));
    }
  }

  private static List<String> names(List<ColumnDrift> columns) {
    return columns.stream().map(column -> column.column().name()).toList();
  }
}
