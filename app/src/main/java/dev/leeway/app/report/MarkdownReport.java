package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.Input;
import dev.leeway.app.check.OverTime;
import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.Playbook;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.monitor.Finding;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.Role;
import java.util.List;
import java.util.regex.Pattern;

/// `report.md`: what a check found as Markdown, for a merge request, a ticket or a chat: verdict,
/// recommendation, alerts with their playbook, components, metrics, and the columns that matter.
public final class MarkdownReport {

  private static final int COLUMNS = 60;
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]()#+|~<>&!]");

  private final CheckResult check;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(CheckResult check) {
    this.check = check;
  }

  /// The report as text.
  public static String write(CheckResult check) {
    MarkdownReport report = new MarkdownReport(check);
    report.write();
    return report.text.toString();
  }

  private void write() {
    line("# " + escaped(check.headline()));
    line("");
    line("- Reference: " + input(check.referenceInput()));
    line("- Current: " + input(check.currentInput()));
    line("- Checked: " + check.generatedAt() + " by Leeway " + escaped(check.version()));
    line("");
    line("## What to do");
    line("");
    line(
        "**Recommendation: "
            + check.recommendation().action().words()
            + ".** "
            + escaped(check.recommendation().reason()));
    line("");
    check.recommendation().evidence().forEach(sentence -> line("- " + escaped(sentence)));
    line("");
    alerts();
    line("## Components");
    line("");
    line("| component | verdict | finding |");
    line("|---|---|---|");
    for (Finding finding : check.findings()) {
      row(finding.component().title(), check.state(finding), finding.sentence());
    }
    line("");
    table("Performance metrics", Tables.metrics(check.performance()));
    table("Latency", Tables.metrics(check.evaluation().latency()));
    columns();
    if (!check.windows().isEmpty()) {
      table(
          "Windows",
          Tables.windows(check.referenceWindows(), check.windows(), check.performance().main()));
    }
    check.overTime().ifPresent(this::overTime);
    if (!check.segments().isEmpty()) {
      table("Segments", Tables.segments(check.segments(), check.performance().main()));
    }
    check.notes().forEach(note -> line("Note: " + escaped(note) + ".\n"));
  }

  private static String input(Input input) {
    String part = input.part().isEmpty() ? "" : " (" + input.part() + ")";
    return escaped(String.join(", ", input.files()) + part)
        + ", "
        + Counted.of(input.rows(), "row");
  }

  private void alerts() {
    if (check.alerts().isEmpty()) {
      line("No alerts: no finding asks for action.");
      line("");
    }
    for (Alert alert : check.alerts()) {
      line(
          "### "
              + alert.severity().id()
              + ": "
              + escaped(alert.summary())
              + " – "
              + alert.action());
      line("");
      int number = 1;
      for (Playbook.Step step : check.playbook().steps(alert)) {
        String link = step.link() == null ? "" : " <" + step.link().replace(">", "%3E") + ">";
        line(number++ + ". " + escaped(step.text()) + " (" + escaped(step.owner()) + ")" + link);
      }
      line("");
    }
  }

  private void columns() {
    List<ColumnDrift> ranked = ColumnCards.ranked(check, Role.values());
    line("## Columns");
    line("");
    line("| column | role | verdict | effect | why |");
    line("|---|---|---|---:|---|");
    for (ColumnDrift column : ranked.subList(0, Math.min(COLUMNS, ranked.size()))) {
      row(
          column.column().name(),
          column.column().role().id(),
          column.verdict().id(),
          column.verdict() == Verdict.INCONCLUSIVE ? "–" : Html.percent(column.effect()),
          column.explanation());
    }
    if (ranked.size() > COLUMNS) {
      line("");
      line("… and " + Counted.of(ranked.size() - COLUMNS, "more column") + " in report.json.");
    }
    line("");
  }

  private void overTime(OverTime overTime) {
    line("## Over time");
    line("");
    line("**" + OverTimeText.word(overTime) + "**: " + escaped(OverTimeText.verdict(overTime)));
    line("");
    rows(OverTimeText.alarms(overTime));
    OverTimeText.remarks(overTime).forEach(remark -> line("- " + escaped(remark)));
    line("");
  }

  private void table(String title, ReportTable table) {
    if (table.isEmpty()) {
      return;
    }
    line("## " + title);
    line("");
    rows(table);
  }

  private void rows(ReportTable table) {
    if (table.isEmpty()) {
      return;
    }
    List<List<String>> rows = table.rows();
    row(rows.get(0).toArray(String[]::new));
    line("|" + "---|".repeat(rows.get(0).size()));
    rows.stream().skip(1).forEach(cells -> row(cells.toArray(String[]::new)));
    line("");
  }

  private void row(String... cells) {
    text.append('|');
    for (String cell : cells) {
      text.append(' ').append(escaped(cell)).append(" |");
    }
    text.append('\n');
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /// What Markdown and HTML would take for markup, as plain text on one line.
  static String escaped(String text) {
    String clean = text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\u202a-\u202e\u2066-\u2069]", "·");
    return SPECIAL.matcher(clean).replaceAll("\\\\$0");
  }
}
