package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.Input;
import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.Playbook;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.DriftKind;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.drift.Statistic;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.monitor.Finding;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.stats.PValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `report.html`: what a check found, as one file that needs no network: verdict and what to do on
/// top, then the components, then every column with its picture and all its statistics.
public final class HtmlReport {

  private static final int BARS = 24;

  private final CheckResult check;
  private final StringBuilder page = new StringBuilder();

  private HtmlReport(CheckResult check) {
    this.check = check;
  }

  /// The page.
  public static String write(CheckResult check) {
    HtmlReport report = new HtmlReport(check);
    report.write();
    return report.page.toString();
  }

  private void write() {
    String severity = check.highestSeverity().map(worst -> worst.id()).orElse("none");
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>Leeway drift report</title>\n<style>\n").append(style());
    page.append("</style>\n</head>\n<body>\n<main>\n");
    page.append("<header class=\"verdict ").append(severity).append("\">\n<p class=\"kicker\">");
    page.append("Drift detection report");
    page.append(severity.equals("none") ? "" : " · severity " + severity).append("</p>\n<h1>");
    page.append(escaped(check.headline())).append("</h1>\n<dl>");
    input("Reference", check.referenceInput());
    input("Current", check.currentInput());
    page.append("<div><dt>Checked</dt><dd>").append(check.generatedAt()).append("</dd></div>");
    page.append("</dl>\n</header>\n");
    alerts();
    components();
    section("Performance metrics", performance());
    section("Concept drift", concept());
    columns();
    section("Anomaly detection", unusual());
    section("Windows", windows());
    section("Segments", segments());
    method();
    page.append("</main>\n</body>\n</html>\n");
  }

  private void input(String title, Input input) {
    String part = input.part().isEmpty() ? "" : " (" + input.part() + ")";
    page.append("<div><dt>").append(title).append("</dt><dd>");
    page.append(escaped(String.join(", ", input.files()) + part));
    page.append(format(", %,d rows", input.rows())).append("</dd></div>");
  }

  private void alerts() {
    page.append("<section>\n<h2>What to do</h2>\n");
    if (check.alerts().isEmpty()) {
      page.append("<p>Nothing: no finding asks for action.</p>\n");
    }
    for (Alert alert : check.alerts()) {
      String id = alert.severity().id();
      page.append("<p class=\"alert\"><span class=\"badge ").append(id).append("\">").append(id);
      page.append("</span> ").append(escaped(capitalized(alert.summary())));
      page.append(". <strong>").append(escaped(capitalized(alert.action())));
      page.append(".</strong></p>\n<details class=\"playbook\"><summary>Playbook</summary><ol>\n");
      for (Playbook.Step step : check.playbook().steps(alert)) {
        step(step);
      }
      page.append("</ol></details>\n");
    }
    page.append("<p class=\"alert\"><strong>Recommendation: ");
    page.append(escaped(check.recommendation().action().words())).append(".</strong> ");
    page.append(escaped(capitalized(check.recommendation().reason()))).append("</p>\n");
    for (String note : check.notes()) {
      page.append("<p class=\"note\">").append(escaped(capitalized(note))).append(".</p>\n");
    }
    page.append("</section>\n");
  }

  private void step(Playbook.Step step) {
    page.append("<li>").append(escaped(step.text())).append(" <small>");
    page.append(escaped(step.owner())).append("</small>");
    if (step.link() != null) {
      page.append(" <a href=\"").append(escaped(step.link())).append("\">link</a>");
    }
    page.append("</li>\n");
  }

  private void components() {
    page.append("<section>\n<h2>Components</h2>\n<div class=\"cards\">\n");
    for (Finding finding : check.evaluation().findings()) {
      card(finding.component().title(), finding.verdict(), finding.sentence());
    }
    page.append("</div>\n</section>\n");
  }

  private void section(String title, String content) {
    if (!content.isEmpty()) {
      page.append("<section>\n<h2>").append(title).append("</h2>\n").append(content);
      page.append("</section>\n");
    }
  }

  private String performance() {
    ReportTable metrics = Tables.metrics(check.performance());
    ReportTable latency = Tables.metrics(check.evaluation().latency());
    return (metrics.isEmpty() ? "" : metrics.html()) + (latency.isEmpty() ? "" : latency.html());
  }

  private String windows() {
    return check.windows().isEmpty()
        ? ""
        : Tables.windows(check.referenceWindows(), check.windows(), check.performance().main())
            .html();
  }

  private String segments() {
    return check.segments().isEmpty()
        ? ""
        : Tables.segments(check.segments(), check.performance().main()).html();
  }

  private String concept() {
    if (check.evaluation().concept().shifts().isEmpty()) {
      return "";
    }
    return "<p>Where the label changed most:</p>\n"
        + Tables.shifts(check.evaluation().concept()).html();
  }

  private String unusual() {
    return check.worst().isEmpty()
        ? ""
        : "<p>The most unusual rows, worst first.</p>\n" + Tables.worst(check.worst()).html();
  }

  private void card(String title, Verdict verdict, String text) {
    page.append("<div class=\"card ").append(verdict.id()).append("\"><h3>").append(title);
    page.append("</h3><p class=\"state\">").append(capitalized(verdict.id())).append("</p><p>");
    page.append(escaped(capitalized(text))).append("</p></div>\n");
  }

