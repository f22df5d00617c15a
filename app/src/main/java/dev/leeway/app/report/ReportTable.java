package dev.leeway.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A table of a report, for a terminal or a page; numbers to the right.
public final class ReportTable {

  /// A first column that is made narrower keeps this much.
  private static final int NAME = 12;

  private static final String INTERVAL = " \\([^()]* … [^()]*\\)";

  private final boolean[] right;
  private final List<List<String>> rows = new ArrayList<>();

  /// @param heads the column heads; one that starts with `>` is of a column set to the right
  public ReportTable(String... heads) {
    right = new boolean[heads.length];
    List<String> first = new ArrayList<>();
    for (int at = 0; at < heads.length; at++) {
      right[at] = heads[at].startsWith(">");
      first.add(right[at] ? heads[at].substring(1) : heads[at]);
    }
    rows.add(first);
  }

  /// Adds a row with a cell for each column.
  public void add(String... cells) {
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
  ///
  /// Where that is wider than `width`, columns stand closer together; then the first is shortened
  /// by a quarter at most; then intervals are left out; then the first is shortened as far as is
  /// needed, and last the ends of lines are cut.
  public List<String> lines(int width) {
    List<List<String>> shown = rows;
    int between = width(shown, 2) > width ? 1 : 2;
    int excess = width(shown, between) - width;
    if (excess > 0 && 4 * excess > widths(shown)[0]) {
      shown = shown.stream().map(ReportTable::withoutIntervals).toList();
      between = width(shown, 2) > width ? 1 : 2;
      excess = width(shown, between) - width;
    }
    int first = widths(shown)[0];
    return laid(shown, excess > 0 ? Math.max(NAME, first - excess) : first, between).stream()
        .map(line -> TerminalReport.shortened(line, width))
        .toList();
  }

  private static List<String> withoutIntervals(List<String> row) {
    return row.stream().map(cell -> cell.replaceAll(INTERVAL, "")).toList();
  }

  private int[] widths(List<List<String>> shown) {
    int[] widths = new int[right.length];
    for (List<String> row : shown) {
      for (int at = 0; at < widths.length; at++) {
        widths[at] = Math.max(widths[at], DisplayWidth.of(row.get(at)));
      }
    }
    return widths;
  }

  private int width(List<List<String>> shown, int between) {
    return IntStream.of(widths(shown)).sum() + between * (right.length - 1);
  }

  private List<String> laid(List<List<String>> shown, int first, int between) {
    int[] widths = widths(shown);
    widths[0] = Math.min(first, widths[0]);
    List<String> lines = new ArrayList<>();
    for (List<String> row : shown) {
      StringBuilder line = new StringBuilder();
      for (int at = 0; at < widths.length; at++) {
        String cell = at == 0 ? TerminalReport.named(row.get(0), first) : row.get(at);
        String blanks = " ".repeat(Math.max(0, widths[at] - DisplayWidth.of(cell)));
        line.append(" ".repeat(at == 0 ? 0 : between));
        line.append(right[at] ? blanks + cell : cell + blanks);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /// Where a narrow screen may break long names: after underscores, and not within words.
  private static String breakable(String escaped) {
    return escaped.replace("_", "_<wbr>");
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
        table.append(breakable(Html.escaped(rows.get(at).get(cell))));
        table.append("</").append(tag).append('>');
      }
      table.append(at == 0 ? "</tr></thead><tbody>\n" : "</tr>\n");
    }
    return table.append("</tbody></table></div>\n").toString();
  }
}
