package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.WindowResult;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How much each feature moved in each window: a strip of one feature, or a table of many.
///
/// A cell's shade is the effect, in steps of five points up to 50 %; a drifted one has a mark too,
/// so that colour is not all that tells.
final class HeatMap {

  /// More windows than this, half a year of days, are more than a screen can show; the latest are
  /// shown.
  static final int WINDOWS = 186;

  private static final int FEATURES = 30;

  /// One feature in one window.
  ///
  /// @param window the window's name
  /// @param effect the share of mass moved; 0 where it is not known
  /// @param state one letter: drifted, stable, inconclusive, or gap
  record Cell(String window, double effect, char state) {}

  private HeatMap() {}

  static Cell cell(WindowResult window, String feature) {
    Optional<ColumnDrift> column = ColumnCards.find(window, feature);
    if (column.isEmpty()) {
      return new Cell(window.name(), 0, 'g');
    }
    Verdict verdict = column.get().verdict();
    char state =
        switch (verdict) {
          case DRIFTED -> 'd';
          case STABLE -> 's';
          case INCONCLUSIVE -> 'i';
        };
    return new Cell(
        window.name(), verdict == Verdict.INCONCLUSIVE ? 0 : column.get().effect(), state);
  }

  /// The latest cells in a row, as an SVG that takes its colours from the page; cells of one shade
  /// are one path, for there may be a strip for each of many features.
  static String small(List<Cell> all) {
    List<Cell> cells = all.subList(Math.max(0, all.size() - WINDOWS), all.size());
    Map<String, StringBuilder> paths = new TreeMap<>();
    for (int at = 0; at < cells.size(); at++) {
      Cell cell = cells.get(at);
      String look = Html.format("class=\"%c\" fill-opacity=\"%.2f\"", cell.state, shade(cell));
      paths
          .computeIfAbsent(look, key -> new StringBuilder())
          .append(Html.format("M%d 0h9v10h-9z", 10 * at));
    }
    StringBuilder svg = start(cells);
    paths.forEach((look, path) ->
        svg.append("<path ").append(look).append(" d=\"").append(path).append("\"/>"));
    return svg.append("</svg>").toString();
  }

  private static double shade(Cell cell) {
    return cell.state == 'd' || cell.state == 's' ? opacity(cell.effect) : 1;
  }

  private static StringBuilder start(List<Cell> cells) {
    return new StringBuilder()
        .append(
            Html.format(
                "<svg class=\"heat\" viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\""
                    + " role=\"img\" aria-label=\"%s\">",
                10 * cells.size(), words(cells)));
  }

  /// The same with every cell's window and effect to be read on pointing at it.
  static String strip(List<Cell> cells) {
    StringBuilder svg = start(cells);
    for (int at = 0; at < cells.size(); at++) {
      Cell cell = cells.get(at);
      svg.append(
          Html.format(
              "<rect class=\"%c\" x=\"%d\" width=\"9\" height=\"10\" fill-opacity=\"%.2f\"><title>",
              cell.state, 10 * at, shade(cell)));
      svg.append(Html.escaped(title(cell))).append("</title></rect>");
    }
    return svg.append("</svg>").toString();
  }

  /// From 0.1 for nothing to 1 for half of the mass or more.
  static double opacity(double effect) {
    return 0.1 + 0.9 * Math.min(1, Math.round(effect * 20) / 10.0);
  }

  private static String words(List<Cell> cells) {
    long drifted = cells.stream().filter(cell -> cell.state == 'd').count();
    return drifted + " of " + Counted.of(cells.size(), "window") + " drifted";
  }

  private static String title(Cell cell) {
    return cell.window
        + ": "
        + switch (cell.state) {
          case 'd' -> "drifted, " + Html.percent(cell.effect);
          case 's' -> "stable, " + Html.percent(cell.effect);
          case 'i' -> "inconclusive";
          default -> "no rows";
        };
  }

  /// The features that moved most, a row each.
  static void write(Html page, CheckResult check) {
    List<ColumnDrift> features = ColumnCards.ranked(check, Role.FEATURE);
    if (features.isEmpty() || check.windows().size() < 2) {
      return;
    }
    int shown = Math.min(FEATURES, features.size());
    int windows = Math.min(WINDOWS, check.windows().size());
    List<WindowResult> latest =
        check.windows().subList(check.windows().size() - windows, check.windows().size());
    page.element("h3", "Feature drift by window");
    page.raw("<div class=\"heatmap\">\n");
    for (ColumnDrift feature : features.subList(0, shown)) {
      String name = feature.column().name();
      page.raw("<bdi>").text(name).raw("</bdi>");
      page.raw(strip(latest.stream().map(window -> cell(window, name)).toList())).raw("\n");
    }
    page.raw("<span></span><span class=\"ends\">");
    page.element("span", latest.get(0).name());
    page.element("span", latest.get(latest.size() - 1).name()).raw("</span>\n</div>\n");
    page.raw("<p class=\"legend\"><i class=\"s\"></i> stable <i class=\"d\"></i> drifted");
    page.raw(" <span class=\"note\">the darker, the more mass moved (full from 50 %)");
    if (shown < features.size()) {
      page.text(
          Html.format(
              "; the %s that moved most of %,d", Counted.of(shown, "feature"), features.size()));
    }
    if (windows < check.windows().size()) {
      page.text(
          Html.format(
              "; the latest %s of %,d", Counted.of(windows, "window"), check.windows().size()));
    }
    page.raw("</span></p>\n");
  }
}
