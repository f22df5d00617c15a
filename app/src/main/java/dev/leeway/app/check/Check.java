package dev.leeway.app.check;

import dev.leeway.app.table.DataException;
import dev.leeway.app.table.Progress;
import dev.leeway.app.table.Table;
import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.Alerts;
import dev.leeway.core.alert.Recommendation;
import dev.leeway.core.alert.Symptoms;
import dev.leeway.core.monitor.Evaluation;
import dev.leeway.core.monitor.Monitor;
import dev.leeway.core.performance.ClassLabel;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Runs a check: reads both sides, learns the reference, and judges the current data as a whole, by
/// windows and by segments.
public final class Check {

  /// Tells which side is being read and how far.
  @FunctionalInterface
  public interface Watcher {

    /// The progress of reading the side of that name.
    Progress reading(String side);
  }

  private Check() {}

  /// @param now when the check runs
  /// @param version the program's version, for the report
  /// @throws DataException if a data set cannot be read
  public static CheckResult run(
      CheckRequest request, Instant now, String version, Watcher watcher) {
    Judged judged =
        OutOfCore.applies(request)
            ? new StreamedCheck(request, watcher).run()
            : inMemory(request, now, watcher);
    return result(request, judged, now, version);
  }

  /// What is said of what was found.
  static CheckResult result(CheckRequest request, Judged judged, Instant now, String version) {
    JoinedAlerts joined =
        JoinedAlerts.of(
            Alerts.of(judged.whole(), now),
            judged.overTime().map(OverTime::alerts).orElse(List.of()));
    List<Alert> alerts = new ArrayList<>(joined.all());
    alerts.addAll(WindowAlerts.of(judged.windows(), alerts, joined.overTime(), now));
    alerts.addAll(SegmentResult.telling(judged.segments(), alerts));
    alerts.sort(Comparator.comparing(Alert::severity).reversed());
    return new CheckResult(
        now,
        version,
        judged.reference(),
        judged.current(),
        request.options(),
        judged.monitor().reference(),
        judged.whole(),
        judged.referenceWindows(),
        judged.windows(),
        judged.overTime().map(found -> found.with(joined.overTime())),
        judged.segments(),
        WorstRow.of(judged.whole().unusual()),
        alerts,
        request.playbook(),
        Recommendation.of(
            judged.symptoms(), judged.overTime().flatMap(OverTime::loss).orElse(null)),
        judged.notes());
  }

  /// What was found of both sides, before alerts.
  ///
  /// @param reference where the reference came from
  /// @param current where the current data came from
  /// @param whole what was found of the current data as a whole
  /// @param referenceWindows the reference by windows, measured only
  /// @param windows the current data by windows
  /// @param overTime the windows followed over time
  /// @param segments the current data by segments
  /// @param symptoms what bears on whether to retrain
  /// @param notes what was noticed on the way
  record Judged(
      Monitor monitor,
      Input reference,
      Input current,
      Evaluation whole,
      List<WindowResult> referenceWindows,
      List<WindowResult> windows,
      Optional<OverTime> overTime,
      List<SegmentResult> segments,
      Symptoms symptoms,
      List<String> notes) {}

  private static Judged inMemory(CheckRequest request, Instant now, Watcher watcher) {
    DataSets.Sides sides = DataSets.read(request, watcher);
    List<String> notes = new ArrayList<>(sides.notes());
    Batch reference = sides.reference().batch();
    Batch current = sides.current().batch();
    WindowCutter cutter = new WindowCutter(request, sides, notes);
    List<RowGroup> referenceWindows = cutter.cut(sides.reference(), "reference");
    List<RowGroup> currentWindows = cutter.cut(sides.current(), "current");
    Monitor monitor =
        Monitor.of(
            request.spec(sides.schema()),
            reference,
            referenceWindows.stream()
                .filter(window -> !window.partial())
                .map(window -> reference.select(window.rows()))
                .toList(),
            Threads.WORK);
    requireScoring(
        request, monitor.task(), sides.schema(), label -> reference.column(label).orElseThrow());
    Threshold.judge(request.scoring().threshold(), monitor.task(), sides.schema(), reference)
        .ifPresent(notes::add);
    Evaluation whole = monitor.evaluate(current, Threads.WORK);
    notes.addAll(whole.caveats());
    List<WindowResult> windows = WindowResult.judge(monitor, currentWindows, current);
    List<WindowResult> before = WindowResult.ofReference(monitor, referenceWindows, reference);
    return new Judged(
        monitor,
        input(sides.reference(), sides.referencePart()),
        input(sides.current(), sides.currentPart()),
        whole,
        before,
        windows,
        OverTime.of(request, monitor, whole, before, referenceWindows, reference, windows, now),
        SegmentResult.judge(request, sides, now, notes),
        Symptoms.of(monitor.reference(), reference, whole, current),
        notes);
  }

  /// The schema of a data set by itself, and its profile.
  public static Reference profile(CheckRequest request, Watcher watcher) {
    DataSets.Sides sides = DataSets.readOne(request, watcher);
    return Reference.of(sides.schema(), sides.reference().batch());
  }

  private static Input input(Table table, String part) {
    return new Input(
        table.files().stream().map(Path::toString).toList(), table.batch().rows(), part);
  }

  /// A positive class that no reference row has, or a metric of another task, would make every
  /// figure meaningless.
  ///
  /// @param labels all different labels of the reference, by the name of their column
  static void requireScoring(
      CheckRequest request, Task task, Schema schema, Function<String, ColumnData> labels) {
    Optional<String> positive = request.scoring().positive();
    Optional<String> label = schema.columns(Role.LABEL).stream().map(ColumnSpec::name).findFirst();
    if (positive.isPresent()) {
      if (label.isEmpty()) {
        throw new DataException("--positive needs --label: it is one of the label's classes");
      }
      ColumnData found = labels.apply(label.get());
      ClassLabel wanted = ClassLabel.of(positive.get());
      boolean known = false;
      for (int row = 0; row < found.size() && !known; row++) {
        String name = CategoryNames.of(found, row);
        known = name != null && ClassLabel.of(name).equals(wanted);
      }
      if (!known) {
        throw new DataException(
            "--positive %s is no class of column %s in the reference"
                .formatted(wanted, label.get()));
      }
    }
    Optional<Metric> metric = request.scoring().mainMetric();
    if (metric.isPresent() && metric.get().task() != task) {
      throw new DataException(
          "--main-metric %s is a metric of %s, but this model's task is %s; --task says otherwise"
              .formatted(metric.get().id(), metric.get().task().id(), task.id()));
    }
  }
}
