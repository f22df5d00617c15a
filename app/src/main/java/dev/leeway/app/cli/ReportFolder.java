package dev.leeway.app.cli;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.connect.grafana.MonitoringDashboard;
import dev.leeway.app.connect.prometheus.CheckMetrics;
import dev.leeway.app.report.HtmlReport;
import dev.leeway.app.report.JsonReport;
import dev.leeway.app.report.JunitReport;
import dev.leeway.app.report.MarkdownReport;
import dev.leeway.app.report.image.DashboardImage;
import dev.leeway.core.alert.Severity;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What `--out` writes.
final class ReportFolder {

  private ReportFolder() {}

  /// @param err is told when there is no picture, because Java has no fonts
  static void add(
      Outputs outputs, Path folder, CheckResult check, Optional<Severity> limit, PrintWriter err) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    put(files, "report.json", JsonReport.write(check, limit));
    put(files, "report.html", ""); // has its place here, and is written when all names are known
    put(files, "report.md", MarkdownReport.write(check));
    put(files, "junit.xml", JunitReport.write(check, limit));
    try {
      files.put("model_monitoring_dashboard.png", DashboardImage.png(check));
    } catch (DashboardImage.NoFontsException e) {
      err.println("model_monitoring_dashboard.png: " + e.getMessage());
    }
    put(files, "metrics.prom", CheckMetrics.text(check, Map.of()));
    put(files, "grafana-dashboard.json", MonitoringDashboard.json());
    put(files, "report.html", HtmlReport.write(check, files.keySet()));
    files.forEach((name, content) -> outputs.add(folder.resolve(name), content));
  }

  private static void put(Map<String, byte[]> files, String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