  private void columns() {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < check.reference().columns().size(); i++) {
      positions.put(check.reference().columns().get(i).column().name(), i);
    }
    page.append("<section>\n<h2>Feature drift</h2>\n<p>Every column, worst first. ");
    page.append("<span class=\"key before\"></span> reference ");
    page.append("<span class=\"key now\"></span> current</p>\n");
    check.drift().columns().stream()
        .sorted(
            Comparator.comparing(ColumnDrift::verdict)
                .thenComparing(Comparator.comparingDouble(ColumnDrift::effect).reversed()))
        .forEach(column -> column(column, positions.getOrDefault(column.column().name(), 0)));
    page.append("</section>\n");
  }

  private void column(ColumnDrift column, int position) {
    ColumnReference reference = check.reference().columns().get(position);
    Histogram histogram = Histogram.of(reference, check.current().columns().get(position), BARS);
    page.append("<details class=\"column ").append(column.verdict().id()).append('"');
    page.append(column.drifted() ? " open" : "").append("><summary><span class=\"name\">");
    page.append(escaped(column.column().name())).append("</span> <span class=\"role\">");
    page.append(column.column().kind().id()).append(' ').append(column.column().role().id());
    page.append("</span> <span class=\"state\">").append(column.verdict().id());
    page.append("</span></summary>\n<p>").append(escaped(capitalized(column.explanation())));
    page.append(".</p>\n");
    page.append(HistogramSvg.of(histogram));
    page.append("<div class=\"scroll\"><table><thead><tr><th>Statistic</th><th>Value</th>");
    page.append("<th>Without drift</th><th>p</th><th>q</th><th>Effect</th><th>Floor</th></tr>");
    page.append("</thead><tbody>\n");
    column.statistics().forEach(this::statistic);
    page.append("</tbody></table></div>\n</details>\n");
  }

  private void statistic(Statistic statistic) {
    page.append("<tr><td>").append(escaped(statistic.method().title()));
    if (statistic.kind() != DriftKind.DISTRIBUTION) {
      page.append(" <small>").append(escaped(statistic.kind().words())).append("</small>");
    }
    if (statistic.constants().get("customary_reading") instanceof String reading) {
      page.append(" <small>by the customary marks 0.1 and 0.25: ").append(reading);
      page.append("</small>");
    }
    page.append("</td>");
    if (statistic.reason() != null) {
      page.append("<td colspan=\"6\" class=\"reason\">");
      page.append(escaped(statistic.reason().words())).append("</td></tr>\n");
      return;
    }
    cell(statistic.value());
    cell(statistic.expected());
    PValue p = statistic.pValue();
    if (p != null && p.value() == 0 && !Double.isInfinite(p.log10())) {
      page.append("<td>1e").append(Math.round(p.log10())).append("</td>");
    } else {
      cell(p == null ? null : p.value());
    }
    cell(statistic.qValue());
    percent(statistic.effect());
    percent(statistic.threshold());
    page.append("</tr>\n");
  }

  private void cell(@Nullable Double value) {
    page.append("<td>").append(value == null ? "" : Histogram.number(value)).append("</td>");
  }

  private void percent(@Nullable Double share) {
    page.append("<td>").append(share == null ? "" : format("%.1f %%", 100 * share));
    page.append("</td>");
  }

  private void method() {
    DriftResult drift = check.drift();
    page.append("<section>\n<h2>How this was decided</h2>\n<p>");
    if (drift.policy().corrected()) {
      page.append(
          format(
              "A column drifted when a test is significant after correction for all %d tests of this"
                  + " report (Benjamini–Hochberg at %s) and its effect reaches the floor: %s %% of"
                  + " the mass moved beyond chance, %s points of missing values, %s points of new,"
                  + " out-of-range or unreadable values. p < %s alone would flag %d of %d columns;"
                  + " after correction: %d; with the floor: %d. The population stability index,"
                  + " Jensen–Shannon and Wasserstein inform and never decide; “without drift” is"
                  + " what chance alone gives at these sizes.",
              drift.tests(),
              Histogram.number(drift.policy().level()),
              Histogram.number(100 * drift.policy().effectFloor()),
              Histogram.number(100 * drift.policy().missingFloor()),
              Histogram.number(100 * drift.policy().noveltyFloor()),
              Histogram.number(drift.policy().level()),
              drift.alone(),
              drift.columns().size(),
              drift.corrected(),
              drift.drifted().size()));
    } else if (drift.policy().name().isPeer()) {
      page.append(escaped(PeerText.of(drift)));
    } else {
      page.append(
          format(
              "Textbook policy: p < %s for each column by itself, so about one unchanged column in"
                  + " twenty is flagged.",
              Histogram.number(drift.policy().level())));
    }
    page.append("</p>\n<p class=\"note\">Leeway ").append(escaped(check.version()));
    page.append("</p>\n</section>\n");
  }

  private static String format(String pattern, @Nullable Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static String capitalized(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            default -> {
              boolean printable = c >= ' ' && !Character.isISOControl(c);
              safe.appendCodePoint(printable ? c : '·');
            }
          }
        });
    return safe.toString();
  }

  private static String style() {
    try (InputStream stream =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
