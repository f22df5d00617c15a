package dev.leeway.app.report;

import dev.leeway.app.check.OverTime;
import dev.leeway.core.monitor.SeriesChange;
import dev.leeway.core.monitor.WatchedSeries;
import dev.leeway.core.sequential.SequentialMonitor;
import dev.leeway.core.sequential.WindowDetector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What was found over time, in sentences and a table that every report shows.
final class OverTimeText {

  private static final int NAMED = 6;

  private OverTimeText() {}

  /// The verdict in a sentence.
  static String verdict(OverTime overTime) {
    int series = overTime.series().size();
    return switch (overTime.state()) {
      case ALARM -> "%d of %d series moved".formatted(overTime.changes().size(), series);
      case LEARNING -> "silent until %d windows are known".formatted(WindowDetector.NEEDED);
      case QUIET -> "none of %d series moved".formatted(series);
      case SILENT, PARTIAL, GAP -> "no series can be judged";
    };
  }

  /// The state: `quiet`, `alarm`, `learning 7/20`.
  static String word(OverTime overTime) {
    return overTime.state() == OverTime.State.LEARNING
        ? "learning %d/%d".formatted(overTime.learnt(), WindowDetector.NEEDED)
        : overTime.state().id();
  }

  /// The alarms, in the order in which they were raised.
  static ReportTable alarms(OverTime overTime) {
    ReportTable table = new ReportTable("series", "what", "since", "95 % set", "before → since");
    for (SeriesChange change : overTime.changes()) {
      table.add(
          TerminalReport.shortened(change.series().title(), 22),
          change.series().movement(change.rise()),
          change.since(),
          change.low().equals(change.high()) ? change.low() : change.low() + " … " + change.high(),
          change.series().words(change.before()) + " → " + change.series().words(change.after()));
    }
    return table;
  }

  /// What else there is to know: budget, what moved beside the alarms, delay, what is left out.
  static List<String> remarks(OverTime overTime) {
    List<String> remarks = new ArrayList<>();
    List<OverTime.Followed> beside =
        overTime.series().stream()
            .filter(followed -> followed.moved() && followed.change().isEmpty())
            .toList();
    if (!beside.isEmpty()) {
      remarks.add(
          "Moved too, at a false discovery rate of %.0f %%, without an alarm: %s."
              .formatted(100 * SequentialMonitor.FALSE_DISCOVERY_RATE, names(beside)));
    }
    delay(overTime, remarks);
    String season =
        overTime
            .cycle()
            .map(cycle ->
                ", compared by " + cycle.season().name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .orElse("");
    remarks.add(
        "Budget: a chance of %s of any false alarm in %s over all %d series; %d reference windows%s."
            .formatted(
                Histogram.number(overTime.chance()),
                overTime.period(),
                overTime.series().size(),
                overTime.referenceWindows(),
                season));
    leftOut(overTime, remarks);
    return remarks;
  }

  private static void delay(OverTime overTime, List<String> remarks) {
    double[] delays =
        overTime.series().stream()
            .filter(followed ->
                followed.series().quantity() == WatchedSeries.Quantity.LOCATION
                    || followed.series().quantity() == WatchedSeries.Quantity.SHARE)
            .filter(followed -> followed.expectedDelay().isPresent())
            .mapToDouble(followed -> followed.expectedDelay().getAsDouble())
            .sorted()
            .toArray();
    if (delays.length > 0) {
      double median = delays[(delays.length - 1) / 2];
      double slowest = Arrays.stream(delays).max().orElse(median);
      remarks.add(
          "From now on a lasting shift of %s standard deviations is found in about %s (median of %d series; slowest %s)."
              .formatted(
                  Histogram.number(OverTime.SHIFT),
                  windows(median),
                  delays.length,
                  windows(slowest)));
    }
  }

  /// A delay in words.
  static String windows(double delay) {
    return Double.isInfinite(delay)
        ? "more than 1,000 windows"
        : String.format(Locale.ROOT, "%,.0f window%s", delay, delay == 1 ? "" : "s");
  }

  private static void leftOut(OverTime overTime, List<String> remarks) {
    List<String> partial =
        overTime.windows().stream()
            .filter(moment -> moment.state() == OverTime.State.PARTIAL)
            .map(OverTime.Moment::name)
            .toList();
    long gaps =
        overTime.windows().stream().filter(moment -> moment.state() == OverTime.State.GAP).count();
    List<String> parts = new ArrayList<>();
    if (!partial.isEmpty()) {
      parts.add(String.join(", ", partial) + " (not final)");
    }
    if (gaps > 0) {
      parts.add(gaps + (gaps == 1 ? " gap" : " gaps"));
    }
    if (!parts.isEmpty()) {
      remarks.add("Left out: " + String.join(", ", parts) + ".");
    }
    unjudged(
        overTime, WindowDetector.Status.CONSTANT, remarks, "constant in the windows learnt from");
    unjudged(
        overTime,
        WindowDetector.Status.VOID,
        remarks,
        "so dependent on the window before (a trend or a cycle) that no budget can be promised");
  }

  private static void unjudged(
      OverTime overTime, WindowDetector.Status status, List<String> remarks, String why) {
    List<OverTime.Followed> series =
        overTime.series().stream().filter(followed -> followed.status() == status).toList();
    if (!series.isEmpty()) {
      remarks.add("Not judged, because " + why + ": " + names(series) + ".");
    }
  }

  private static String names(List<OverTime.Followed> series) {
    String listed =
        series.stream()
            .limit(NAMED)
            .map(followed -> followed.series().title())
            .collect(Collectors.joining(", "));
    return series.size() > NAMED
        ? listed + " and %d more".formatted(series.size() - NAMED)
        : listed;
  }
}
