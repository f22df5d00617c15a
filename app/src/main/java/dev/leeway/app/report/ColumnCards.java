package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.WindowResult;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.Method;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.profile.ColumnProfile;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.Role;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// A card for every column: verdict, picture of both sides, the five techniques with a reading
/// each, drift over the windows, and all statistics.
final class ColumnCards {

  private static final int BARS = 24;
  private static final int CATEGORIES = 14;
  private static final int RANKED = 15;
  private static final char LEFT_TO_RIGHT = '\u200e';

  private final CheckResult check;
  private final Map<String, Integer> positions = new HashMap<>();

  ColumnCards(CheckResult check) {
    this.check = check;
    for (int at = 0; at < check.reference().columns().size(); at++) {
      positions.put(check.reference().columns().get(at).column().name(), at);
    }
  }

  /// Those that drifted first, then by effect.
  static List<ColumnDrift> ranked(CheckResult check, Role... roles) {
    return check.drift().columns().stream()
        .filter(column -> List.of(roles).contains(column.column().role()))
        .sorted(
            Comparator.comparing(ColumnDrift::verdict)
                .thenComparing(Comparator.comparingDouble(ColumnDrift::effect).reversed()))
        .toList();
  }

  static String word(Verdict verdict) {
    return switch (verdict) {
      case DRIFTED -> "Drifted";
      case STABLE -> "Stable";
      case INCONCLUSIVE -> "Inconclusive";
    };
  }

  /// The text with a capital first letter, unless it starts with the name of a column or with the
  /// id of a method, whose letters are their own. A name written from right to left gets a mark
  /// behind it, so that what follows is not drawn into it.
  String sentence(String text) {
    boolean named =
        Stream.concat(positions.keySet().stream(), Stream.of(Method.values()).map(Method::id))
            .anyMatch(name -> starts(text, name));
    String sentence = named ? text : Html.capitalized(text);
    for (String name : positions.keySet()) {
      if (Bidi.requiresBidi(name.toCharArray(), 0, name.length())) {
        sentence = sentence.replace(name, name + LEFT_TO_RIGHT);
      }
    }
    return sentence;
  }

  private static boolean starts(String text, String name) {
    return text.startsWith(name)
        && (text.length() == name.length()
            || !Character.isLetterOrDigit(text.charAt(name.length())));
  }

  /// The features by effect, as bars.
  void ranking(Html page) {
    List<ColumnDrift> features = ranked(check, Role.FEATURE);
    if (features.isEmpty()) {
      return;
    }
    double widest =
        Math.max(0.05, features.stream().mapToDouble(ColumnDrift::effect).max().orElse(0));
    page.element("p class=\"note\"", "Share of a feature's mass that moved beyond chance:");
    page.raw("<ol class=\"ranking\">\n");
    for (ColumnDrift feature : features.subList(0, Math.min(RANKED, features.size()))) {
      page.raw("<li class=\"" + feature.verdict().id() + "\"><a href=\"#" + id(feature) + "\">");
      page.text(feature.column().name()).raw("</a><span class=\"track\"><i style=\"width:");
      page.raw(Html.format("%.1f%%", 100 * feature.effect() / widest)).raw("\"></i></span><b>");
      page.text(effect(feature)).raw("</b></li>\n");
    }
    page.raw("</ol>\n");
    if (features.size() > RANKED) {
      page.raw("<p class=\"note\"><a href=\"#feature-drift\">");
      page.text(Html.format("%,d more features", features.size() - RANKED)).raw("</a></p>\n");
    }
  }

  private static String effect(ColumnDrift column) {
    return column.verdict() == Verdict.INCONCLUSIVE ? "–" : Html.percent(column.effect());
  }

  private String id(ColumnDrift column) {
    return "column-" + position(column);
  }

  private int position(ColumnDrift column) {
    return positions.getOrDefault(column.column().name(), 0);
  }

