package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.Input;
import dev.leeway.app.check.OverTime;
import dev.leeway.app.check.WorstRow;
import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.anomaly.UnusualSamples;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.monitor.Finding;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.Role;
import java.text.Bidi;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a check found, for a terminal of 80 to 120 columns: the verdict in a sentence, then the
/// columns, worst first, with small histograms.
public final class TerminalReport {

  /// The width where none is known.
  public static final int WIDTH = 100;

  /// The least width that the columns need.
  public static final int NARROWEST = 80;

  /// Lines that are wider are hard to read.
  public static final int WIDEST = 120;

  private static final String LEFT_TO_RIGHT = "\u200e";
  private static final int LISTED = 40;
  private static final int UNUSUAL = 3;

  private final CheckResult check;
  private final boolean color;
  private final int width;

  /// The width of small histograms.
  private final int bars;

  /// The width of columns' names.
  private final int names;

  private final StringBuilder text = new StringBuilder();

  private TerminalReport(CheckResult check, boolean color, int width) {
    this.check = check;
    this.color = color;
    this.width = width;
    boolean narrow = width < 92;
    this.bars = narrow ? 8 : 12;
    this.names = narrow ? width - 61 : Math.max(24, width - 76);
  }

  /// The report as text, with colours where `color`, for a terminal of [#NARROWEST] to [#WIDEST]
  /// columns.
  public static String write(CheckResult check, boolean color, int width) {
    TerminalReport report = new TerminalReport(check, color, width);
    report.write();
    return report.text.toString();
  }

  private void write() {
    wrapped("", check.headline(), verdictStyle());
    text.append('\n');
    line("  reference  " + input(check.referenceInput()));
    line("  current    " + input(check.currentInput()));
    text.append('\n');
    components();
    table(Tables.metrics(check.performance()));
    table(Tables.metrics(check.evaluation().latency()));
    columns();
    if (!check.windows().isEmpty()) {
      table(Tables.windows(check.referenceWindows(), check.windows(), check.performance().main()));
    }
    check.overTime().ifPresent(this::overTime);
    if (!check.segments().isEmpty()) {
      table(Tables.segments(check.segments(), check.performance().main()));
    }
    unusual();
    alerts();
    recommendation();
    explanation();
    for (String note : check.notes()) {
      wrapped("Note: ", note, "");
    }
  }

  private void components() {
    for (Finding finding : check.findings()) {
      String verdict = check.state(finding);
      wrapped(
          "  "
              + pad(finding.component().title(), 20)
              + " "
              + styled(
                  pad(verdict, 12),
                  check.isPending(finding) ? style(Verdict.INCONCLUSIVE) : style(finding.verdict()))
              + " ",
          finding.sentence(),
          "");
    }
    text.append('\n');
  }

  private void overTime(OverTime overTime) {
    String style =
        switch (overTime.state()) {
          case ALARM -> style(Verdict.DRIFTED);
          case QUIET -> style(Verdict.STABLE);
          case LEARNING, SILENT, PARTIAL, GAP -> style(Verdict.INCONCLUSIVE);
        };
    wrapped(
        "  Over time  " + styled(OverTimeText.word(overTime), style) + "  ",
        OverTimeText.verdict(overTime),
        "");
    if (!overTime.changes().isEmpty()) {
      OverTimeText.alarms(overTime).lines(width - 4).forEach(line -> line("    " + line));
    }
    for (String remark : OverTimeText.remarks(overTime)) {
      wrapped("    ", remark, "");
    }
    text.append('\n');
  }

  private void table(ReportTable table) {
    if (!table.isEmpty()) {
      table.lines(width - 2).forEach(line -> line("  " + line));
      text.append('\n');
    }
  }

