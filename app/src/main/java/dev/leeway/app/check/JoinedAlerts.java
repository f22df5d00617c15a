package dev.leeway.app.check;

import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.AlertType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One alert for each cause: what lasts over time mostly shows in the period as a whole too. Of two
/// alerts of one type the one over time stays if it is at least as severe, as it says since when;
/// else that of the period, which then mentions what was found over time.
///
/// @param all what a person is told, in no order of severity
/// @param overTime the alerts over time, with the columns that only the period shows
record JoinedAlerts(List<Alert> all, List<Alert> overTime) {

  /// @param period of the data as a whole
  /// @param overTime of the windows in their order, one a type
  static JoinedAlerts of(List<Alert> period, List<Alert> overTime) {
    List<Alert> all = new ArrayList<>();
    List<Alert> told = new ArrayList<>();
    for (Alert lasting : overTime) {
      Optional<Alert> whole = ofType(period, lasting.type());
      if (whole.isEmpty()) {
        told.add(lasting);
        all.add(lasting);
      } else if (lasting.severity().compareTo(whole.get().severity()) >= 0) {
        Alert instead = instead(lasting, whole.get());
        told.add(instead);
        all.add(instead);
      } else {
        told.add(lasting);
        String summary = whole.get().summary() + "; " + lasting.summary();
        all.add(with(whole.get(), lasting.columns(), summary));
      }
    }
    period.stream().filter(alert -> ofType(overTime, alert.type()).isEmpty()).forEach(all::add);
    return new JoinedAlerts(List.copyOf(all), List.copyOf(told));
  }

  private static Optional<Alert> ofType(List<Alert> alerts, AlertType type) {
    return alerts.stream().filter(alert -> alert.type() == type).findFirst();
  }

  private static Alert instead(Alert lasting, Alert whole) {
    List<String> more = new ArrayList<>(whole.columns());
    more.removeAll(lasting.columns());
    return more.isEmpty()
        ? lasting
        : with(
            lasting,
            more,
            lasting.summary() + "; in the period as a whole also " + String.join(", ", more));
  }

  private static Alert with(Alert alert, List<String> columns, String summary) {
    Set<String> union = new LinkedHashSet<>(alert.columns());
    union.addAll(columns);
    return new Alert(
        alert.timestamp(), alert.severity(), alert.type(), List.copyOf(union), summary);
  }
}
