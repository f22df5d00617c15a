package dev.leeway.app.report;

import dev.leeway.app.check.OverTime;
import dev.leeway.core.monitor.SeriesChange;
import dev.leeway.core.monitor.WatchedSeries;
import dev.leeway.core.sequential.SequentialMonitor;
import dev.leeway.core.sequential.WindowDetector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `over_time` of `report.json`.
final class OverTimeJson {

  private OverTimeJson() {}

  static Map<String, @Nullable Object> of(OverTime overTime) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("state", overTime.state().id());
    map.put("learnt", overTime.learnt());
    map.put("windows_needed", WindowDetector.NEEDED);
    Map<String, Object> budget = new LinkedHashMap<>();
    budget.put("chance", overTime.chance());
    budget.put("period", overTime.period());
    budget.put("period_windows", overTime.periodWindows());
    budget.put("series", overTime.series().size());
    budget.put("threshold", overTime.threshold());
    map.put("budget", budget);
    map.put("false_discovery_rate", SequentialMonitor.FALSE_DISCOVERY_RATE);
    map.put("reference_windows", overTime.referenceWindows());
    map.put(
        "season",
        overTime.cycle().map(cycle -> cycle.season().name().toLowerCase(Locale.ROOT)).orElse(null));
    List<Object> windows = new ArrayList<>();
    for (OverTime.Moment moment : overTime.windows()) {
      Map<String, @Nullable Object> of = new LinkedHashMap<>();
      of.put("name", moment.name());
      of.put("start", moment.start().orElse(null));
      of.put("state", moment.state().id());
      of.put("learnt", moment.learnt());
      of.put("alarms", titles(moment.alarms()));
      of.put("moved", titles(moment.moved()));
      windows.add(of);
    }
    map.put("windows", windows);
    map.put("series", overTime.series().stream().map(OverTimeJson::series).toList());
    return map;
  }

  private static List<String> titles(List<WatchedSeries> series) {
    return series.stream().map(WatchedSeries::title).toList();
  }

  private static Object series(OverTime.Followed followed) {
    WatchedSeries series = followed.series();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", series.title());
    map.put("quantity", series.quantity().id());
    map.put("column", series.metric().isPresent() ? null : series.column());
    map.put("category", series.category().isEmpty() ? null : series.category());
    map.put("role", series.role() == null ? null : series.role().id());
    map.put("status", followed.status().name().toLowerCase(Locale.ROOT));
    map.put("seasonal", followed.seasonal());
    map.put("evidence", followed.evidence());
    map.put("moved", followed.moved());
    boolean delayed =
        followed.expectedDelay().isPresent()
            && Double.isFinite(followed.expectedDelay().getAsDouble());
    map.put("expected_delay", delayed ? followed.expectedDelay().getAsDouble() : null);
    map.put("change", followed.change().map(OverTimeJson::change).orElse(null));
    map.put("reference_values", numbers(followed.before()));
    map.put("values", numbers(followed.values()));
    return map;
  }

  private static List<@Nullable Double> numbers(List<Double> values) {
    List<@Nullable Double> numbers = new ArrayList<>();
    values.forEach(value -> numbers.add(Double.isNaN(value) ? null : value));
    return numbers;
  }

  private static Object change(SeriesChange change) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("direction", change.rise() ? "rise" : "fall");
    map.put("since", change.since());
    map.put("since_low", change.low());
    map.put("since_high", change.high());
    map.put("raised", change.raised());
    map.put("before", change.before());
    map.put("after", change.after());
    return map;
  }
}
