package dev.leeway.app.server.evaluate;

import dev.leeway.app.check.Baseline;
import dev.leeway.app.check.CheckResult;
import dev.leeway.app.report.HtmlReport;
import dev.leeway.app.report.JsonReport;
import dev.leeway.app.report.MarkdownReport;
import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.store.Predictions;
import dev.leeway.app.server.store.Store;
import dev.leeway.app.server.store.Windows;
import dev.leeway.app.server.store.Windows.Point;
import dev.leeway.app.server.store.Windows.StoredAlarm;
import dev.leeway.app.server.window.ModelState;
import dev.leeway.app.server.window.Models;
import dev.leeway.app.server.window.VersionState;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.TextData;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Judges the windows of all versions: each when it has closed, anew when late rows or labels came,
/// and its detectors when it is final. What fails is a finding of that window and ends nothing.
public final class Evaluator implements AutoCloseable {

  /// How a report is written.
  public enum Format {
    HTML,
    JSON,
    MARKDOWN
  }

  private static final Logger LOG = System.getLogger(Evaluator.class.getName());
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final Store store;
  private final Models models;
  private final References references;
  private final InstantSource clock;
  private final String program;
  private final Semaphore work = new Semaphore(1);
  private final Thread thread;
  private volatile boolean stopping;
  private volatile Optional<String> problem = Optional.empty();

  /// @param program the program's version, for reports
  public Evaluator(
      Store store, Models models, References references, InstantSource clock, String program) {
    this.store = store;
    this.models = models;
    this.references = references;
    this.clock = clock;
    this.program = program;
    this.thread = Thread.ofPlatform().name("leeway-evaluator").unstarted(this::run);
  }

  /// Starts to judge.
  public void start() {
    thread.start();
  }

  /// Says that rows or labels came.
  public void wake() {
    if (work.availablePermits() == 0) {
      work.release();
    }
  }

  /// Why nothing is judged at the moment, if that is so.
  public Optional<String> problem() {
    return problem;
  }

  /// How many closed windows wait to be judged.
  public long waiting() {
    return store.<Long>read(session ->
        session.windows().unfinished().stream()
            .filter(window -> window.state() != Windows.State.OPEN && window.isStale())
            .filter(window -> hasReference(window.version()))
            .count());
  }

  private boolean hasReference(int version) {
    return models.all().stream()
        .flatMap(model -> model.version(version).stream())
        .anyMatch(found -> found.reference().isPresent());
  }

  private void run() {
    try {
      while (!stopping) {
        work.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (!stopping) {
          judgeAll();
        }
      }
    } catch (InterruptedException ignored) {
      Thread.currentThread().interrupt(); // the server stops; what waits is judged after the start
    }
  }

  private void judgeAll() {
    try {
      for (ModelState model : models.all()) {
        for (VersionState version : model.versions()) {
          new Learning(store, models, references, clock).learn(model, version);
          if (!stopping && version.reference().isPresent()) {
            judge(model, version);
          }
        }
      }
      problem = Optional.empty();
    } catch (RuntimeException e) {
      String words = String.valueOf(e.getMessage());
      if (!problem.equals(Optional.of(words))) {
        LOG.log(Level.ERROR, "windows are not judged: " + words, e);
      }
      problem = Optional.of(words);
    }
  }

  private void judge(ModelState model, VersionState version) {
    List<Windows.Window> windows =
        store.read(session -> session.windows().of(version.number())).stream()
            .filter(window -> window.state() != Windows.State.OPEN && !window.reference())
            .toList();
    if (windows.isEmpty()) {
      return;
    }
    Map<Following.Subject, Long> taken = new EnumMap<>(Following.Subject.class);
    for (Windows.Window window : windows) {
      if (!stopping && (window.isStale() || isDue(version, window, taken))) {
        judge(model, version, window, taken);
      }
    }
  }

  /// Whether a detector has still to take a window that was judged already.
  private boolean isDue(
      VersionState version, Windows.Window window, Map<Following.Subject, Long> taken) {
    if (window.state() != Windows.State.FINAL) {
      return false;
    }
    long last =
        taken.computeIfAbsent(
            Following.Subject.DATA,
            subject ->
                store.<Long>read(
                    session -> Following.last(subject, version.number(), session.detectors())));
    return window.start() > last;
  }

