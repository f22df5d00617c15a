package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.core.alert.DriftAlerts;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.anomaly.UnusualSamples;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.profile.Counted;

/// The alert configuration, and how this was decided: rule, constants, options.
final class MethodSection {

  private MethodSection() {}

  static void write(Html page, CheckResult check) {
    page.section("Alert configuration");
    ReportTable severities = new ReportTable("severity", "when", "what it asks for");
    for (Severity severity : Severity.values()) {
      severities.add(severity.id(), when(severity), Html.capitalized(severity.action()));
    }
    page.raw(severities.html()).endSection();
    page.section("Method and constants");
    page.element("p", rule(check.drift()));
    page.element(
        "p",
        Html.format(
            "A loss of the main metric is confirmed when its one-sided interval of %.0f %% excludes 0."
                + " A row is unusual when its isolation score is above that of 99 in 100 held-out"
                + " reference rows; their share rose when the exact test has p ≤ %s and the excess is"
                + " at least %.0f %%.",
            100 * Degradation.CONFIDENCE,
            Histogram.number(UnusualSamples.LEVEL),
            100 * UnusualSamples.FLOOR));
    if (!check.options().isEmpty()) {
      page.raw("<details><summary>Options of this check</summary><dl class=\"options\">\n");
      check
          .options()
          .forEach((name, value) ->
              page.raw("<div>")
                  .element("dt", name)
                  .element("dd", String.valueOf(value))
                  .raw("</div>"));
      page.raw("</dl></details>\n");
    }
    page.element("p class=\"note\"", "Leeway " + check.version());
    page.endSection();
  }

  private static String when(Severity severity) {
    return switch (severity) {
      case CRITICAL ->
          Html.format(
              "the main metric is down by more than %.0f points (%1$.0f %% for errors), confirmed",
              100 * Degradation.CRITICAL);
      case HIGH -> DriftAlerts.MANY_FEATURES + " or more features drifted";
      case MEDIUM -> "the output drifted, or the concept";
      case LOW ->
          "fewer features drifted; label, latency, segments or data quality; a smaller confirmed"
              + " loss; more unusual rows";
    };
  }

  private static String rule(DriftResult drift) {
    if (drift.policy().corrected()) {
      return Html.format(
          "A column drifted when a test is significant after correction for the %s of this"
              + " report (Benjamini–Hochberg at %s) and its effect reaches the floor: %s %% of"
              + " the mass moved beyond chance, %s points of missing values, %s points of new,"
              + " out-of-range or unreadable values. p < %s alone would flag %d of %s;"
              + " after correction: %d; with the floor: %d. The population stability index,"
              + " Jensen–Shannon and Wasserstein inform and never decide; “without drift” is"
              + " what chance alone gives at these sizes.",
          Counted.of(drift.tests(), "test"),
          Histogram.number(drift.policy().level()),
          Histogram.number(100 * drift.policy().effectFloor()),
          Histogram.number(100 * drift.policy().missingFloor()),
          Histogram.number(100 * drift.policy().noveltyFloor()),
          Histogram.number(drift.policy().level()),
          drift.alone(),
          Counted.of(drift.columns().size(), "column"),
          drift.corrected(),
          drift.drifted().size());
    }
    if (drift.policy().name().isPeer()) {
      return PeerText.of(drift);
    }
    return Html.format(
        "Textbook policy: p < %s for each column by itself, so about one unchanged column in twenty"
            + " is flagged.",
        Histogram.number(drift.policy().level()));
  }
}
