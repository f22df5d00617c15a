package dev.leeway.app.demo;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What happened beside what was found.
///
/// A sighting is *of* an event that goes on in its window, if its type is one that the event's kind
/// shows in, and its column one that the event changes (where it names a column). The first of them
/// that could be known finds the event. A sighting is a *consequence* of an event that goes on in
/// its window, if its type can follow from the event's kind: wrong incomes make wrong scores. It
/// finds nothing. Every other sighting is a false alarm: one before the event began or after it
/// ended, of a column that did not change, or of a type that the event cannot cause.
///
/// @param events every event, with the sighting that found it, if any
/// @param falseAlarms in the order of time
record Outcome(List<Match> events, List<Sighting> falseAlarms) {

  /// An event and how it was found.
  ///
  /// @param by the first sighting of it; empty where it was missed
  record Match(DemoEvent event, Optional<Sighting> by) {

    /// Days from the start of the event until it could be known.
    Optional<Long> days() {
      return by.map(sighting -> ChronoUnit.DAYS.between(event.start(), sighting.knownOn()));
    }
  }

  Outcome {
    events = List.copyOf(events);
    falseAlarms = List.copyOf(falseAlarms);
  }

  /// Sets the sightings beside the events.
  static Outcome of(List<DemoEvent> events, List<Sighting> sightings) {
    List<Match> matches = new ArrayList<>();
    for (DemoEvent event : events) {
      Optional<Sighting> first =
          sightings.stream()
              .filter(sighting -> isOf(sighting, event))
              .min(
                  Comparator.comparing(Sighting::knownOn)
                      .thenComparing(Sighting::severity, Comparator.reverseOrder()));
      matches.add(new Match(event, first));
    }
    List<Sighting> unexplained =
        sightings.stream()
            .filter(sighting -> events.stream().noneMatch(event -> explains(event, sighting)))
            .toList();
    return new Outcome(matches, unexplained);
  }

  private static boolean isOf(Sighting sighting, DemoEvent event) {
    return event.isOn(sighting.first(), sighting.last())
        && event.kind().showsIn(sighting.type())
        && (sighting.column().isEmpty() || event.columns().contains(sighting.column()));
  }

  private static boolean explains(DemoEvent event, Sighting sighting) {
    return isOf(sighting, event)
        || (event.isOn(sighting.first(), sighting.last()) && event.kind().leadsTo(sighting.type()));
  }

  /// Whether every event was found and nothing else.
  boolean isPerfect() {
    return falseAlarms.isEmpty() && events.stream().allMatch(match -> match.by().isPresent());
  }

  /// How it went, in a sentence.
  String verdict() {
    long missed = events.stream().filter(match -> match.by().isEmpty()).count();
    if (isPerfect()) {
      return "All %d events were found, without a false alarm.".formatted(events.size());
    }
    return "%s, with %s."
        .formatted(
            missed == 0
                ? "All %d events were found".formatted(events.size())
                : "%d of %d events were missed".formatted(missed, events.size()),
            falseAlarms.isEmpty()
                ? "no false alarm"
                : falseAlarms.size() + " false alarm" + (falseAlarms.size() == 1 ? "" : "s"));
  }

  /// For `events.json`.
  Map<String, @Nullable Object> toMap(long seed) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("seed", seed);
    map.put("events", events.stream().map(Outcome::map).toList());
    map.put("false_alarms", falseAlarms.stream().map(Outcome::map).toList());
    return map;
  }

  private static Map<String, @Nullable Object> map(Match match) {
    DemoEvent event = match.event();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", event.id());
    map.put("kind", event.kind().id());
    map.put("feature", event.feature());
    map.put("start", event.start().toString());
    map.put("end", event.end().map(Object::toString).orElse(null));
    map.put("found_at", match.by().map(by -> by.knownOn().toString()).orElse(null));
    map.put("days", match.days().orElse(null));
    map.put("severity", match.by().map(by -> by.severity().id()).orElse(null));
    map.put("alert", match.by().map(by -> by.type().id()).orElse(null));
    map.put("window", match.by().map(Sighting::window).orElse(null));
    return map;
  }

  private static Map<String, @Nullable Object> map(Sighting alarm) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("window", alarm.window());
    map.put("alert", alarm.type().id());
    map.put("feature", alarm.column().isEmpty() ? null : alarm.column());
    map.put("severity", alarm.severity().id());
    return map;
  }
}
