package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.OverTime;
import dev.leeway.core.monitor.SeriesChange;
import dev.leeway.core.monitor.WatchedSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// "Over time": whether anything moved under the budget of false alarms, since when, and what the
/// series that moved look like; of a quiet check the one with the most evidence.
final class OverTimeSection {

  private static final int CHARTS = 6;

  private OverTimeSection() {}

  /// Nothing without windows.
  static void write(Html page, CheckResult check) {
    if (check.overTime().isEmpty()) {
      return;
    }
    OverTime overTime = check.overTime().get();
    page.section("Over time");
    page.raw("<p class=\"" + style(overTime) + "\">");
    page.element("span class=\"state\"", Html.capitalized(OverTimeText.word(overTime)));
    page.raw(" · ").text(OverTimeText.verdict(overTime)).raw(".</p>\n");
    ReportTable alarms = OverTimeText.alarms(overTime);
    if (!alarms.isEmpty()) {
      page.raw(alarms.html());
    }
    charts(page, check, overTime);
    for (String remark : OverTimeText.remarks(overTime)) {
      page.element("p class=\"note\"", remark);
    }
    page.endSection();
  }

  private static String style(OverTime overTime) {
    return switch (overTime.state()) {
      case ALARM -> "drifted";
      case QUIET -> "stable";
      case LEARNING, SILENT, PARTIAL, GAP -> "inconclusive";
    };
  }

  private static void charts(Html page, CheckResult check, OverTime overTime) {
    List<OverTime.Followed> shown = new ArrayList<>();
    for (SeriesChange change : overTime.changes()) {
      overTime.series().stream()
          .filter(followed -> followed.series().equals(change.series()))
          .forEach(shown::add);
    }
    if (shown.isEmpty()) {
      overTime.series().stream()
          .max(Comparator.comparingDouble(OverTime.Followed::evidence))
          .filter(followed -> followed.evidence() > 0)
          .ifPresent(shown::add);
    }
    if (shown.isEmpty()) {
      return;
    }
    page.raw("<p class=\"legend\"><i class=\"before\"></i> reference windows");
    page.raw(" <i class=\"now\"></i> current windows <i class=\"worse\"></i> since the change");
    page.raw(" <span class=\"note\">· line across: mean before</span></p>\n");
    for (OverTime.Followed followed : shown.subList(0, Math.min(CHARTS, shown.size()))) {
      page.element(
          "h3",
          followed.change().isPresent()
              ? followed.series().title() + measure(followed.series())
              : followed.series().title()
                  + measure(followed.series())
                  + ", where most evidence of a change is");
      page.raw(chart(check, overTime, followed));
    }
    if (shown.size() > CHARTS) {
      page.element(
          "p class=\"note\"",
          Html.format("%d more series that moved are in report.json.", shown.size() - CHARTS));
    }
  }

  private static String measure(WatchedSeries series) {
    return switch (series.quantity()) {
      case LOCATION -> ", mean rank among the reference's values";
      case SPREAD -> ", mean distance of the ranks from the middle";
      case SHARE, MISSING -> ", share of the rows";
      case METRIC -> "";
    };
  }

  private static String chart(CheckResult check, OverTime overTime, OverTime.Followed followed) {
    List<LineChart.Point> points = new ArrayList<>();
    List<String> names =
        check.referenceWindows().stream()
            .filter(window -> window.rows() > 0 && !window.partial())
            .map(window -> window.name())
            .toList();
    double sum = 0;
    int known = 0;
    for (int at = 0; at < followed.before().size(); at++) {
      double value = followed.before().get(at);
      points.add(point(names.get(at), "before", value));
      sum += Double.isNaN(value) ? 0 : value;
      known += Double.isNaN(value) ? 0 : 1;
    }
    String since = followed.change().map(SeriesChange::since).orElse("");
    boolean changed = false;
    for (int at = 0; at < followed.values().size(); at++) {
      String name = overTime.windows().get(at).name();
      changed |= name.equals(since);
      double value = followed.values().get(at);
      points.add(point(name, changed ? "worse" : "now", value));
      sum += changed || Double.isNaN(value) ? 0 : value;
      known += changed || Double.isNaN(value) ? 0 : 1;
    }
    double level = followed.change().map(SeriesChange::before).orElse(sum / known);
    List<LineChart.Point> latest =
        points.subList(Math.max(0, points.size() - 2 * MetricChart.WINDOWS), points.size());
    return new LineChart(latest, level, followed.series()::words).html();
  }

  private static LineChart.Point point(String name, String style, double value) {
    return new LineChart.Point(name, style, value, value, value);
  }
}
