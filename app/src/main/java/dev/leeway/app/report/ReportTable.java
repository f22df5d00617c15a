package dev.leeway.app.report;

import java.util.ArrayList;
import java.util.List;

/// A table of a report, for a terminal or a page; numbers to the right.
final class ReportTable {

  private static final String BETWEEN = "  ";

  private final boolean[] right;
  private final List<List<String>> rows = new ArrayList<>();

  /// @param heads the column heads; one that starts with `>` is of a column set to the right
  ReportTable(String... heads) {
    right = new boolean[heads.length];
    List<String> first = new ArrayList<>();
    for (int at = 0; at < heads.length; at++) {
      right[at] = heads[at].startsWith(">");
      first.add(right[at] ? heads[at].substring(1) : heads[at]);
    }
    rows.add(first);
  }

  void add(String... cells) {
    rows.add(List.of(cells));
  }

  boolean isEmpty() {
    return rows.size() == 1;
  }

  /// The heads, then the rows.
  List<List<String>> rows() {
    return rows;
  }

  /// For a terminal: columns as wide as their widest cell, the heads first, no blanks at line ends.
  List<String> lines() {
    int[] widths = new int[right.length];
    for (List<String> row : rows) {
      for (int at = 0; at < widths.length; at++) {
        widths[at] = Math.max(widths[at], DisplayWidth.of(row.get(at)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int at = 0; at < widths.length; at++) {
        String cell = row.get(at);
        String blanks = " ".repeat(widths[at] - DisplayWidth.of(cell));
        line.append(at == 0 ? "" : BETWEEN);
        line.append(right[at] ? blanks + cell : cell + blanks);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /// For a page; cells are escaped.
  String html() {
    StringBuilder table =
        new StringBuilder("<div class=\"scroll\"><table class=\"report\"><thead>");
    for (int at = 0; at < rows.size(); at++) {
      String tag = at == 0 ? "th" : "td";
      table.append("<tr>");
      for (int cell = 0; cell < right.length; cell++) {
        table.append('<').append(tag).append(right[cell] ? " class=\"number\">" : ">");
        table.append(Html.escaped(rows.get(at).get(cell)));
        table.append("</").append(tag).append('>');
      }
      table.append(at == 0 ? "</tr></thead><tbody>\n" : "</tr>\n");
    }
    return table.append("</tbody></table></div>\n").toString();
  }
}