  /// The most unusual rows, where there are more of them than usual.
  private void unusual() {
    if (check.evaluation().unusual().state() != UnusualSamples.State.INCREASED) {
      return;
    }
    for (WorstRow worst : check.worst().stream().limit(UNUSUAL).toList()) {
      String clues =
          worst.row().features().stream()
              .limit(2)
              .map(feature -> feature.name() + ": " + feature.clue())
              .collect(Collectors.joining("; "));
      wrapped(
          "  unusual  ",
          String.format(
              Locale.ROOT,
              "row %d%s, score %.3f%s",
              worst.row().row() + 1,
              worst.id().map(id -> " (id " + id + ")").orElse(""),
              worst.row().score(),
              clues.isEmpty() ? "" : "; " + clues),
          "");
    }
    text.append('\n');
  }

  private void recommendation() {
    wrapped(
        "  Recommendation: ",
        check.recommendation().action().words() + ". " + check.recommendation().reason(),
        "");
    text.append('\n');
  }

  private String verdictStyle() {
    return check.highestSeverity().map(TerminalReport::style).orElse("\u001b[1;32m");
  }

  private static String style(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "\u001b[1;31m";
      case MEDIUM -> "\u001b[1;33m";
      case LOW -> "\u001b[1;36m";
    };
  }

  private static String style(Verdict verdict) {
    return switch (verdict) {
      case DRIFTED -> "\u001b[1;31m";
      case STABLE -> "\u001b[32m";
      case INCONCLUSIVE -> "\u001b[33m";
    };
  }

  private String input(Input input) {
    String files =
        input.files().size() == 1
            ? input.files().get(0)
            : input.files().size() + " files, " + input.files().get(0) + " …";
    String part = input.part().isEmpty() ? "" : ", " + input.part();
    String rows = Counted.of(input.rows(), "row");
    int room = width - 13 - rows.length() - part.length() - 3;
    return shortenedFront(files, room) + part + ", " + rows;
  }

  private void columns() {
    DriftResult drift = check.drift();
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < check.reference().columns().size(); i++) {
      positions.put(check.reference().columns().get(i).column().name(), i);
    }
    List<ColumnDrift> ranked =
        drift.columns().stream()
            .sorted(
                Comparator.comparing(ColumnDrift::verdict)
                    .thenComparing(Comparator.comparingDouble(ColumnDrift::effect).reversed()))
            .toList();
    line(
        "  %-12s %s %-17s %7s  %s %s"
            .formatted(
                "",
                pad("column", names),
                "decided by",
                "effect",
                pad("reference", Math.max(9, bars)),
                "current"));
    for (ColumnDrift column : ranked.subList(0, Math.min(LISTED, ranked.size()))) {
      column(column, positions.getOrDefault(column.column().name(), 0));
    }
    if (ranked.size() > LISTED) {
      long drifted = ranked.stream().skip(LISTED).filter(ColumnDrift::drifted).count();
      line(
          "  … and %s, %d of them drifted; --json or --html lists them all"
              .formatted(Counted.of(ranked.size() - LISTED, "more column"), drifted));
    }
    text.append('\n');
  }

  private void column(ColumnDrift column, int position) {
    ColumnReference reference = check.reference().columns().get(position);
    Histogram histogram = Histogram.of(reference, check.current().columns().get(position), bars);
    double highest = Sparkline.highest(histogram.reference(), histogram.current());
    String before = Sparkline.of(histogram.reference(), highest);
    String now = Sparkline.of(histogram.current(), highest);
    String effect =
        column.verdict() == Verdict.INCONCLUSIVE
            ? ""
            : String.format(Locale.ROOT, "%.1f %%", 100 * column.effect());
    boolean peer = check.drift().policy().name().isPeer();
    String decided = column.decidedBy() == null ? "" : column.decidedBy().id();
    // Whose method it is stands below the table.
    decided = shortened(peer ? decided.substring(decided.indexOf('-') + 1) : decided, 17);
    String label = column.verdict().id();
    String style = style(column.verdict());
    String role =
        column.column().role() == Role.FEATURE ? "" : " (" + column.column().role().id() + ")";
    String name = named(column.column().name(), names - role.length()) + role;
    line(
        "  "
            + styled(pad(label, 12), style)
            + " "
            + pad(name, names)
            + " "
            + pad(decided, 17)
            + " "
            + " ".repeat(Math.max(0, 7 - effect.length()))
            + effect
            + "  "
            + pad(before, Math.max(9, bars))
            + " "
            + now);
    boolean distributionOnly =
        column.drifted()
            && column.kinds().size() == 1
            && column.kinds().contains(dev.leeway.core.drift.DriftKind.DISTRIBUTION);
    if ((!distributionOnly || peer) && column.verdict() != Verdict.STABLE) {
      wrapped("               ", column.explanation(), "");
    }
  }

  private void alerts() {
    for (Alert alert : check.alerts()) {
      String severity = alert.severity().id().toUpperCase(Locale.ROOT);
      wrapped(
          "  " + styled(pad(severity, 9), style(alert.severity())) + " ",
          alert.summary() + ". Action: " + alert.action() + ".",
          "");
    }
    if (!check.alerts().isEmpty()) {
      text.append('\n');
    }
  }

  private void explanation() {
    DriftResult drift = check.drift();
    DriftPolicy policy = drift.policy();
    if (policy.corrected()) {
      wrapped(
          "",
          "p < %s alone would flag the distributions of %d of %s; after correction for %s: %d. Drifted, with the effect floors (%s %% of mass moved) and all kinds: %d. Effect is the share of mass moved beyond chance."
              .formatted(
                  Histogram.number(policy.level()),
                  drift.alone(),
                  Counted.of(drift.columns().size(), "column"),
                  Counted.of(drift.tests(), "test"),
                  drift.corrected(),
                  Histogram.number(100 * policy.effectFloor()),
                  drift.drifted().size()),
          "");
    } else if (policy.name().isPeer()) {
      wrapped("", PeerText.of(drift), "");
    } else {
      wrapped(
          "",
          "Textbook policy: p < %s for each column by itself, so about one unchanged column in twenty is flagged."
              .formatted(Histogram.number(policy.level())),
          "");
    }
  }

  private void line(String content) {
    text.append(content.stripTrailing()).append('\n');
  }

  private String styled(String content, String style) {
    return color && !style.isEmpty() ? style + content + "\u001b[0m" : content;
  }

  /// Breaks `content` into lines that start at the same column, the first behind `prefix`.
  private void wrapped(String prefix, String content, String style) {
    int indent = DisplayWidth.of(prefix.replaceAll("\u001b\\[[0-9;]*m", ""));
    StringBuilder line = new StringBuilder();
    String start = prefix;
    for (String word : content.split(" ", -1)) {
      if (!line.isEmpty() && indent + DisplayWidth.of(line) + 1 + DisplayWidth.of(word) > width) {
        line(start + styled(line.toString(), style));
        start = " ".repeat(indent);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(shortened(word, width - indent));
    }
    line(start + styled(line.toString(), style));
  }

  /// A name, shortened; one that is written from right to left ends in a mark, so that what follows
  /// is not drawn into it.
  static String named(String name, int width) {
    String shown = shortened(name, width);
    return Bidi.requiresBidi(shown.toCharArray(), 0, shown.length())
        ? shown + LEFT_TO_RIGHT
        : shown;
  }

  static String pad(String content, int width) {
    return content + " ".repeat(Math.max(0, width - DisplayWidth.of(content)));
  }

  static String shortened(String content, int width) {
    String clean = clean(content);
    return DisplayWidth.of(clean) <= width
        ? clean
        : clean.substring(0, DisplayWidth.start(clean, width - 1)) + "…";
  }

  private static String shortenedFront(String content, int width) {
    String clean = clean(content);
    return DisplayWidth.of(clean) <= width
        ? clean
        : "…" + clean.substring(DisplayWidth.end(clean, width - 1));
  }

  /// Controls, line separators and marks that turn the direction would spoil the lines.
  private static String clean(String content) {
    return content.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\u202a-\u202e\u2066-\u2069]", "·");
  }
}
