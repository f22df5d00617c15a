package dev.leeway.app.report;

/// A histogram of reference and current: bars of numbers as an SVG that fills its box, with labels
/// in the page's own text so that they stay readable on a phone; categories as a list of bars.
final class HistogramSvg {

  private static final int HEIGHT = 100;
  private static final int SLOT = 10;

  private HistogramSvg() {}

  static String of(Histogram histogram) {
    double highest = Sparkline.highest(histogram.reference(), histogram.current());
    if (histogram.labels().isEmpty() || highest == 0) {
      return "<p class=\"note\">There is nothing to draw.</p>\n";
    }
    return histogram.ordered() ? bars(histogram, highest) : list(histogram, highest);
  }

  private static String bars(Histogram histogram, double highest) {
    int bars = histogram.labels().size();
    StringBuilder svg = new StringBuilder("<figure class=\"histogram\"><span class=\"top\">");
    svg.append(Html.percent(highest)).append("</span>");
    svg.append(
        Html.format(
            "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\""
                + " aria-label=\"Shares of reference and current\">",
            SLOT * bars, HEIGHT));
    path(svg, "before", histogram.reference(), highest, 1);
    path(svg, "now", histogram.current(), highest, 5);
    for (int bar = 0; bar < bars; bar++) {
      svg.append(
          Html.format(
              "<rect class=\"hit\" x=\"%d\" width=\"10\" height=\"100\"><title>%s: %.1f → %.1f %%"
                  + "</title></rect>",
              SLOT * bar,
              Html.escaped(histogram.labels().get(bar)),
              100 * histogram.reference()[bar],
              100 * histogram.current()[bar]));
    }
    svg.append("</svg><figcaption class=\"ends\">");
    int last = bars - 1;
    while (last > 0 && histogram.labels().get(last).equals(Histogram.MISSING)) {
      last--;
    }
    for (int bar : new int[] {0, last / 2, last}) {
      svg.append("<span>").append(Html.escaped(histogram.labels().get(bar))).append("</span>");
    }
    if (last < bars - 1) {
      svg.append("<span>").append(Histogram.MISSING).append("</span>");
    }
    return svg.append("</figcaption></figure>\n").toString();
  }

  /// All bars of one side as one path. A share above 0 is always to be seen.
  private static void path(
      StringBuilder svg, String side, double[] shares, double highest, int offset) {
    svg.append("<path class=\"").append(side).append("\" d=\"");
    for (int bar = 0; bar < shares.length; bar++) {
      if (shares[bar] > 0) {
        double height = Math.max(1, HEIGHT * shares[bar] / highest);
        svg.append(Html.format("M%d 100v-%.1fh4V100z", SLOT * bar + offset, height));
      }
    }
    svg.append("\"/>");
  }

  private static String list(Histogram histogram, double highest) {
    StringBuilder list = new StringBuilder("<div class=\"categories\">\n");
    for (int bar = 0; bar < histogram.labels().size(); bar++) {
      double before = histogram.reference()[bar];
      double now = histogram.current()[bar];
      list.append("<bdi>").append(Html.escaped(histogram.labels().get(bar))).append("</bdi>");
      list.append(
          Html.format(
              "<span class=\"pair\"><i class=\"before\" style=\"width:%.1f%%\"></i>"
                  + "<i class=\"now\" style=\"width:%.1f%%\"></i></span>"
                  + "<small>%.1f → %.1f %%</small>\n",
              100 * before / highest, 100 * now / highest, 100 * before, 100 * now));
    }
    return list.append("</div>\n").toString();
  }
}
