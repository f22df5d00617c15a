package dev.leeway.app.server.evaluate;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.SegmentResult;
import dev.leeway.app.report.JsonReport;
import dev.leeway.app.server.store.Windows;
import dev.leeway.app.server.store.Windows.Evaluated;
import dev.leeway.app.server.store.Windows.Point;
import dev.leeway.app.server.store.Windows.StoredFinding;
import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.Method;
import dev.leeway.core.drift.Statistic;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.monitor.Component;
import dev.leeway.core.monitor.Evaluation;
import dev.leeway.core.monitor.Finding;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.stats.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What was found of a window, in the form in which it is kept.
///
/// @param evaluations of all rows, and of each segment that was judged
/// @param findings one for each component of each of them
/// @param points the figures that are shown over time
record Judgement(List<Evaluated> evaluations, List<StoredFinding> findings, List<Point> points) {

  /// @param metrics what was measured of the rows that have labels, however few
  /// @param labelled how many these are
  static Judgement of(
      Windows.Window window, CheckResult check, List<MetricValue> metrics, long labelled) {
    List<Evaluated> evaluations = new ArrayList<>();
    List<StoredFinding> findings = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    long start = window.start();
    evaluations.add(
        new Evaluated(
            "",
            check.generatedAt(),
            check.current().rows(),
            labelled,
            check.highestSeverity().map(Severity::id),
            check.headline(),
            JsonReport.write(check, Optional.empty())));
    addFindings(findings, start, "", check.evaluation());
    points.add(new Point(start, "", "rows", check.current().rows(), null, null));
    points.add(new Point(start, "", "labelled", labelled, null, null));
    addMetrics(points, start, "", metrics);
    add(points, start, "", check.evaluation());
    for (SegmentResult segment : check.segments()) {
      if (segment.evaluation().isPresent()) {
        Evaluation evaluation = segment.evaluation().get();
        String name = segment.column() + "=" + segment.value();
        evaluations.add(
            new Evaluated(
                name,
                check.generatedAt(),
                segment.currentRows(),
                measured(evaluation),
                worst(segment.alerts()),
                sentence(evaluation),
                JsonReport.write(segment)));
        addFindings(findings, start, name, evaluation);
        addMetrics(points, start, name, metrics(evaluation));
        add(points, start, name, evaluation);
      }
    }
    return new Judgement(evaluations, findings, points);
  }

  /// The figures of a window of which only labels and answers are kept.
  static List<Point> measured(Windows.Window window, List<MetricValue> metrics, long labelled) {
    List<Point> points = new ArrayList<>();
    points.add(new Point(window.start(), "", "labelled", labelled, null, null));
    addMetrics(points, window.start(), "", metrics);
    return points;
  }

  /// That a window could not be judged: every component says so.
  static Judgement failed(Windows.Window window, String words, Instant now) {
    String sentence = "this window could not be judged: " + words;
    return new Judgement(
        List.of(new Evaluated("", now, window.rows(), 0, Optional.empty(), sentence, "{}")),
        Arrays.stream(Component.values())
            .map(component ->
                new StoredFinding(
                    window.start(), "", component.id(), Verdict.INCONCLUSIVE.id(), sentence))
            .toList(),
        List.of());
  }

  /// How many rows had both a label and an answer.
  private static long measured(Evaluation evaluation) {
    return evaluation.performance().metrics().stream()
        .mapToLong(compared -> compared.current().rows())
        .max()
        .orElse(0);
  }

  private static Optional<String> worst(List<Alert> alerts) {
    return alerts.stream().map(Alert::severity).max(Comparator.naturalOrder()).map(Severity::id);
  }

  private static String sentence(Evaluation evaluation) {
    return evaluation.findings().stream()
        .filter(finding -> finding.verdict() == Verdict.DRIFTED)
        .map(Finding::sentence)
        .findFirst()
        .orElse("Nothing to report.");
  }

  private static void addFindings(
      List<StoredFinding> findings, long start, String segment, Evaluation evaluation) {
    for (Finding finding : evaluation.findings()) {
      findings.add(
          new StoredFinding(
              start,
              segment,
              finding.component().id(),
              finding.verdict().id(),
              finding.sentence()));
    }
  }

  private static List<MetricValue> metrics(Evaluation evaluation) {
    return evaluation.performance().metrics().stream().map(compared -> compared.current()).toList();
  }

  private static void addMetrics(
      List<Point> points, long start, String segment, List<MetricValue> metrics) {
    for (MetricValue metric : metrics) {
      Double value = metric.value();
      if (value != null) {
        Interval interval = metric.interval();
        points.add(
            new Point(
                start,
                segment,
                metric.metric().id(),
                value,
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high()));
      }
    }
  }

  private static void add(List<Point> points, long start, String segment, Evaluation evaluation) {
    addMetrics(
        points,
        start,
        segment,
        evaluation.latency().metrics().stream().map(compared -> compared.current()).toList());
    for (ColumnDrift column : evaluation.drift().columns()) {
      String name = column.column().name();
      points.add(new Point(start, segment, "effect." + name, column.effect(), null, null));
      Double psi = column.statistic(Method.POPULATION_STABILITY).map(Statistic::value).orElse(null);
      if (psi != null) {
        points.add(new Point(start, segment, "psi." + name, psi, null, null));
      }
    }
    evaluation
        .unusual()
        .current()
        .share()
        .ifPresent(
            share -> points.add(new Point(start, segment, "unusual_share", share, null, null)));
  }
}
