package dev.leeway.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.playbook.PlaybookFile;
import dev.leeway.app.report.Json;
import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.Severity;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

  private static final Storyline STORY = Storyline.standard();
  private static final DemoEvent UNIT = STORY.unitChange();
  private static final DemoEvent CONCEPT = STORY.conceptChange();

  private static Sighting sighting(LocalDate day, AlertType type, String column) {
    return new Sighting(day.toString(), day, day, day.plusDays(1), type, Severity.LOW, column);
  }

  private static Outcome outcome(Sighting... sightings) {
    return Outcome.of(STORY.events(), List.of(sightings));
  }

  private static Outcome.Match match(Outcome outcome, DemoEvent event) {
    return outcome.events().stream()
        .filter(match -> match.event().equals(event))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theFirstAlarmOfTheColumnFindsTheEvent() {
    Outcome outcome =
        outcome(
            sighting(UNIT.start().plusDays(4), AlertType.DATA_DRIFT, "income"),
            sighting(UNIT.start().plusDays(2), AlertType.DATA_DRIFT, "income"));

    assertThat(match(outcome, UNIT).days()).contains(3L);
    assertThat(outcome.falseAlarms()).isEmpty();
  }

  @Test
  void anAlarmBeforeTheStartOrAfterTheEndIsFalse() {
    Outcome outcome =
        outcome(
            sighting(UNIT.start().minusDays(1), AlertType.DATA_DRIFT, "income"),
            sighting(UNIT.end().orElseThrow().plusDays(1), AlertType.DATA_DRIFT, "income"));

    assertThat(match(outcome, UNIT).by()).isEmpty();
    assertThat(outcome.falseAlarms()).hasSize(2);
  }

  @Test
  void anAlarmOfAnotherColumnIsFalse() {
    Sighting age = sighting(UNIT.start(), AlertType.DATA_DRIFT, "age");
    Outcome outcome = Outcome.of(List.of(UNIT), List.of(age));

    assertThat(outcome.falseAlarms()).containsExactly(age);
  }

  @Test
  void aConsequenceFindsNothingAndIsNotFalse() {
    Outcome outcome =
        outcome(sighting(UNIT.start(), AlertType.OUTPUT_DRIFT, "default_probability"));

    assertThat(match(outcome, UNIT).by()).isEmpty();
    assertThat(outcome.falseAlarms()).isEmpty();
  }

  @Test
  void aTypeThatTheEventCannotCauseIsFalse() {
    Outcome outcome =
        outcome(sighting(CONCEPT.start(), AlertType.OUTPUT_DRIFT, "default_probability"));

    assertThat(outcome.falseAlarms()).hasSize(1);
  }

  @Test
  void anAlarmOfTheModelFindsAChangeOfTheConcept() {
    Outcome outcome = outcome(sighting(CONCEPT.start(), AlertType.PERFORMANCE_DEGRADATION, ""));

    assertThat(match(outcome, CONCEPT).by()).isPresent();
    assertThat(outcome.isPerfect()).isFalse();
    assertThat(outcome.verdict()).isEqualTo("3 of 4 events were missed, with no false alarm.");
  }

  @Test
  void eventsJsonHasItsKeys() {
    Outcome outcome =
        outcome(
            sighting(UNIT.start(), AlertType.DATA_DRIFT, "income"),
            sighting(UNIT.start().minusDays(9), AlertType.UNUSUAL_SAMPLES, ""));
    String json = Json.text(outcome.toMap(7));

    assertThat(json)
        .startsWith("{\n  \"seed\": 7,\n  \"events\": [\n    {\n      \"id\": \"income-per-month\"")
        .contains(
            """
                  "kind": "unit_change",
                  "feature": "income",
                  "start": "2026-02-09",
                  "end": "2026-03-01",
                  "found_at": "2026-02-10",
                  "days": 1,
                  "severity": "low",
                  "alert": "data_drift",
                  "window": "2026-02-09"
            """)
        .contains("\"found_at\": null")
        .contains(
            """
              "false_alarms": [
                {
                  "window": "2026-01-31",
                  "alert": "unusual_samples",
                  "feature": null,
                  "severity": "low"
                }
              ]
            """);
  }

  @Test
  void linesShowMissedEventsAndFalseAlarms() {
    Outcome outcome =
        outcome(
            sighting(UNIT.start(), AlertType.DATA_DRIFT, "income"),
            sighting(UNIT.start().minusDays(9), AlertType.LATENCY_DRIFT, "latency"));
    List<String> lines = OutcomeText.lines(outcome, PlaybookFile.standard());

    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(98));
    assertThat(lines.get(1)).startsWith("income-per-month  income").contains("log and track");
    assertThat(lines.get(2)).contains("missed");
    assertThat(lines).contains("False alarms: 1", "  2026-01-31  latency_drift of latency, low");
  }
}
