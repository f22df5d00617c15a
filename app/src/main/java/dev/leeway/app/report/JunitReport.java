package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.OverTime;
import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.DriftKind;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.monitor.Finding;
import dev.leeway.core.monitor.MetricComparison;
import dev.leeway.core.monitor.MetricWords;
import dev.leeway.core.monitor.SeriesChange;
import dev.leeway.core.profile.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// `junit.xml`: a suite for each component, a case for each of its columns or metrics, as build
/// servers show test results. A case fails where its finding is part of an alert at or above
/// `--fail-on`; what could not be judged is skipped; a drift below the limit passes, and its output
/// says so.
public final class JunitReport {

  private record Case(
      String name, Optional<String> failure, Optional<String> skipped, String text) {}

  private final CheckResult check;
  private final Optional<Severity> failOn;

  private JunitReport(CheckResult check, Optional<Severity> failOn) {
    this.check = check;
    this.failOn = failOn;
  }

  /// The report as XML.
  public static String write(CheckResult check, Optional<Severity> failOn) {
    return new JunitReport(check, failOn).xml();
  }

  private String xml() {
    StringBuilder suites = new StringBuilder();
    int tests = 0;
    int failures = 0;
    int skips = 0;
    for (Finding finding : check.evaluation().findings()) {
      List<Case> cases = cases(finding);
      int failed = (int) cases.stream().filter(c -> c.failure.isPresent()).count();
      int skipped = (int) cases.stream().filter(c -> c.skipped.isPresent()).count();
      tests += cases.size();
      failures += failed;
      skips += skipped;
      suites.append(start(finding.component().title(), cases.size(), failed, skipped));
      cases.forEach(of -> suites.append(xml(finding.component().id(), of)));
      suites.append("  </testsuite>\n");
    }
    if (check.overTime().isPresent()) {
      List<Case> cases = overTime(check.overTime().get());
      int failed = (int) cases.stream().filter(c -> c.failure.isPresent()).count();
      int skipped = (int) cases.stream().filter(c -> c.skipped.isPresent()).count();
      tests += cases.size();
      failures += failed;
      skips += skipped;
      suites.append(start("Over time", cases.size(), failed, skipped));
      cases.forEach(of -> suites.append(xml("over_time", of)));
      suites.append("  </testsuite>\n");
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + Html.format(
            "<testsuites name=\"leeway\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\""
                + " time=\"0\">\n",
            tests, failures, skips)
        + suites
        + "</testsuites>\n";
  }

  private String start(String title, int tests, int failures, int skips) {
    return Html.format(
        "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\""
            + " time=\"0\" timestamp=\"%s\">\n",
        title,
        tests,
        failures,
        skips,
        check.generatedAt().toString().replaceFirst("(\\.\\d+)?Z$", ""));
  }

  /// A case for each alarm, one where there is none; skipped while nothing can be judged.
  private List<Case> overTime(OverTime overTime) {
    List<Case> cases = new ArrayList<>();
    for (SeriesChange change : overTime.changes()) {
      Optional<Severity> severity =
          overTime.alerts().stream()
              .filter(alert ->
                  change.series().metric().isPresent()
                      ? alert.type() == AlertType.PERFORMANCE_DEGRADATION
                      : alert.columns().contains(change.series().column()))
              .map(Alert::severity)
              .findFirst();
      boolean fails =
          severity.isPresent() && failOn.isPresent() && severity.get().compareTo(failOn.get()) >= 0;
      cases.add(
          new Case(
              change.series().title(),
              fails ? severity.map(Severity::id) : Optional.empty(),
              Optional.empty(),
              change.sentence()));
    }
    if (cases.isEmpty()) {
      String text = OverTimeText.word(overTime) + ": " + OverTimeText.verdict(overTime);
      boolean judged = overTime.state() == OverTime.State.QUIET;
      cases.add(
          new Case(
              "all series", Optional.empty(), judged ? Optional.empty() : Optional.of(text), text));
    }
    return cases;
  }

  private static String xml(String component, Case of) {
    String start =
        "    <testcase classname=\"leeway.%s\" name=\"%s\" time=\"0\">"
            .formatted(component, Html.escaped(of.name));
    String text = Html.escaped(of.text);
    String body =
        of.failure.isPresent()
            ? "<failure type=\"%s\" message=\"%s\"/>".formatted(of.failure.get(), text)
            : of.skipped.isPresent()
                ? "<skipped message=\"%s\"/>".formatted(text)
                : "<system-out>%s</system-out>".formatted(text);
    return start + body + "</testcase>\n";
  }

  private List<Case> cases(Finding finding) {
    return switch (finding.component()) {
      case PERFORMANCE_METRICS -> metrics(finding);
      case DATA_DRIFT -> List.of(whole("all features", finding, AlertType.DATA_DRIFT));
      case FEATURE_DRIFT -> columns(finding, AlertType.DATA_DRIFT, Role.FEATURE);
      case OUTPUT_DRIFT -> columns(finding, AlertType.OUTPUT_DRIFT, Role.PREDICTION, Role.SCORE);
      case CONCEPT_DRIFT -> concept(finding);
      case ANOMALY_DETECTION -> List.of(whole("unusual rows", finding, AlertType.UNUSUAL_SAMPLES));
      case DATA_QUALITY -> quality(finding);
    };
  }

  /// The severity of the worst alert of that type, if it reaches the limit.
  private Optional<String> failure(AlertType type) {
    return check.alerts().stream()
        .filter(alert -> alert.type() == type)
        .map(Alert::severity)
        .max(Comparator.naturalOrder())
        .filter(worst -> failOn.isPresent() && worst.compareTo(failOn.get()) >= 0)
        .map(Severity::id);
  }

  private Case judged(String name, Verdict verdict, String text, AlertType type) {
    return switch (verdict) {
      case DRIFTED -> new Case(name, failure(type), Optional.empty(), text);
      case STABLE -> new Case(name, Optional.empty(), Optional.empty(), text);
      case INCONCLUSIVE -> new Case(name, Optional.empty(), Optional.of(text), text);
    };
  }

  private Case whole(String name, Finding finding, AlertType type) {
    return judged(name, finding.verdict(), finding.sentence(), type);
  }

  private List<Case> metrics(Finding finding) {
    List<Case> cases = new ArrayList<>();
    for (MetricComparison metric : check.performance().metrics()) {
      boolean main = metric.metric() == check.performance().main();
      String name = metric.metric().id() + (main ? " (main)" : "");
      if (metric.degradation() == null) {
        cases.add(
            judged(
                name,
                Verdict.INCONCLUSIVE,
                "not measured on both sides",
                AlertType.PERFORMANCE_DEGRADATION));
      } else {
        Verdict verdict = main ? finding.verdict() : Verdict.STABLE;
        cases.add(
            judged(
                name,
                verdict,
                MetricWords.compared(metric.degradation()),
                AlertType.PERFORMANCE_DEGRADATION));
      }
    }
    if (failOnWindow(finding)) {
      cases.add(
          new Case(
              "windows",
              failure(AlertType.PERFORMANCE_DEGRADATION),
              Optional.empty(),
              windowAlert()));
    }
    return cases.isEmpty()
        ? List.of(whole("metrics", finding, AlertType.PERFORMANCE_DEGRADATION))
        : cases;
  }

  /// A loss in windows or segments that the whole does not show.
  private boolean failOnWindow(Finding finding) {
    return finding.verdict() != Verdict.DRIFTED && !windowAlert().isEmpty();
  }

  private String windowAlert() {
    return check.alerts().stream()
        .filter(alert -> alert.type() == AlertType.PERFORMANCE_DEGRADATION)
        .map(Alert::summary)
        .findFirst()
        .orElse("");
  }

  private List<Case> columns(Finding finding, AlertType type, Role... roles) {
    List<Case> cases = new ArrayList<>();
    for (ColumnDrift column : ColumnCards.ranked(check, roles)) {
      cases.add(judged(column.column().name(), column.verdict(), column.explanation(), type));
    }
    return cases.isEmpty() ? List.of(whole("columns", finding, type)) : cases;
  }

  private List<Case> concept(Finding finding) {
    List<Case> cases = new ArrayList<>();
    cases.add(whole("label and inputs", finding, AlertType.CONCEPT_DRIFT));
    for (ColumnDrift column : ColumnCards.ranked(check, Role.LABEL)) {
      cases.add(
          judged(
              column.column().name(),
              column.verdict(),
              column.explanation(),
              AlertType.LABEL_DRIFT));
    }
    return cases;
  }

  /// Every column: drifted where its missing, new, out-of-range, infinite or unreadable values did.
  private List<Case> quality(Finding finding) {
    List<Case> cases = new ArrayList<>();
    for (ColumnDrift column : ColumnCards.ranked(check, Role.values())) {
      boolean faulty = column.kinds().stream().anyMatch(kind -> kind != DriftKind.DISTRIBUTION);
      AlertType type =
          column.column().role() == Role.FEATURE ? AlertType.DATA_DRIFT : AlertType.DATA_QUALITY;
      cases.add(
          judged(
              column.column().name(),
              faulty ? Verdict.DRIFTED : Verdict.STABLE,
              faulty ? column.explanation() : "no finding",
              type));
    }
    return cases.isEmpty() ? List.of(whole("columns", finding, AlertType.DATA_QUALITY)) : cases;
  }
}
