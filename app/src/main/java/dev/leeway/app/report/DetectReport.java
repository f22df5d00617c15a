package dev.leeway.app.report;

import dev.leeway.app.detect.DetectResult;
import dev.leeway.app.detect.Detection.Change;
import dev.leeway.app.detect.Detection.Delay;
import dev.leeway.app.detect.Detection.Found;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.sequential.RowSpec;
import dev.leeway.core.sequential.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a column changed: for a terminal, with a picture of the column and its alarms, and for
/// programs.
public final class DetectReport {

  private static final int BLOCKS = 80;
  private static final int LISTED = 40;

  private DetectReport() {}

  /// For a terminal.
  public static String text(DetectResult result) {
    StringBuilder text = new StringBuilder();
    int found = result.alarms().size();
    text.append(
        String.format(
            Locale.ROOT,
            "%s in column %s, %s, by %s.%n",
            found == 0 ? "No change" : Counted.of(found, "change"),
            TerminalReport.shortened(result.request().column(), 40),
            Counted.of(result.rows(), "row"),
            result.detector()));
    if (result.skipped() > 0) {
      text.append(
          String.format(
              Locale.ROOT, "Rows without a value, passed over: %,d.%n", result.skipped()));
    }
    result
        .caution()
        .ifPresent(caution -> text.append("Page no one by it: ").append(caution).append(".\n"));
    text.append('\n');
    picture(result, text);
    result.alarms().stream().limit(LISTED).forEach(alarm -> text.append(line(alarm)));
    if (found > LISTED) {
      text.append("  … and ").append(found - LISTED).append(" more; --json has all\n");
    }
    if (found > 0) {
      text.append('\n');
    }
    budget(result, text);
    return text.toString();
  }

  /// Means of equal parts of the rows, and below them the alarms.
  private static void picture(DetectResult result, StringBuilder text) {
    double[] values = result.values();
    int blocks = Math.min(BLOCKS, values.length);
    if (blocks == 0) {
      return;
    }
    double[] sums = new double[blocks];
    int[] counts = new int[blocks];
    for (int row = 0; row < values.length; row++) {
      int block = (int) ((long) row * blocks / values.length);
      if (!Double.isNaN(values[row])) {
        sums[block] += values[row];
        counts[block]++;
      }
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int block = 0; block < blocks; block++) {
      if (counts[block] > 0) {
        sums[block] /= counts[block];
        low = Math.min(low, sums[block]);
        high = Math.max(high, sums[block]);
      }
    }
    double[] heights = new double[blocks];
    for (int block = 0; block < blocks; block++) {
      // From an eighth up, so that the lowest is still seen
      heights[block] =
          counts[block] == 0 ? 0 : high > low ? 1 + 7 * (sums[block] - low) / (high - low) : 4;
    }
    char[] marks = new char[blocks];
    Arrays.fill(marks, ' ');
    for (Found alarm : result.alarms()) {
      marks[(int) (alarm.row() * blocks / values.length)] = mark(alarm.direction());
    }
    text.append("  ").append(Sparkline.of(heights, 8)).append('\n');
    text.append("  ").append(new String(marks).stripTrailing()).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "  means of %,d rows, from %s to %s; ▲ rise, ▼ fall, ◆ change%n%n",
            Math.max(1, values.length / blocks),
            Histogram.number(low),
            Histogram.number(high)));
  }

  private static char mark(Signal direction) {
    return switch (direction) {
      case RISE -> '▲';
      case FALL -> '▼';
      case CHANGE, WARNING, QUIET -> '◆';
    };
  }

  private static String line(Found alarm) {
    return String.format(
        Locale.ROOT,
        "  row %,d%s: %s%s%n",
        alarm.row(),
        alarm.time().map(time -> " (" + time + ")").orElse(""),
        alarm.direction().id(),
        alarm
            .change()
            .map(change ->
                String.format(
                    Locale.ROOT,
                    "; began about row %,d (95 %%: %,d to %,d)",
                    change.row(),
                    change.low(),
                    change.high()))
            .orElse(""));
  }

  private static void budget(DetectResult result, StringBuilder text) {
    if (result.threshold().isEmpty()) {
      text.append(
              "A classic detector has no stated false-alarm rate and does not say when the change")
          .append(" began.\n");
      return;
    }
    text.append(
        String.format(
            Locale.ROOT,
            "The chance of a false alarm is at most %s in %,d rows without a change, if rows do not%n"
                + "depend on each other. Learnt from the first %,d rows, and anew after each"
                + " alarm.%n",
            Histogram.number(result.request().chance()),
            result.request().period(),
            result.request().baseline()));
    List<String> delays = new ArrayList<>();
    for (Delay delay : result.delays()) {
      delays.add(
          String.format(
              Locale.ROOT,
              "%+.2f %s",
              delay.shift(),
              delay.rows().isPresent()
                  ? String.format(
                      Locale.ROOT, "in %,.0f rows", Math.ceil(delay.rows().getAsDouble()))
                  : "never"));
    }
    text.append("A change of the mean ")
        .append(result.scale() == RowSpec.Scale.RANK ? "rank " : "")
        .append("would be found by about:\n  ")
        .append(String.join(", ", delays))
        .append(".\n");
  }

  /// For programs.
  public static String json(DetectResult result, String version) {
    Map<String, @Nullable Object> report = new LinkedHashMap<>();
    report.put("schema_version", JsonReport.SCHEMA_VERSION);
    report.put("leeway_version", version);
    report.put("files", result.files());
    report.put("column", result.request().column());
    report.put("detector", result.detector());
    report.put("caution", result.caution().orElse(null));
    boolean budget = result.threshold().isPresent();
    report.put("scale", budget ? result.scale().name().toLowerCase(Locale.ROOT) : null);
    report.put("baseline", budget ? result.request().baseline() : null);
    report.put("chance", budget ? result.request().chance() : null);
    report.put("period", budget ? result.request().period() : null);
    report.put("threshold", result.threshold().orElse(null));
    report.put("rows", result.rows());
    report.put("skipped", result.skipped());
    report.put("alarms", result.alarms().stream().map(DetectReport::alarm).toList());
    report.put("expected_delay", budget ? delays(result.delays()) : null);
    return Json.text(report);
  }

  private static Map<String, @Nullable Object> alarm(Found alarm) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    @Nullable Instant time = alarm.time().orElse(null);
    @Nullable Change change = alarm.change().orElse(null);
    map.put("row", alarm.row());
    map.put("time", time);
    map.put("direction", alarm.direction().id());
    map.put("change_point", change == null ? null : change.row());
    map.put("change_low", change == null ? null : change.low());
    map.put("change_high", change == null ? null : change.high());
    return map;
  }

  private static List<Object> delays(List<Delay> delays) {
    List<Object> list = new ArrayList<>();
    for (Delay delay : delays) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("shift", delay.shift());
      map.put("rows", delay.rows().isPresent() ? Math.ceil(delay.rows().getAsDouble()) : null);
      list.add(map);
    }
    return list;
  }
}
