package dev.leeway.app.server.evaluate;

import dev.leeway.app.check.Baseline;
import dev.leeway.app.server.model.BudgetSettings;
import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.store.Detectors;
import dev.leeway.app.server.store.Store;
import dev.leeway.app.server.store.Windows;
import dev.leeway.app.server.store.Windows.StoredAlarm;
import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.SequentialAlerts;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.monitor.FalseAlarmBudget;
import dev.leeway.core.monitor.SeriesChange;
import dev.leeway.core.monitor.WatchedSeries;
import dev.leeway.core.monitor.WindowCycle;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.sequential.SequentialMonitor;
import dev.leeway.core.sequential.Signal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Detectors that follow a version from window to window, and take each window once. Their state is
/// in the store, so that a restart changes nothing.
///
/// There are two of them, which share the model's budget by their number of series: one of what
/// every row has, which takes a window when it is final, and one of the main metric, which takes it
/// when enough of its rows have a label.
final class Following {

  /// What a detector follows.
  enum Subject {
    /// Columns.
    DATA,
    /// The main metric.
    PERFORMANCE;

    private String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean has(WatchedSeries series) {
      return (series.quantity() == WatchedSeries.Quantity.METRIC) == (this == PERFORMANCE);
    }
  }

  private final Subject subject;
  private final int version;
  private final Optional<WindowCycle> cycle;
  private final List<WatchedSeries> series;
  private final SequentialMonitor monitor;
  private final WindowSpec spec;
  private final long horizonMicros;
  private long last;

  private Following(
      Subject subject,
      int version,
      Optional<WindowCycle> cycle,
      List<WatchedSeries> series,
      SequentialMonitor monitor,
      WindowSpec spec,
      long horizonMicros,
      long last) {
    this.subject = subject;
    this.version = version;
    this.cycle = cycle;
    this.series = series;
    this.monitor = monitor;
    this.spec = spec;
    this.horizonMicros = horizonMicros;
    this.last = last;
  }

  /// The detectors of a version as they were kept, or new ones. Empty where there is nothing to
  /// follow.
  static Optional<Following> of(
      Subject subject, int version, Baseline baseline, ModelConfig config, Detectors kept) {
    List<WatchedSeries> all = baseline.series();
    List<WatchedSeries> series = all.stream().filter(subject::has).toList();
    if (series.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> state = kept.state(version, subject.key());
    long last = Long.MIN_VALUE;
    SequentialMonitor monitor;
    if (state.isPresent()) {
      ByteBuffer bytes = ByteBuffer.wrap(state.get());
      last = bytes.getLong();
      byte[] rest = new byte[bytes.remaining()];
      bytes.get(rest);
      monitor = SequentialMonitor.from(rest);
    } else {
      double share = (double) series.size() / all.size();
      monitor =
          baseline.detectors(
              series, share * config.budget().chance(), period(config.budget(), config.window()));
    }
    return Optional.of(
        new Following(
            subject,
            version,
            baseline.cycle(),
            series,
            monitor,
            config.window(),
            WindowJudge.micros(config.labels().horizon()),
            last));
  }

  private static long period(BudgetSettings budget, WindowSpec window) {
    long days = Math.max(1, budget.period().plus(Duration.ofHours(12)).toDays());
    WindowSpec period =
        window instanceof WindowSpec.Rows
            ? new WindowSpec.Rows(FalseAlarmBudget.WINDOWS)
            : new WindowSpec.Span((int) Math.min(Integer.MAX_VALUE, days), WindowSpec.Unit.DAY);
    return new FalseAlarmBudget(budget.chance(), Optional.of(period)).windows(window);
  }

  /// The start of the last window that the detectors of a version took; [Long#MIN_VALUE] before the
  /// first.
  static long last(Subject subject, int version, Detectors kept) {
    return kept.state(version, subject.key())
        .map(state -> ByteBuffer.wrap(state).getLong())
        .orElse(Long.MIN_VALUE);
  }

  /// Takes final windows, each once, and keeps what the detectors know then. A window whose main
  /// metric is not known yet is waited for until a later one is known, or its labels have expired:
  /// labels are taken to come in the order of time.
  ///
  /// @param windows those after the last that was taken, in their order
  /// @param latest the greatest time of the version's rows
  void takeAll(List<Windows.Window> windows, long latest, Instant now, Store.Session session) {
    boolean moved = false;
    for (Windows.Window window : windows) {
      Map<String, Double> given =
          new LinkedHashMap<>(session.detectors().followed(version, window.start()));
      given.keySet().retainAll(series.stream().map(WatchedSeries::key).toList());
      boolean judged = window.evaluated() >= 0 || !given.isEmpty();
      boolean expired = subject == Subject.PERFORMANCE && latest - window.end() > horizonMicros;
      if (subject == Subject.DATA ? !judged : given.isEmpty() && !expired) {
        if (subject == Subject.DATA) {
          break; // it is judged first
        }
        continue;
      }
      last = window.start();
      moved = true;
      if (!given.isEmpty()) {
        take(window, given, now).forEach(alarm -> session.windows().raise(version, alarm));
      }
    }
    if (moved) {
      keep(session.detectors());
    }
  }

  private List<StoredAlarm> take(Windows.Window window, Map<String, Double> values, Instant now) {
    int place =
        cycle
            .map(found -> found.place(Instant.EPOCH.plus(window.start(), ChronoUnit.MICROS)))
            .orElse(0);
    SequentialMonitor.Step step =
        monitor.add(new SequentialMonitor.Observation(window.start(), place, values));
    List<StoredAlarm> alarms = new ArrayList<>();
    for (WatchedSeries one : series) {
      if (step.alarms().contains(one.key())) {
        alarm(window, one, values.getOrDefault(one.key(), Double.NaN), now).ifPresent(alarms::add);
      }
    }
    return alarms;
  }

  private Optional<StoredAlarm> alarm(
      Windows.Window window, WatchedSeries one, double value, Instant now) {
    SequentialMonitor.Change change = monitor.change(one.key()).orElseThrow();
    SeriesChange words =
        new SeriesChange(
            one,
            change.direction() == Signal.RISE,
            name(change.raised()),
            name(change.since()),
            name(change.low()),
            name(change.high()),
            Double.NaN,
            value,
            change.evidence());
    List<Alert> alerts = SequentialAlerts.of(List.of(words), now);
    String severity = alerts.stream().map(Alert::severity).map(Severity::id).findFirst().orElse("");
    if (severity.isEmpty()) {
      return Optional.empty(); // a metric that became better
    }
    return Optional.of(
        new StoredAlarm(
            window.start(),
            now,
            one.key(),
            one.column(),
            severity,
            change.since(),
            change.low(),
            change.high(),
            words.sentence()));
  }

  private String name(long start) {
    return spec instanceof WindowSpec.Span span
        ? span.name(Instant.EPOCH.plus(start, ChronoUnit.MICROS))
        : "row %,d".formatted(start + 1);
  }

  private void keep(Detectors detectors) {
    byte[] bytes = monitor.toBytes();
    detectors.keep(
        version,
        subject.key(),
        ByteBuffer.allocate(Long.BYTES + bytes.length).putLong(last).put(bytes).array());
  }
}
