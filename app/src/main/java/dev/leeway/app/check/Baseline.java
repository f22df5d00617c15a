package dev.leeway.app.check;

import dev.leeway.app.table.DataException;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.app.table.Progress;
import dev.leeway.app.table.Table;
import dev.leeway.core.alert.Symptoms;
import dev.leeway.core.monitor.Evaluation;
import dev.leeway.core.monitor.Monitor;
import dev.leeway.core.monitor.WatchedSeries;
import dev.leeway.core.monitor.WindowCycle;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.monitor.WindowStatistics;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.ProfileBuilder;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.sequential.SequentialMonitor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A reference that was learnt once, and by which sets of rows are judged as they come, such as the
/// windows of a server. The same rows get the same findings as from [Check#run].
public final class Baseline {

  private final CheckRequest request;
  private final DataSets.Sides sides;
  private final List<RowGroup> windows;
  private final Monitor monitor;

  private Baseline(
      CheckRequest request, DataSets.Sides sides, List<RowGroup> windows, Monitor monitor) {
    this.request = request;
    this.sides = sides;
    this.windows = windows;
    this.monitor = monitor;
  }

  /// Reads the reference that a request names, and learns it.
  ///
  /// @throws DataException if it cannot be read, or lacks what the request names
  public static Baseline of(CheckRequest request) {
    DataSets.Sides sides = DataSets.readOne(request, side -> Progress.none());
    List<String> notes = new ArrayList<>();
    List<RowGroup> windows =
        new WindowCutter(request, sides, notes).cut(sides.reference(), "reference");
    Batch rows = sides.reference().batch();
    Monitor monitor =
        Monitor.of(
            request.spec(sides.schema()),
            rows,
            windows.stream()
                .filter(window -> !window.partial())
                .map(window -> rows.select(window.rows()))
                .toList(),
            Threads.WORK);
    Check.requireScoring(
        request, monitor.task(), sides.schema(), label -> rows.column(label).orElseThrow());
    return new Baseline(request, sides, windows, monitor);
  }

  /// The reference's columns.
  public Schema schema() {
    return sides.schema();
  }

  /// How values of each column are read, by its name.
  public Map<String, PhysicalType> types() {
    return CheckColumns.types(schema(), sides.reference().batch());
  }

  /// How many rows the reference has.
  public int rows() {
    return sides.reference().batch().rows();
  }

  /// Judges rows.
  ///
  /// @param current their values, by the reference's columns
  /// @param part which rows they are, in words
  public CheckResult judge(Batch current, String part, Instant now, String version) {
    Table table = new Table(current, List.of(), sides.reference().datetimes(), Map.of(), Map.of());
    List<String> notes = new ArrayList<>();
    Evaluation whole = monitor.evaluate(current, Threads.WORK);
    notes.addAll(whole.caveats());
    Batch reference = sides.reference().batch();
    DataSets.Sides both =
        new DataSets.Sides(schema(), sides.reference(), table, "", part, List.of());
    return Check.result(
        request,
        new Check.Judged(
            monitor,
            new Input(files(sides.reference()), reference.rows(), ""),
            new Input(List.of(), current.rows(), part),
            whole,
            WindowResult.ofReference(monitor, windows, reference),
            List.of(),
            Optional.empty(),
            SegmentResult.judge(request, both, now, notes),
            Symptoms.of(monitor.reference(), reference, whole, current),
            notes),
        now,
        version);
  }

  private static List<String> files(Table table) {
    return table.files().stream().map(Path::getFileName).map(Path::toString).toList();
  }

  /// The profile of no rows.
  public Profile nothing() {
    return monitor.reference().newProfile().build();
  }

  /// The metrics of rows, whatever their number.
  public List<MetricValue> metrics(Batch rows) {
    return monitor.metrics(rows);
  }

  /// What is followed from window to window.
  public List<WatchedSeries> series() {
    return WatchedSeries.of(monitor.reference(), monitor.mainMetric());
  }

  /// The season that the reference's windows cover; empty for windows of rows, and where they cover
  /// none.
  public Optional<WindowCycle> cycle() {
    if (!(request.window().orElse(null) instanceof WindowSpec.Span span)) {
      return Optional.empty();
    }
    return WindowCycle.of(
        span, whole().stream().flatMap(window -> window.start().stream()).toList());
  }

  private List<RowGroup> whole() {
    return windows.stream()
        .filter(window -> !window.partial() && !window.rows().isEmpty())
        .toList();
  }

  /// Detectors before their first window, which know the reference's windows.
  ///
  /// @param followed the series they follow, of [#series()]
  /// @param chance of a false alarm in a period over these series
  public SequentialMonitor detectors(List<WatchedSeries> followed, double chance, long period) {
    Optional<WindowCycle> cycle = cycle();
    List<SequentialMonitor.Observation> known = new ArrayList<>();
    for (RowGroup window : whole()) {
      Batch rows = sides.reference().batch().select(window.rows());
      ProfileBuilder profile = monitor.reference().newProfile();
      profile.add(rows);
      int place = cycle.flatMap(found -> window.start().map(found::place)).orElse(0);
      known.add(
          new SequentialMonitor.Observation(
              known.size(),
              place,
              WindowStatistics.of(followed, profile.build(), monitor.metrics(rows))));
    }
    return SequentialMonitor.of(
        chance,
        period,
        followed.stream().map(WatchedSeries::key).toList(),
        cycle.map(WindowCycle::places).orElse(1),
        known);
  }
}