  private void judge(
      ModelState model,
      VersionState version,
      Windows.Window window,
      Map<Following.Subject, Long> taken) {
    ModelConfig config = model.config();
    ModelSchema schema = version.schema().orElseThrow();
    Baseline baseline = references.baseline(model, version).orElseThrow();
    Predictions.Rows rows = rows(model, version, window, schema);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    long labelled = labelled(schema, rows.batch());
    boolean covered =
        rows.batch().rows() > 0 && labelled >= config.labels().coverage() * rows.batch().rows();
    List<MetricValue> metrics = labelled == 0 ? List.of() : baseline.metrics(rows.batch());
    Optional<CheckResult> check =
        isForgotten(config, version, window)
            ? Optional.empty()
            : Optional.of(
                baseline.judge(
                    covered ? rows.batch() : unlabelled(schema, rows.batch()),
                    name(config, window),
                    now,
                    program));
    Optional<Judgement> judgement =
        check.map(found -> Judgement.of(window, found, metrics, labelled));
    Profile profile = check.map(CheckResult::current).orElseGet(baseline::nothing);
    boolean isFinal = window.state() == Windows.State.FINAL;
    boolean expired = version.latest() - window.end() > micros(config.labels().horizon());
    store.write(session -> {
      if (judgement.isPresent()) {
        session
            .windows()
            .keep(
                version.number(),
                window.start(),
                window.changes(),
                judgement.get().evaluations(),
                judgement.get().findings(),
                judgement.get().points());
      } else {
        List<Point> points = Judgement.measured(window, metrics, labelled);
        session
            .windows()
            .keepMeasured(version.number(), window.start(), window.changes(), labelled, points);
      }
      for (Following.Subject subject : Following.Subject.values()) {
        boolean ready = subject == Following.Subject.DATA ? isFinal : isFinal && covered;
        boolean passed = subject == Following.Subject.PERFORMANCE && isFinal && expired;
        if (ready || passed) {
          Following.of(subject, version.number(), baseline, config, session.detectors())
              .filter(following -> window.start() > following.last())
              .ifPresent(following -> {
                List<StoredAlarm> alarms =
                    ready ? following.take(window, profile, metrics, now) : following.pass(window);
                alarms.forEach(alarm -> session.windows().raise(version.number(), alarm));
                following.keep(session.detectors());
                taken.put(subject, window.start());
              });
        }
      }
    });
  }

  /// Whether the features of a window that was judged are not kept any more: then labels that come
  /// late change what is measured of it, and no other finding.
  private static boolean isForgotten(
      ModelConfig config, VersionState version, Windows.Window window) {
    boolean judged = window.evaluated() >= 0 && window.state() == Windows.State.FINAL;
    boolean old =
        config.window() instanceof WindowSpec.Span
            && version.latest() - window.start() > micros(config.retention().rows());
    return judged && (!config.retention().rawRows() || old);
  }

  private Predictions.Rows rows(
      ModelState model, VersionState version, Windows.Window window, ModelSchema schema) {
    long horizon = micros(model.config().labels().horizon());
    return store.read(session ->
        session
            .predictions()
            .window(version.number(), model.number(), schema, window.start(), horizon));
  }

  private static long micros(Duration duration) {
    return duration.toSeconds() * 1_000_000;
  }

  private static long labelled(ModelSchema schema, Batch rows) {
    for (ColumnSpec label : schema.schema().columns(Role.LABEL)) {
      Optional<ColumnData> column = rows.column(label.name());
      if (column.isPresent()) {
        long labelled = 0;
        for (int row = 0; row < rows.rows(); row++) {
          labelled +=
              switch (column.get()) {
                case TextData text -> text.codes()[row] == TextData.MISSING ? 0 : 1;
                case NumericData numbers -> numbers.isMissing(row) ? 0 : 1;
              };
        }
        return labelled;
      }
    }
    return 0;
  }

  /// The rows without the labels that some of them have: half of the labels are not a sample, for
  /// those that come first are of other rows than those that come late.
  private static Batch unlabelled(ModelSchema schema, Batch rows) {
    List<String> names = new ArrayList<>();
    List<ColumnData> columns = new ArrayList<>();
    List<String> labels =
        schema.schema().columns(Role.LABEL).stream().map(ColumnSpec::name).toList();
    for (int at = 0; at < rows.names().size(); at++) {
      if (!labels.contains(rows.names().get(at))) {
        names.add(rows.names().get(at));
        columns.add(rows.columns().get(at));
      }
    }
    return new Batch(names, columns, rows.rows());
  }

  private static String name(ModelConfig config, Windows.Window window) {
    return config.window() instanceof WindowSpec.Span span
        ? span.name(Instant.EPOCH.plus(window.start(), ChronoUnit.MICROS))
        : "rows %d–%d".formatted(window.start() + 1, window.end());
  }

  /// A report of a window as it is now, made anew from its rows.
  public Optional<String> report(
      ModelState model, VersionState version, long start, Format format) {
    Optional<Windows.Window> window =
        store.read(session -> session.windows().find(version.number(), start));
    Optional<Baseline> baseline = references.baseline(model, version);
    if (window.isEmpty() || baseline.isEmpty()) {
      return Optional.empty();
    }
    ModelSchema schema = version.schema().orElseThrow();
    Predictions.Rows rows = rows(model, version, window.get(), schema);
    boolean covered =
        labelled(schema, rows.batch()) >= model.config().labels().coverage() * rows.batch().rows();
    CheckResult check =
        baseline
            .get()
            .judge(
                covered ? rows.batch() : unlabelled(schema, rows.batch()),
                name(model.config(), window.get()),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                program);
    return Optional.of(
        switch (format) {
          case HTML -> HtmlReport.write(check);
          case JSON -> JsonReport.write(check, Optional.empty());
          case MARKDOWN -> MarkdownReport.write(check);
        });
  }

  @Override
  public void close() {
    stopping = true;
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
