package dev.leeway.app.check;

import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.SequentialAlerts;
import dev.leeway.core.monitor.Evaluation;
import dev.leeway.core.monitor.FalseAlarmBudget;
import dev.leeway.core.monitor.Monitor;
import dev.leeway.core.monitor.SeriesChange;
import dev.leeway.core.monitor.WatchedSeries;
import dev.leeway.core.monitor.WindowCycle;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.monitor.WindowStatistics;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ProfileBuilder;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.sequential.SequentialMonitor;
import dev.leeway.core.sequential.Signal;
import dev.leeway.core.sequential.WindowDetector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The windows of the current data followed in their order, under one budget of false alarms for
/// all columns and the main metric. Partial windows are not final and are left out, on both sides.
///
/// @param chance of one or more false alarms in a period over all series
/// @param period the period in words
/// @param periodWindows the same in windows
/// @param threshold the evidence that is an alarm
/// @param referenceWindows whole windows of the reference that were learnt from
/// @param cycle the season that was taken out; empty where there is none
/// @param windows every current window
/// @param series everything that is followed
/// @param alerts what a person should know of it
public record OverTime(
    double chance,
    String period,
    long periodWindows,
    double threshold,
    int referenceWindows,
    Optional<WindowCycle> cycle,
    List<Moment> windows,
    List<Followed> series,
    List<Alert> alerts) {

  /// The shift, in standard deviations of a row's value, whose expected delay is told.
  public static final double SHIFT = 0.2;

  /// What is said of a window.
  public enum State {
    /// Too few windows are known yet.
    LEARNING,
    /// No change.
    QUIET,
    /// An alarm was raised.
    ALARM,
    /// No series can be judged.
    SILENT,
    /// Not final: left out.
    PARTIAL,
    /// Without rows: left out.
    GAP;

    /// The name used in reports.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One window.
  ///
  /// @param name what it is called
  /// @param start its first instant, of windows of time
  /// @param state what is said of it
  /// @param learnt windows known so far, while learning; else 0
  /// @param alarms the series whose alarm it raised
  /// @param moved the series that moved so far, at the false discovery rate
  public record Moment(
      String name,
      Optional<Instant> start,
      State state,
      int learnt,
      List<WatchedSeries> alarms,
      List<WatchedSeries> moved) {}

  /// One series.
  ///
  /// @param series what it is
  /// @param status what its detector is doing after the last window
  /// @param seasonal whether its season was taken out
  /// @param evidence for a change, an alarm at the threshold
  /// @param moved whether it is among what moved, at the false discovery rate
  /// @param expectedDelay windows until a lasting shift of [#SHIFT] is found; empty where it does
  ///   not watch or has no such shift
  /// @param change its alarm
  /// @param before its values in the reference's windows
  /// @param values its values in the current windows, NaN where it has none
  public record Followed(
      WatchedSeries series,
      WindowDetector.Status status,
      boolean seasonal,
      double evidence,
      boolean moved,
      OptionalDouble expectedDelay,
      Optional<SeriesChange> change,
      List<Double> before,
      List<Double> values) {}

  /// Empty unless windows were asked for and there is something to follow.
  static Optional<OverTime> of(
      CheckRequest request,
      Monitor monitor,
      Evaluation whole,
      List<WindowResult> before,
      List<RowGroup> referenceGroups,
      Batch reference,
      List<WindowResult> current,
      Instant now) {
    if (request.window().isEmpty()) {
      return Optional.empty();
    }
    List<WatchedSeries> series =
        WatchedSeries.of(monitor.reference(), Optional.ofNullable(whole.performance().main()));
    if (series.isEmpty()) {
      return Optional.empty();
    }
    WindowSpec window = request.window().get();
    List<Map<String, Double>> known = new ArrayList<>();
    List<Instant> starts = new ArrayList<>();
    for (int at = 0; at < before.size(); at++) {
      WindowResult result = before.get(at);
      if (result.rows() > 0 && !result.partial()) {
        ProfileBuilder profile = monitor.reference().newProfile();
        profile.add(reference.select(referenceGroups.get(at).rows()));
        known.add(WindowStatistics.of(series, profile.build(), result.metrics()));
        result.start().ifPresent(starts::add);
      }
    }
    Optional<WindowCycle> cycle =
        window instanceof WindowSpec.Span span ? WindowCycle.of(span, starts) : Optional.empty();
    List<SequentialMonitor.Observation> learnt = new ArrayList<>();
    for (int at = 0; at < known.size(); at++) {
      int place = cycle.isPresent() ? cycle.get().place(starts.get(at)) : 0;
      learnt.add(new SequentialMonitor.Observation(at, place, known.get(at)));
    }
    SequentialMonitor watch =
        SequentialMonitor.of(
            request.budget().chance(),
            request.budget().windows(window),
            series.stream().map(WatchedSeries::key).toList(),
            cycle.map(WindowCycle::places).orElse(1),
            learnt);
    return Optional.of(
        new Run(series, known, cycle, watch, current)
            .result(request.budget(), window, monitor.reference(), now));
  }

  /// The alarms, in the order in which they were raised.
  public List<SeriesChange> changes() {
    List<SeriesChange> changes = new ArrayList<>();
    for (Moment moment : windows) {
      for (WatchedSeries raised : moment.alarms()) {
        series.stream()
            .filter(followed -> followed.series().equals(raised))
            .flatMap(followed -> followed.change().stream())
            .forEach(changes::add);
      }
    }
    return changes;
  }

  /// The alert that the main metric became worse; empty where it did not.
  public Optional<Alert> loss() {
    return alerts.stream()
        .filter(alert -> alert.type() == AlertType.PERFORMANCE_DEGRADATION)
        .findFirst();
  }

  /// What the last window that was taken brought: learning, quiet or silent, and alarm once any was
  /// raised.
  public State state() {
    State last = State.SILENT;
    for (Moment moment : windows) {
      if (moment.state() == State.ALARM) {
        return State.ALARM;
      }
      if (moment.state() != State.PARTIAL && moment.state() != State.GAP) {
        last = moment.state();
      }
    }
    boolean taken =
        windows.stream()
            .anyMatch(moment -> moment.state() != State.PARTIAL && moment.state() != State.GAP);
    return taken || referenceWindows >= WindowDetector.NEEDED ? last : State.LEARNING;
  }

  /// Windows known, while learning.
  public int learnt() {
    int learnt = Math.min(referenceWindows, WindowDetector.NEEDED);
    for (Moment moment : windows) {
      learnt = Math.max(learnt, moment.learnt());
    }
    return learnt;
  }

  /// One pass over the current windows.
  private record Run(
      List<WatchedSeries> series,
      List<Map<String, Double>> known,
      Optional<WindowCycle> cycle,
      SequentialMonitor watch,
      List<WindowResult> current) {

    OverTime result(FalseAlarmBudget budget, WindowSpec window, Reference reference, Instant now) {
      Map<String, WatchedSeries> byKey = new LinkedHashMap<>();
      series.forEach(one -> byKey.put(one.key(), one));
      List<Map<String, Double>> values = new ArrayList<>();
      List<Moment> moments = new ArrayList<>();
      List<String> moved = List.of();
      for (int at = 0; at < current.size(); at++) {
        WindowResult result = current.get(at);
        boolean isFinal = result.evaluation().isPresent() && !result.partial();
        Map<String, Double> counted =
            isFinal
                ? WindowStatistics.of(series, result.evaluation().get().profile(), result.metrics())
                : Map.of();
        values.add(counted);
        if (!isFinal) {
          State state = result.rows() == 0 ? State.GAP : State.PARTIAL;
          moments.add(new Moment(result.name(), result.start(), state, 0, List.of(), List.of()));
          continue;
        }
        int place = cycle.isPresent() ? cycle.get().place(result.start().orElseThrow()) : 0;
        SequentialMonitor.Step step =
            watch.add(new SequentialMonitor.Observation(at, place, counted));
        moved = step.moved();
        moments.add(
            new Moment(
                result.name(),
                result.start(),
                State.valueOf(step.state().name()),
                step.learnt(),
                step.alarms().stream().map(byKey::get).toList(),
                step.moved().stream().map(byKey::get).toList()));
      }
      List<Followed> followed = new ArrayList<>();
      for (WatchedSeries one : series) {
        followed.add(followed(one, values, moved, reference));
      }
      OverTime result =
          new OverTime(
              budget.chance(),
              budget.periodWords(window),
              budget.windows(window),
              watch.budget().threshold(),
              known.size(),
              cycle,
              List.copyOf(moments),
              List.copyOf(followed),
              List.of());
      return result.with(SequentialAlerts.of(result.changes(), now));
    }

    private Followed followed(
        WatchedSeries one,
        List<Map<String, Double>> values,
        List<String> moved,
        Reference reference) {
      String key = one.key();
      OptionalDouble shift = WindowStatistics.effect(one, reference, SHIFT);
      return new Followed(
          one,
          watch.status(key),
          watch.isSeasonal(key),
          watch.evidence(key),
          moved.contains(key),
          shift.isPresent()
              ? watch.expectedDelay(key, shift.getAsDouble())
              : OptionalDouble.empty(),
          watch.change(key).map(change -> change(one, change, values)),
          column(key, known),
          column(key, values));
    }

    private static List<Double> column(String key, List<Map<String, Double>> windows) {
      return windows.stream().map(window -> window.getOrDefault(key, Double.NaN)).toList();
    }

    private SeriesChange change(
        WatchedSeries one, SequentialMonitor.Change change, List<Map<String, Double>> values) {
      int since = Math.toIntExact(change.since());
      List<Map<String, Double>> before = new ArrayList<>(known);
      before.addAll(values.subList(0, since));
      return new SeriesChange(
          one,
          change.direction() == Signal.RISE,
          name(change.raised()),
          name(change.since()),
          name(change.low()),
          name(change.high()),
          WindowStatistics.mean(one.key(), before),
          WindowStatistics.mean(one.key(), values.subList(since, values.size())),
          change.evidence());
    }

    private String name(long window) {
      return current.get(Math.toIntExact(window)).name();
    }
  }

  /// The same with these alerts.
  OverTime with(List<Alert> found) {
    return new OverTime(
        chance,
        period,
        periodWindows,
        threshold,
        referenceWindows,
        cycle,
        windows,
        series,
        List.copyOf(found));
  }
}
