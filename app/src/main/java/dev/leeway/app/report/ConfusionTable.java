package dev.leeway.app.report;

import dev.leeway.core.monitor.PerformanceComparison;
import dev.leeway.core.performance.ClassLabel;
import dev.leeway.core.performance.ClassificationState;
import dev.leeway.core.performance.ConfusionMatrix;
import java.util.Set;
import java.util.TreeSet;

/// The confusion matrices of a classifier, reference beside current, shaded by the share of each
/// actual class.
final class ConfusionTable {

  private static final int MOST_CLASSES = 12;

  private ConfusionTable() {}

  /// Empty for other models.
  static String html(PerformanceComparison performance) {
    if (!(performance.reference() instanceof ClassificationState reference)
        || !(performance.current() instanceof ClassificationState current)) {
      return "";
    }
    TreeSet<ClassLabel> labels = new TreeSet<>(reference.matrix().labels());
    labels.addAll(current.matrix().labels());
    Html table = new Html().element("h3", "Confusion matrix");
    if (labels.size() > MOST_CLASSES) {
      return table
          .element(
              "p class=\"note\"",
              labels.size() + " classes are more than a page can show; report.json has up to 50.")
          .toString();
    }
    table.raw("<div class=\"matrices\">\n");
    matrix(table, "Reference", reference.matrix(), labels);
    matrix(table, "Current", current.matrix(), labels);
    return table.raw("</div>\n").toString();
  }

  private static void matrix(
      Html table, String title, ConfusionMatrix matrix, Set<ClassLabel> labels) {
    table.raw("<div class=\"scroll\"><table class=\"matrix\"><caption>" + title);
    table.raw(": rows are actual, columns predicted</caption>\n<thead><tr><td></td>");
    labels.forEach(label -> table.element("th scope=\"col\"", label.name()));
    table.raw("</tr></thead><tbody>\n");
    for (ClassLabel actual : labels) {
      table.raw("<tr>").element("th scope=\"row\"", actual.name());
      long rows = matrix.actualRows(actual);
      for (ClassLabel predicted : labels) {
        long count = matrix.count(actual, predicted);
        double share = rows == 0 ? 0 : (double) count / rows;
        String kind = actual.equals(predicted) ? "right" : "wrong";
        table.raw(Html.format("<td class=\"%s\" style=\"--share:%.0f%%\">", kind, 70 * share));
        table.raw(Html.format("%,d <small>%.1f %%</small></td>", count, 100 * share));
      }
      table.raw("</tr>\n");
    }
    table.raw("</tbody></table></div>\n");
  }
}
