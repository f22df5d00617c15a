package dev.leeway.app.report;

import java.util.Locale;

/// A histogram of reference and current side by side, as an SVG that takes its colours from the
/// page.
final class HistogramSvg {

  private static final double WIDTH = 720;
  private static final double HEIGHT = 150;
  private static final double LABELS = 26;

  private HistogramSvg() {}

  static String of(Histogram histogram) {
    int bars = histogram.labels().size();
    double highest = Sparkline.highest(histogram.reference(), histogram.current());
    if (bars == 0 || highest == 0) {
      return "";
    }
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"Shares of reference and current\">",
            WIDTH, HEIGHT + LABELS));
    double slot = WIDTH / bars;
    double width = Math.min(40, slot * 0.42);
    for (int bar = 0; bar < bars; bar++) {
      double middle = (bar + 0.5) * slot;
      String label = histogram.labels().get(bar);
      svg.append("<g><title>").append(HtmlReport.escaped(label));
      svg.append(
          format(
              ": %.1f %% → %.1f %%</title>",
              100 * histogram.reference()[bar], 100 * histogram.current()[bar]));
      bar(svg, "before", middle - width, width, histogram.reference()[bar] / highest);
      bar(svg, "now", middle, width, histogram.current()[bar] / highest);
      svg.append("</g>");
      int room = (int) (slot / 6.2);
      if (bars <= 12 && room >= 4) {
        text(svg, middle, "middle", TerminalReport.shortened(label, room));
      }
    }
    if (bars > 12) {
      text(svg, 2, "start", TerminalReport.shortened(histogram.labels().get(0), 40));
      text(svg, WIDTH - 2, "end", TerminalReport.shortened(histogram.labels().get(bars - 1), 40));
    }
    svg.append(
        format("<line x1=\"0\" y1=\"%1$.1f\" x2=\"%2$.0f\" y2=\"%1$.1f\"/>", HEIGHT + 0.5, WIDTH));
    return svg.append("</svg>\n").toString();
  }

  private static void bar(StringBuilder svg, String kind, double x, double width, double share) {
    double height = share == 0 ? 0 : Math.max(1, share * (HEIGHT - 6));
    svg.append(
        format(
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
            kind, x, HEIGHT - height, width, height));
  }

  private static void text(StringBuilder svg, double x, String anchor, String label) {
    svg.append(format("<text x=\"%.1f\" y=\"%.0f\" text-anchor=\"%s\">", x, HEIGHT + 17, anchor))
        .append(HtmlReport.escaped(label))
        .append("</text>");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
