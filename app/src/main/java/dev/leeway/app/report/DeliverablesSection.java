package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import java.util.List;
import java.util.Set;

/// What a check delivers, each with links to where it stands: in the page, or in a file beside it.
final class DeliverablesSection {

  private record Deliverable(String title, List<String> places, List<String> files) {}

  private static final List<Deliverable> ALL =
      List.of(
          new Deliverable(
              "Monitoring dashboards",
              List.of("components:at a glance"),
              List.of("model_monitoring_dashboard.png", "grafana-dashboard.json", "metrics.prom")),
          new Deliverable(
              "Alert configuration",
              List.of("alert-configuration:severities and limits"),
              List.of("junit.xml")),
          new Deliverable(
              "Drift detection reports",
              List.of(
                  "data-drift:data",
                  "feature-drift:features",
                  "output-drift:output",
                  "concept-drift:concept"),
              List.of("report.json", "report.md")),
          new Deliverable(
              "Performance degradation analysis",
              List.of("performance-metrics:metrics and their loss"),
              List.of()),
          new Deliverable(
              "Retraining recommendations",
              List.of("recommendation:recommendation and evidence"),
              List.of()),
          new Deliverable("Action playbook", List.of("alerts:steps with each alert"), List.of()));

  private DeliverablesSection() {}

  static void write(Html page, CheckResult check, Set<String> beside) {
    page.section("In this report");
    page.raw("<ul class=\"deliverables\">\n");
    for (Deliverable deliverable : ALL) {
      page.raw("<li>").element("strong", deliverable.title());
      for (String place : deliverable.places()) {
        int colon = place.indexOf(':');
        link(page, "#" + place.substring(0, colon), place.substring(colon + 1));
      }
      if (!check.windows().isEmpty() && deliverable.title().startsWith("Drift")) {
        link(page, "#windows", "windows");
      }
      if (check.overTime().isPresent() && deliverable.title().startsWith("Drift")) {
        link(page, "#over-time", "over time");
      }
      deliverable.files().stream().filter(beside::contains).forEach(file -> link(page, file, file));
      page.raw("</li>\n");
    }
    page.raw("</ul>\n").endSection();
  }

  private static void link(Html page, String target, String words) {
    page.raw(" <a href=\"" + target + "\">").text(words).raw("</a>");
  }
}
