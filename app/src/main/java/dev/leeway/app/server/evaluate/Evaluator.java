package dev.leeway.app.server.evaluate;

import dev.leeway.app.check.Baseline;
import dev.leeway.app.check.CheckResult;
import dev.leeway.app.report.HtmlReport;
import dev.leeway.app.report.JsonReport;
import dev.leeway.app.report.MarkdownReport;
import dev.leeway.app.server.store.Store;
import dev.leeway.app.server.store.Windows;
import dev.leeway.app.server.window.ModelState;
import dev.leeway.app.server.window.Models;
import dev.leeway.app.server.window.VersionState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Judges the windows of all versions: each when it has closed, anew when late rows or labels came,
/// and its detectors when it is final. What fails is a finding of that window, is tried again, and
/// keeps no other window waiting.
public final class Evaluator implements AutoCloseable {

  /// How a report is written.
  public enum Format {
    HTML,
    JSON,
    MARKDOWN
  }

  private static final Logger LOG = System.getLogger(Evaluator.class.getName());
  private static final Duration IDLE = Duration.ofSeconds(1);

  /// How long it takes until what failed is tried again.
  private static final Duration AGAIN = Duration.ofMinutes(1);

  /// In place of a window: the version itself.
  private static final long NO_WINDOW = Long.MIN_VALUE;

  /// In place of a window: the version's detectors.
  private static final long DETECTORS = Long.MIN_VALUE + 1;

  private record Place(int version, long window) {}

  private record Failure(String words, Instant again) {}

  private final Store store;
  private final Models models;
  private final References references;
  private final InstantSource clock;
  private final WindowJudge judge;
  private final Semaphore work = new Semaphore(1);
  private final AtomicLong calls = new AtomicLong();
  private final Thread thread;
  private final Map<Place, Failure> failures = new HashMap<>();
  private volatile long answered;
  private volatile boolean stopping;
  private volatile Optional<String> problem = Optional.empty();

  /// @param program the program's version, for reports
  public Evaluator(
      Store store, Models models, References references, InstantSource clock, String program) {
    this.store = store;
    this.models = models;
    this.references = references;
    this.clock = clock;
    this.judge = new WindowJudge(store, references, program);
    this.thread = Thread.ofPlatform().name("leeway-evaluator").unstarted(this::run);
  }

  /// Starts to judge.
  public void start() {
    thread.start();
  }

  /// Says that rows or labels came.
  public void wake() {
    calls.incrementAndGet();
    if (work.availablePermits() == 0) {
      work.release();
    }
  }

  /// Why some window is not judged at the moment, if that is so.
  public Optional<String> problem() {
    return problem;
  }

  /// How many closed windows wait to be judged; at least 1 until the detectors have taken what they
  /// can.
  public long waiting() {
    long least = calls.get() == answered ? 0 : 1;
    return Math.max(
        least,
        store.<Long>read(session ->
            session.windows().unfinished().stream()
                .filter(window -> window.state() != Windows.State.OPEN && window.isStale())
                .filter(window -> hasReference(window.version()))
                .count()));
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
        long called = calls.get();
        for (ModelState model : models.all()) {
          for (VersionState version : model.versions()) {
            attempt(new Place(version.number(), NO_WINDOW), () -> judge(model, version));
          }
        }
        problem = failures.values().stream().map(Failure::words).findFirst();
        answered = called;
      }
    } catch (InterruptedException ignored) {
      Thread.currentThread().interrupt(); // the server stops; what waits is judged after the start
    }
  }

  /// Does what belongs to a place, unless it failed a short while ago.
  ///
  /// @return why it failed, if it did
  private Optional<String> attempt(Place place, Runnable action) {
    Failure before = failures.get(place);
    if (stopping || (before != null && clock.instant().isBefore(before.again()))) {
      return Optional.empty();
    }
    try {
      action.run();
      failures.remove(place);
      return Optional.empty();
    } catch (RuntimeException e) {
      String words = String.valueOf(e.getMessage());
      if (before == null || !before.words().equals(words)) {
        LOG.log(Level.ERROR, "version " + place.version() + " is not judged: " + words, e);
      }
      failures.put(place, new Failure(words, clock.instant().plus(AGAIN)));
      problem = Optional.of(words);
      return Optional.of(words);
    }
  }

  private void judge(ModelState model, VersionState version) {
    new Learning(store, models, references, clock).learn(model, version);
    if (version.reference().isEmpty()) {
      return;
    }
    List<Windows.Window> windows =
        store.read(session -> session.windows().of(version.number())).stream()
            .filter(window -> window.state() != Windows.State.OPEN && !window.reference())
            .toList();
    for (Windows.Window window : windows) {
      if (window.isStale()) {
        attempt(new Place(version.number(), window.start()), () -> judge(model, version, window))
            .ifPresent(words -> sayFailed(version, window, words));
      }
    }
    attempt(new Place(version.number(), DETECTORS), () -> follow(model, version, windows));
  }

  private void judge(ModelState model, VersionState version, Windows.Window window) {
    WindowJudge.Judged judged = judge.judge(model, version, window, now());
    store.write(session -> {
      if (judged.check().isPresent()) {
        Judgement judgement =
            Judgement.of(window, judged.check().get(), judged.metrics(), judged.labelled());
        session
            .windows()
            .keep(
                version.number(),
                window.start(),
                window.changes(),
                judgement.evaluations(),
                judgement.findings(),
                judgement.points());
      } else {
        session
            .windows()
            .keepMeasured(
                version.number(),
                window.start(),
                window.changes(),
                judged.labelled(),
                Judgement.measured(window, judged.metrics(), judged.labelled()));
      }
      session.detectors().follow(version.number(), window.start(), judged.followed());
    });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// A window that could not be judged has that as its finding, and stays to be judged.
  private void sayFailed(VersionState version, Windows.Window window, String words) {
    Judgement failed = Judgement.failed(window, words, now());
    store.write(session ->
        session
            .windows()
            .keep(
                version.number(),
                window.start(),
                window.evaluated(),
                failed.evaluations(),
                failed.findings(),
                failed.points()));
  }

  /// Gives the detectors the final windows that they have not taken yet, in their order.
  private void follow(ModelState model, VersionState version, List<Windows.Window> windows) {
    for (Following.Subject subject : Following.Subject.values()) {
      long last =
          store.<Long>read(
              session -> Following.last(subject, version.number(), session.detectors()));
      List<Windows.Window> due =
          windows.stream()
              .filter(window -> window.state() == Windows.State.FINAL && window.start() > last)
              .toList();
      if (!due.isEmpty() && !stopping) {
        Baseline baseline = references.baseline(model, version).orElseThrow();
        store.write(session ->
            Following.of(subject, version.number(), baseline, model.config(), session.detectors())
                .ifPresent(following -> following.takeAll(due, version.latest(), now(), session)));
      }
    }
  }

  /// A report of a window as it is now, made anew from its rows. Empty where there is no such
  /// window, where its version has no reference, and where its features are not kept any more.
  public Optional<String> report(
      ModelState model, VersionState version, long start, Format format) {
    Optional<Windows.Window> window =
        store.read(session -> session.windows().find(version.number(), start));
    if (window.isEmpty() || version.reference().isEmpty()) {
      return Optional.empty();
    }
    Optional<CheckResult> check = judge.judge(model, version, window.get(), now()).check();
    return check.map(found ->
        switch (format) {
          case HTML -> HtmlReport.write(found);
          case JSON -> JsonReport.write(found, Optional.empty());
          case MARKDOWN -> MarkdownReport.write(found);
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
