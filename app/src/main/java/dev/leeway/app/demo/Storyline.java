package dev.leeway.app.demo;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// What happens in the demo and when: half a year of reference and half a year of production, both
/// from a Monday on. January is quiet, and so are the weeks between the events.
///
/// @param unitChange the partners' incomes come in EUR a month for three weeks
/// @param conceptChange a recession: years with one employer protect no more
/// @param covariateDrift the app grows, with its smaller and shorter loans
/// @param latencyRise scoring takes longer
record Storyline(
    DemoEvent unitChange,
    DemoEvent conceptChange,
    DemoEvent covariateDrift,
    DemoEvent latencyRise) {

  /// The first day of production; a Monday.
  static final LocalDate PRODUCTION = LocalDate.of(2026, 1, 5);

  /// The first day of the reference.
  static final LocalDate REFERENCE = PRODUCTION.minusWeeks(13);

  /// The first day of what the model is trained on, which ends where the reference begins.
  static final LocalDate TRAINING = REFERENCE.minusWeeks(26);

  /// The first day after production, on which the check is made.
  static final LocalDate END = PRODUCTION.plusWeeks(26);

  /// Days from an application until its first instalment is due, and its label known.
  static final int LABEL_DAYS = 30;

  /// How long the app grows.
  private static final int GROWTH_DAYS = 42;

  /// The story that the demo tells.
  static Storyline standard() {
    return new Storyline(
        new DemoEvent(
            "income-per-month",
            DemoEvent.Kind.UNIT_CHANGE,
            List.of("income"),
            PRODUCTION.plusDays(35),
            Optional.of(PRODUCTION.plusDays(55)),
            "partners send the income per month instead of per year, until it is repaired"),
        new DemoEvent(
            "recession",
            DemoEvent.Kind.CONCEPT_CHANGE,
            List.of("employment_years"),
            PRODUCTION.plusDays(70),
            Optional.empty(),
            "years with one employer no longer protect from default"),
        new DemoEvent(
            "app-grows",
            DemoEvent.Kind.COVARIATE_DRIFT,
            List.of("channel", "loan_amount", "term_months"),
            PRODUCTION.plusDays(105),
            Optional.empty(),
            "the app grows over six weeks, with smaller and shorter loans"),
        new DemoEvent(
            "slow-scoring",
            DemoEvent.Kind.LATENCY_RISE,
            List.of("latency"),
            PRODUCTION.plusDays(154),
            Optional.empty(),
            "a new release of the scoring service takes longer"));
  }

  /// The events in the order of time.
  List<DemoEvent> events() {
    return List.of(unitChange, conceptChange, covariateDrift, latencyRise);
  }

  /// How far the app has grown on that day, from 0 to 1.
  double growth(LocalDate day) {
    double days = ChronoUnit.DAYS.between(covariateDrift.start(), day) + 1.0;
    return Math.min(1, Math.max(0, days / GROWTH_DAYS));
  }
}