  /// The features, with what the script needs to page and filter them.
  void writeFeatures(Html page) {
    List<ColumnDrift> features = ranked(check, Role.FEATURE);
    if (features.isEmpty()) {
      return;
    }
    legend(page);
    page.raw("<div class=\"filter\" hidden><label>Find <input type=\"search\"></label>");
    page.raw("<label>Show <select><option value=\"\">all</option><option>drifted</option>");
    page.raw("<option>stable</option><option>inconclusive</option></select></label>");
    page.raw("<span role=\"status\"></span><button type=\"button\">Previous</button>");
    page.raw("<button type=\"button\">Next</button></div>\n<div class=\"columns\">\n");
    int open = 0;
    for (ColumnDrift feature : features) {
      card(page, feature, feature.drifted() && open++ < 3);
    }
    page.raw("</div>\n");
  }

  private static void legend(Html page) {
    page.raw(
        "<p class=\"legend\"><i class=\"before\"></i> reference <i class=\"now\"></i> current");
    page.raw("</p>\n");
  }

  /// The columns of these roles, open.
  void write(Html page, Role... roles) {
    List<ColumnDrift> columns = ranked(check, roles);
    if (!columns.isEmpty()) {
      legend(page);
      columns.forEach(column -> card(page, column, column.drifted() || columns.size() == 1));
    }
  }

  private void card(Html page, ColumnDrift column, boolean open) {
    ColumnReference reference = check.reference().columns().get(position(column));
    ColumnProfile current = check.current().columns().get(position(column));
    page.raw("<details class=\"column " + column.verdict().id() + "\" id=\"" + id(column) + "\"");
    page.raw(open ? " open><summary>" : "><summary>");
    page.raw("<bdi class=\"name\">").text(column.column().name()).raw("</bdi> <small>");
    page.text(column.column().kind().id() + " " + column.column().role().id());
    page.raw("</small><span class=\"effect\">").text(effect(column));
    page.raw("</span><span class=\"state\">" + column.verdict().id() + "</span></summary>\n");
    page.element("p", sentence(column.explanation()) + ".");
    page.raw(HistogramSvg.of(Histogram.ofAllRows(reference, current, BARS, CATEGORIES)));
    moments(page, reference.profile(), current);
    Techniques.write(page, column);
    overTime(page, column);
    Techniques.all(page, column);
    page.raw("</details>\n");
  }

  private static void moments(Html page, ColumnProfile reference, ColumnProfile current) {
    if (reference instanceof NumericProfile before && current instanceof NumericProfile now) {
      List<String> parts = new ArrayList<>();
      part(parts, "mean", before.mean(), now.mean());
      part(parts, "standard deviation", before.standardDeviation(), now.standardDeviation());
      part(parts, "smallest", before.min(), now.min());
      part(parts, "largest", before.max(), now.max());
      if (!parts.isEmpty()) {
        page.element("p class=\"note\"", Html.capitalized(String.join(", ", parts)) + ".");
      }
    }
  }

  private static void part(
      List<String> parts, String name, OptionalDouble before, OptionalDouble now) {
    if (before.isPresent() && now.isPresent()) {
      parts.add(
          name
              + " "
              + Histogram.number(before.getAsDouble())
              + " → "
              + Histogram.number(now.getAsDouble()));
    }
  }

  private void overTime(Html page, ColumnDrift column) {
    if (check.windows().size() < 2) {
      return;
    }
    List<HeatMap.Cell> cells = new ArrayList<>();
    for (WindowResult window : check.windows()) {
      cells.add(HeatMap.cell(window, column.column().name()));
    }
    page.raw("<p class=\"strip\"><span>Over time</span>").raw(HeatMap.small(cells)).raw("</p>\n");
  }

  static Optional<ColumnDrift> find(WindowResult window, String name) {
    return window
        .evaluation()
        .flatMap(found ->
            found.drift().columns().stream()
                .filter(column -> column.column().name().equals(name))
                .findFirst());
  }
}
