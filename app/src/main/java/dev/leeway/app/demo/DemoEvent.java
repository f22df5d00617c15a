package dev.leeway.app.demo;

import dev.leeway.core.alert.AlertType;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Something that happens in the demo's production, which a monitor should find.
///
/// @param id a short name
/// @param kind what happens
/// @param columns the columns that it changes by itself, the one it is named after first
/// @param start its first day
/// @param end its last day; empty where it lasts
/// @param story what happens, in a sentence
record DemoEvent(
    String id,
    Kind kind,
    List<String> columns,
    LocalDate start,
    Optional<LocalDate> end,
    String story) {

  /// What happens; each kind shows in alerts of some types, and has consequences in others.
  enum Kind {
    UNIT_CHANGE,
    CONCEPT_CHANGE,
    COVARIATE_DRIFT,
    LATENCY_RISE;

    /// The name used in files.
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Whether an alert of this type is about what happens, if it names the right column.
    boolean showsIn(AlertType type) {
      return switch (this) {
        case UNIT_CHANGE -> type == AlertType.DATA_DRIFT || type == AlertType.DATA_QUALITY;
        case CONCEPT_CHANGE ->
            type == AlertType.CONCEPT_DRIFT || type == AlertType.PERFORMANCE_DEGRADATION;
        case COVARIATE_DRIFT -> type == AlertType.DATA_DRIFT;
        case LATENCY_RISE -> type == AlertType.LATENCY_DRIFT;
      };
    }

    /// Whether an alert of this type can follow from what happens: wrong inputs make wrong scores
    /// and break their relation to the truth, other applicants default more or less often.
    boolean leadsTo(AlertType type) {
      return switch (this) {
        case UNIT_CHANGE ->
            type == AlertType.OUTPUT_DRIFT
                || type == AlertType.UNUSUAL_SAMPLES
                || type == AlertType.PERFORMANCE_DEGRADATION
                || type == AlertType.CONCEPT_DRIFT;
        case CONCEPT_CHANGE -> type == AlertType.LABEL_DRIFT;
        case COVARIATE_DRIFT ->
            type == AlertType.OUTPUT_DRIFT
                || type == AlertType.LABEL_DRIFT
                || type == AlertType.UNUSUAL_SAMPLES
                || type == AlertType.PERFORMANCE_DEGRADATION;
        case LATENCY_RISE -> false;
      };
    }
  }

  DemoEvent {
    columns = List.copyOf(columns);
  }

  /// The column that the event is named after.
  String feature() {
    return columns.get(0);
  }

  /// Whether it goes on on that day.
  boolean isOn(LocalDate day) {
    return isOn(day, day);
  }

  /// Whether it goes on on any of the days from `first` to `last`.
  boolean isOn(LocalDate first, LocalDate last) {
    return !last.isBefore(start) && end.map(ended -> !first.isAfter(ended)).orElse(true);
  }
}
