package dev.leeway.app.check;

import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.Alerts;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.profile.Counted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What windows add to the alerts: a loss of the main metric in some of them. Their drift informs
/// and does not alarm, as windows differ by more than rows do.
final class WindowAlerts {

  private static final int NAMED = 3;

  private WindowAlerts() {}

  /// @param known the alerts so far; windows add one only where it is more severe
  /// @param overTime those on the windows in their order: where one of them is a loss, single
  ///   windows only inform
  static List<Alert> of(
      List<WindowResult> windows, List<Alert> known, List<Alert> overTime, Instant now) {
    if (overTime.stream().anyMatch(alert -> alert.type() == AlertType.PERFORMANCE_DEGRADATION)) {
      return List.of();
    }
    List<Alert> alerts = new ArrayList<>();
    for (Severity severity : List.of(Severity.CRITICAL, Severity.LOW)) {
      List<WindowResult> worse = new ArrayList<>();
      String summary = "";
      for (WindowResult window : windows) {
        Optional<Alert> alert = loss(window, now).filter(a -> a.severity() == severity);
        if (alert.isPresent()) {
          summary = worse.isEmpty() ? alert.get().summary() : summary;
          worse.add(window);
        }
      }
      boolean said =
          known.stream()
              .anyMatch(alert ->
                  alert.type() == AlertType.PERFORMANCE_DEGRADATION
                      && alert.severity().compareTo(severity) >= 0);
      if (!worse.isEmpty() && !said && alerts.isEmpty()) {
        alerts.add(
            new Alert(
                now,
                severity,
                AlertType.PERFORMANCE_DEGRADATION,
                List.of(),
                "in %s%s: %s"
                    .formatted(names(worse), worse.size() == 1 ? "" : ", first", summary)));
      }
    }
    return alerts;
  }

  private static Optional<Alert> loss(WindowResult window, Instant now) {
    Optional<Degradation> loss =
        window.evaluation().flatMap(found -> found.performance().degradation());
    return loss.flatMap(degradation -> Alerts.ofLoss(degradation, now));
  }

  private static String names(List<WindowResult> windows) {
    List<String> names = windows.stream().limit(NAMED).map(WindowResult::name).toList();
    String listed = String.join(", ", names);
    return windows.size() == 1
        ? listed
        : "%s (%s%s)"
            .formatted(
                Counted.of(windows.size(), "window"), listed, windows.size() > NAMED ? ", …" : "");
  }
}
