package dev.leeway.app.report;

import dev.leeway.app.check.SegmentResult;
import dev.leeway.app.check.WindowResult;
import dev.leeway.app.check.WorstRow;
import dev.leeway.core.concept.ConceptDrift;
import dev.leeway.core.concept.ConceptShift;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.monitor.Component;
import dev.leeway.core.monitor.Evaluation;
import dev.leeway.core.monitor.MetricComparison;
import dev.leeway.core.monitor.MetricWords;
import dev.leeway.core.monitor.PerformanceComparison;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.performance.Share;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The tables of metrics, windows and segments that reports show.
final class Tables {

  private static final int NAME = 24;
  private static final int CLUES = 3;

  /// Other readings of what the table shows; `report.json` has them.
  private static final Set<Metric> LEFT_OUT =
      EnumSet.of(
          Metric.PRECISION_MACRO,
          Metric.RECALL_MACRO,
          Metric.PRECISION_WEIGHTED,
          Metric.RECALL_WEIGHTED,
          Metric.F1_WEIGHTED,
          Metric.ROC_AUC_WEIGHTED);

  private Tables() {}

  /// Every metric that has a value on one side.
  static ReportTable metrics(PerformanceComparison performance) {
    ReportTable table = new ReportTable("metric", "reference", "current", "change");
    for (MetricComparison compared : performance.metrics()) {
      boolean known = compared.reference().isPresent() || compared.current().isPresent();
      if (known && !LEFT_OUT.contains(compared.metric())) {
        table.add(
            compared.metric().title(),
            value(compared.reference()),
            value(compared.current()),
            change(compared.degradation()));
      }
    }
    return table;
  }

  private static String value(MetricValue value) {
    if (value.value() == null) {
      return "–";
    }
    String shown = MetricWords.value(value.metric(), value.value());
    String interval =
        value.interval() == null
            ? ""
            : " (%s … %s)"
                .formatted(
                    bare(value.metric(), value.interval().low()),
                    bare(value.metric(), value.interval().high()));
    return shown + interval + over(value.classes());
  }

  /// What an average of fewer classes than there are is marked with.
  private static String over(@Nullable Share classes) {
    return classes == null || classes.part() == classes.whole()
        ? ""
        : ", over %d of %s".formatted(classes.part(), Counted.of(classes.whole(), "class"));
  }

  private static String withoutInterval(MetricValue value) {
    return value.value() == null ? "–" : MetricWords.value(value.metric(), value.value());
  }

  /// Without the unit, which stands before.
  private static String bare(Metric metric, double value) {
    return MetricWords.value(metric, value).replaceAll(" (%|s)$|/s$", "");
  }

  /// The change in the metric's own direction, and what is to be made of it.
  private static String change(@Nullable Degradation loss) {
    if (loss == null) {
      return "";
    }
    String size =
        (loss.current() < loss.reference() ? "−" : "+")
            + MetricWords.loss(loss).replace(" points", " pts");
    return switch (loss.state()) {
      case CRITICAL, CONFIRMED -> size + ", confirmed";
      case PENDING -> size + ", pending";
      case NONE -> loss.loss() <= 0 ? "" : "within chance";
    };
  }

  /// The windows in their order, those of the reference first.
  static ReportTable windows(
      List<WindowResult> reference, List<WindowResult> current, @Nullable Metric main) {
    String metric = main == null ? "" : main.title();
    ReportTable table =
        new ReportTable("window", ">rows", ">drifted", "output", "concept", metric, "change");
    for (WindowResult window : reference) {
      table.add(
          name(window) + " (reference)", count(window.rows()), "", "", "", value(window, main), "");
    }
    for (WindowResult window : current) {
      Optional<Evaluation> found = window.evaluation();
      table.add(
          name(window),
          found.isEmpty() ? "gap" : count(window.rows()),
          found.map(Tables::drifted).orElse(""),
          found.map(e -> state(e.finding(Component.OUTPUT_DRIFT).verdict())).orElse(""),
          found.map(e -> state(e.concept().verdict())).orElse(""),
          value(window, main),
          found.flatMap(e -> e.performance().degradation()).map(l -> change(l)).orElse(""));
    }
    return table;
  }

  private static String name(WindowResult window) {
    return window.name() + (window.partial() ? " (partial)" : "");
  }

  private static String value(WindowResult window, @Nullable Metric main) {
    return window.metrics().stream()
        .filter(value -> value.metric() == main && value.isPresent())
        .findFirst()
        .map(Tables::value)
        .orElse("");
  }

  private static String drifted(Evaluation evaluation) {
    return "%d of %d"
        .formatted(
            evaluation.drift().drifted(Role.FEATURE).size(),
            evaluation.drift().columns(Role.FEATURE).size());
  }

  private static String state(Verdict verdict) {
    return verdict == Verdict.INCONCLUSIVE ? "–" : verdict.id();
  }

  private static String count(long rows) {
    return String.format(Locale.ROOT, "%,d", rows);
  }

  /// The segments, those with most rows first.
  static ReportTable segments(List<SegmentResult> segments, @Nullable Metric main) {
    String metric = main == null ? "" : main.title();
    ReportTable table =
        new ReportTable(
            "segment", ">reference", ">current", ">drifted", "output", "concept", metric, "change");
    for (SegmentResult segment : segments) {
      Optional<Evaluation> found = segment.evaluation();
      Optional<MetricComparison> compared =
          found.flatMap(e -> Optional.ofNullable(main).flatMap(m -> e.performance().metric(m)));
      table.add(
          TerminalReport.named(segment.column() + " = " + segment.value(), NAME),
          count(segment.referenceRows()),
          count(segment.currentRows()),
          found.map(Tables::drifted).orElse("too few"),
          found.map(e -> state(e.finding(Component.OUTPUT_DRIFT).verdict())).orElse(""),
          found.map(e -> state(e.concept().verdict())).orElse(""),
          compared.map(c -> withoutInterval(c.current())).orElse(""),
          compared.map(c -> change(c.degradation())).orElse(""));
    }
    return table;
  }

  /// Where the label changed most.
  static ReportTable shifts(ConceptDrift concept) {
    ReportTable table =
        new ReportTable("where", "label", ">reference", ">current", ">rows", ">rows now");
    for (ConceptShift shift : concept.shifts()) {
      table.add(
          shift.bin(),
          shift.label(),
          percent(shift.referenceShare()),
          percent(shift.currentShare()),
          count(shift.referenceRows()),
          count(shift.currentRows()));
    }
    return table;
  }

  /// The most unusual rows.
  static ReportTable worst(List<WorstRow> rows) {
    ReportTable table = new ReportTable(">row", "id", ">score", "what is unusual");
    for (WorstRow worst : rows) {
      table.add(
          count(worst.row().row() + 1L),
          worst.id().orElse(""),
          String.format(Locale.ROOT, "%.3f", worst.row().score()),
          worst.row().features().stream()
              .limit(CLUES)
              .map(feature -> feature.name() + ": " + feature.clue())
              .collect(Collectors.joining("; ")));
    }
    return table;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
