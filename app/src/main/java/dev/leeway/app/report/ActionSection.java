package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.Playbook;
import dev.leeway.core.alert.Recommendation;

/// "What to do": the recommendation with its evidence, then the alerts with their playbook.
final class ActionSection {

  private ActionSection() {}

  static void write(Html page, CheckResult check, ColumnCards columns) {
    page.section("What to do");
    recommendation(page, check.recommendation(), columns);
    page.raw("<div id=\"alerts\">\n");
    if (check.alerts().isEmpty()) {
      page.element("p class=\"quiet\"", "No alerts: no finding asks for action.");
    }
    for (Alert alert : check.alerts()) {
      alert(page, alert, check.playbook(), columns);
    }
    page.raw("</div>\n");
    for (String note : check.notes()) {
      page.element("p class=\"note\"", "Note: " + note + ".");
    }
    page.endSection();
  }

  private static void recommendation(
      Html page, Recommendation recommendation, ColumnCards columns) {
    page.raw("<div class=\"panel\" id=\"recommendation\">\n<p><strong>Recommendation: ");
    page.text(recommendation.action().words()).raw(".</strong> ");
    page.text(columns.sentence(recommendation.reason())).raw("</p>\n");
    page.raw("<details><summary>Evidence</summary><ul>\n");
    for (String sentence : recommendation.evidence()) {
      page.element("li", columns.sentence(sentence));
    }
    page.raw("</ul></details>\n</div>\n");
  }

  private static void alert(Html page, Alert alert, Playbook playbook, ColumnCards columns) {
    String id = alert.severity().id();
    page.raw("<article class=\"panel alert\">\n<p><span class=\"badge " + id + "\">" + id);
    page.raw("</span> ").text(columns.sentence(alert.summary())).raw(". <strong>");
    page.text(Html.capitalized(alert.action())).raw(".</strong></p>\n");
    page.raw("<details><summary>Playbook</summary><ol>\n");
    for (Playbook.Step step : playbook.steps(alert)) {
      page.raw("<li>").text(step.text()).raw(" ").element("small", step.owner());
      if (step.link() != null) {
        page.raw("<a rel=\"noreferrer\" href=\"").text(step.link()).raw("\">").text(step.link());
        page.raw("</a>");
      }
      page.raw("</li>\n");
    }
    page.raw("</ol></details>\n</article>\n");
  }
}
