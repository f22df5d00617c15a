package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.Input;
import dev.leeway.core.monitor.Component;
import dev.leeway.core.monitor.Finding;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;

/// `report.html`: what a check found, as one file that needs no network: verdict and what to do on
/// top, then the components by their names, every column with its picture and statistics, windows,
/// segments and the method. It works without its script, which pages and filters columns.
public final class HtmlReport {

  /// Nothing may be loaded from anywhere; what the page needs is in it.
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

  private final CheckResult check;
  private final Set<String> beside;
  private final ColumnCards columns;
  private final Html page = new Html();

  private HtmlReport(CheckResult check, Set<String> beside) {
    this.check = check;
    this.beside = beside;
    this.columns = new ColumnCards(check);
  }

  /// The page by itself.
  public static String write(CheckResult check) {
    return write(check, Set.of());
  }

  /// The page with links to the files that stand in the same folder.
  public static String write(CheckResult check, Set<String> beside) {
    HtmlReport report = new HtmlReport(check, beside);
    report.write();
    return report.page.toString();
  }

  private void write() {
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n");
    page.element("title", "Leeway: " + check.headline());
    page.raw("<style>\n" + resource("report.css") + "</style>\n</head>\n<body>\n<main>\n");
    verdict();
    ActionSection.write(page, check, columns);
    DeliverablesSection.write(page, check, beside);
    components();
    performance();
    component(Component.DATA_DRIFT);
    ranking();
    concept();
    component(Component.OUTPUT_DRIFT);
    columns.write(page, Role.PREDICTION, Role.SCORE);
    page.endSection();
    component(Component.FEATURE_DRIFT);
    columns.writeFeatures(page);
    page.endSection();
    unusual();
    component(Component.DATA_QUALITY);
    QualityTable.write(page, check);
    page.endSection();
    OverTimeSection.write(page, check);
    WindowSection.write(page, check);
    segments();
    MethodSection.write(page, check);
    page.raw("</main>\n<script>\n" + resource("report.js") + "</script>\n</body>\n</html>\n");
  }

  private void verdict() {
    String severity = check.highestSeverity().map(worst -> worst.id()).orElse("none");
    page.raw("<header class=\"verdict " + severity + "\">\n");
    page.element(
        "p class=\"kicker\"",
        "Leeway · model monitoring report"
            + (severity.equals("none") ? "" : " · severity " + severity));
    page.element("h1", columns.sentence(check.headline()));
    page.raw("<dl>");
    input("Reference", check.referenceInput());
    input("Current", check.currentInput());
    page.raw("<div><dt>Checked</dt>");
    page.element("dd", check.generatedAt().toString().replace('T', ' ').replace("Z", " UTC"));
    page.raw("</div></dl>\n</header>\n");
  }

  private void input(String title, Input input) {
    String part = input.part().isEmpty() ? "" : " (" + input.part() + ")";
    page.raw("<div>").element("dt", title);
    page.element(
        "dd", String.join(", ", input.files()) + part + ", " + Counted.of(input.rows(), "row"));
    page.raw("</div>");
  }

  private void components() {
    page.raw("<section id=\"components\">\n").element("h2", "At a glance");
    page.raw("<div class=\"cards\">\n");
    for (Finding finding : check.findings()) {
      page.raw("<a class=\"card " + style(finding) + "\" href=\"#");
      page.raw(Html.anchor(finding.component().title()) + "\">");
      page.element("strong", finding.component().title());
      page.element("span class=\"state\"", word(finding));
      page.element("span", columns.sentence(finding.sentence())).raw("</a>\n");
    }
    page.raw("</div>\n").endSection();
  }

  /// The start of a component's section: its verdict and finding.
  private void component(Component component) {
    Finding finding = check.findings().get(component.ordinal());
    page.section(component.title());
    page.raw("<p class=\"" + style(finding) + "\">");
    page.element("span class=\"state\"", word(finding));
    page.raw(" · ").text(columns.sentence(finding.sentence())).raw(".</p>\n");
  }

  private String style(Finding finding) {
    return check.state(finding);
  }

  private String word(Finding finding) {
    return check.isPending(finding) ? "Pending" : ColumnCards.word(finding.verdict());
  }

  private void performance() {
    component(Component.PERFORMANCE_METRICS);
    ReportTable metrics = Tables.metrics(check.performance());
    if (!metrics.isEmpty()) {
      page.raw(metrics.html());
      page.element(
          "p class=\"note\"",
          "In brackets: 95 % intervals. Main metric: "
              + (check.performance().main() == null ? "none" : check.performance().main().title())
              + (check.performance().why().isEmpty()
                  ? ""
                  : ", because " + check.performance().why())
              + ".");
    }
    page.raw(MetricChart.html(check));
    page.raw(ConfusionTable.html(check.performance()));
    ReportTable latency = Tables.metrics(check.evaluation().latency());
    if (!latency.isEmpty()) {
      page.element("h3", "Latency and throughput").raw(latency.html());
    }
    columns.write(page, Role.LATENCY);
    page.endSection();
  }

  private void ranking() {
    columns.ranking(page);
    columns.write(page, Role.SEGMENT);
    page.endSection();
  }

  private void concept() {
    component(Component.CONCEPT_DRIFT);
    if (!check.evaluation().concept().shifts().isEmpty()) {
      page.element("h3", "Where the label changed most");
      page.raw(Tables.shifts(check.evaluation().concept()).html());
    }
    columns.write(page, Role.LABEL);
    page.endSection();
  }

  private void unusual() {
    component(Component.ANOMALY_DETECTION);
    if (!check.worst().isEmpty()) {
      page.element("h3", "The most unusual rows, worst first");
      page.raw(Tables.worst(check.worst()).html());
    }
    page.endSection();
  }

  private void segments() {
    if (!check.segments().isEmpty()) {
      page.section("Segments");
      page.element("p", "Each segment against its own reference rows.");
      page.raw(Tables.segments(check.segments(), check.performance().main()).html());
      page.endSection();
    }
  }

  private static String resource(String name) {
    try (InputStream stream = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
