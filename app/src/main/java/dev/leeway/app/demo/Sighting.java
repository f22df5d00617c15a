package dev.leeway.app.demo;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.OverTime;
import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.Alerts;
import dev.leeway.core.alert.SequentialAlerts;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.monitor.SeriesChange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// What an alarm of a check says about one column, or about the model where it names none.
///
/// @param window the name of the window that raised it
/// @param first the first day that it speaks of
/// @param last the window's last day
/// @param knownOn the day on which it could be raised: when the window was over, and its labels
///   known where the alarm is about them
/// @param type what it is about
/// @param severity how urgent it is
/// @param column the column; empty where it is about the model
record Sighting(
    String window,
    LocalDate first,
    LocalDate last,
    LocalDate knownOn,
    AlertType type,
    Severity severity,
    String column) {

  /// The name of all windows together.
  static final String WHOLE = "all";

  /// The alarms of the windows, in the order of time, and then what was found of all windows
  /// together. The verdicts of single windows are no alarms, as windows differ by more than rows
  /// do.
  static List<Sighting> of(CheckResult check) {
    List<Sighting> sightings = new ArrayList<>();
    check
        .overTime()
        .ifPresent(overTime -> {
          for (OverTime.Moment moment : overTime.windows()) {
            moment.start().ifPresent(start -> ofMoment(sightings, overTime, moment, day(start)));
          }
        });
    for (Alert alert : Alerts.of(check.evaluation(), check.generatedAt())) {
      add(sightings, alert, WHOLE, Storyline.PRODUCTION, Storyline.END.minusDays(1));
    }
    return sightings;
  }

  private static void ofMoment(
      List<Sighting> sightings, OverTime overTime, OverTime.Moment moment, LocalDate day) {
    List<SeriesChange> raised =
        overTime.changes().stream()
            .filter(change -> change.raised().equals(moment.name()))
            .toList();
    for (Alert alert : SequentialAlerts.of(raised, CreditDemo.NOW)) {
      add(sightings, alert, moment.name(), day, day);
    }
  }

  private static void add(
      List<Sighting> sightings, Alert alert, String window, LocalDate first, LocalDate last) {
    int late = needsLabels(alert.type()) ? Storyline.LABEL_DAYS : 0;
    boolean ofColumns =
        switch (alert.type()) {
          case PERFORMANCE_DEGRADATION, CONCEPT_DRIFT, UNUSUAL_SAMPLES -> false;
          case DATA_DRIFT, DATA_QUALITY, OUTPUT_DRIFT, LABEL_DRIFT, LATENCY_DRIFT, SEGMENT_DRIFT ->
              true;
        };
    for (String column : ofColumns ? alert.columns() : List.of("")) {
      sightings.add(
          new Sighting(
              window,
              first,
              last,
              last.plusDays(1L + late),
              alert.type(),
              alert.severity(),
              column));
    }
  }

  private static boolean needsLabels(AlertType type) {
    return switch (type) {
      case PERFORMANCE_DEGRADATION, CONCEPT_DRIFT, LABEL_DRIFT -> true;
      case DATA_DRIFT, DATA_QUALITY, OUTPUT_DRIFT, LATENCY_DRIFT, SEGMENT_DRIFT, UNUSUAL_SAMPLES ->
          false;
    };
  }

  private static LocalDate day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
