package dev.leeway.app.report;

import dev.leeway.core.profile.CategoricalReference;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.NumericReference;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.RowReference;
import dev.leeway.core.profile.TextReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The schema and statistics of one data set.
public final class ProfileReport {

  private static final int BARS = 14;

  private ProfileReport() {}

  /// For a terminal.
  public static String text(Reference profile) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %s%n%n  %-24s %-11s %8s  %-14s  %s%n",
            Counted.of(profile.rows(), "row"),
            Counted.of(profile.columns().size(), "column"),
            "column",
            "kind",
            "missing",
            "distribution",
            "values"));
    for (ColumnReference column : profile.columns()) {
      Histogram histogram = Histogram.of(column, column.profile(), BARS);
      double highest = Sparkline.highest(histogram.reference());
      long missing = column.profile().missing();
      String line =
          String.format(
              Locale.ROOT,
              "  %s %-11s %6.1f %%  %-14s  %s",
              TerminalReport.pad(TerminalReport.named(column.column().name(), 24), 24),
              kind(column),
              profile.rows() == 0 ? 0 : 100.0 * missing / profile.rows(),
              Sparkline.of(histogram.reference(), highest),
              values(column));
      text.append(TerminalReport.shortened(line, TerminalReport.WIDTH)).append('\n');
    }
    text.append('\n');
    for (ColumnReference column : profile.columns()) {
      text.append("  ")
          .append(TerminalReport.named(column.column().name(), 24))
          .append(": ")
          .append(column.column().kind().id())
          .append(" ")
          .append(column.column().role().id())
          .append(", because ")
          .append(column.column().reason())
          .append('\n');
    }
    return text.toString();
  }

  private static String kind(ColumnReference column) {
    return column instanceof RowReference
        ? column.column().role().id()
        : column.column().kind().id();
  }

  private static String values(ColumnReference column) {
    return switch (column) {
      case NumericReference numeric -> range(numeric.profile());
      case TextReference text ->
          String.format(Locale.ROOT, "%,d distinct", text.profile().distinct());
      case CategoricalReference categorical ->
          categorical.names().size() + " distinct: " + String.join(", ", categorical.names());
      case RowReference ignored -> "not compared";
    };
  }

  private static String range(NumericProfile profile) {
    if (profile.finite() == 0) {
      return "no values";
    }
    String mean =
        profile.mean().isPresent()
            ? ", mean " + Histogram.number(profile.mean().getAsDouble())
            : "";
    return Histogram.number(profile.min().orElseThrow())
        + " to "
        + Histogram.number(profile.max().orElseThrow())
        + mean;
  }

  /// For programs, with the same summaries as `report.json`.
  public static String json(Reference profile, List<String> files, String version) {
    Map<String, @Nullable Object> report = new LinkedHashMap<>();
    report.put("schema_version", JsonReport.SCHEMA_VERSION);
    report.put("leeway_version", version);
    report.put("files", files);
    report.put("rows", profile.rows());
    List<Object> columns = new ArrayList<>();
    for (ColumnReference column : profile.columns()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("name", column.column().name());
      map.put("kind", column.column().kind().id());
      map.put("role", column.column().role().id());
      map.put("inferred", column.column().reason());
      map.put("statistics", ColumnSummary.ofReference(column));
      columns.add(map);
    }
    report.put("columns", columns);
    return Json.text(report);
  }
}
