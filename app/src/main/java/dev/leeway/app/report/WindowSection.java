package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;

/// "Windows": features by windows as a heat map, then a row for each window.
final class WindowSection {

  private WindowSection() {}

  /// Nothing without windows.
  static void write(Html page, CheckResult check) {
    if (check.windows().isEmpty()) {
      return;
    }
    page.section("Windows");
    HeatMap.write(page, check);
    page.element("h3", "Every window");
    page.raw(
        Tables.windows(
                MetricChart.latest(check.referenceWindows()),
                MetricChart.latest(check.windows()),
                check.performance().main())
            .html());
    int hidden =
        Math.max(0, check.referenceWindows().size() - MetricChart.WINDOWS)
            + Math.max(0, check.windows().size() - MetricChart.WINDOWS);
    if (hidden > 0) {
      page.element(
          "p class=\"note\"", Html.format("%,d earlier windows are in report.json.", hidden));
    }
    page.endSection();
  }
}
