package dev.leeway.app.server.window;

import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.store.Catalog;
import dev.leeway.app.server.store.Predictions;
import dev.leeway.app.server.store.Store;
import dev.leeway.app.server.store.Windows;
import dev.leeway.core.monitor.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Deletes what a model's retention no longer keeps.
///
/// **What time it is.** Ages are counted from a version's own time: the greatest time of its rows,
/// which goes on with the clock from when its last row came. For rows that come as they happen that
/// is the clock; history that is sent years later is not deleted as it comes; and the rows of a
/// version that nobody uses any more do not stay for ever.
///
/// **What is kept in any case.** Rows that came within the last day, by whose ids it is known what
/// was sent again. Rows of windows that are open, or not judged since they changed, up to twice
/// their time. Of each version the last window.
public final class Housekeeping {

  /// How long a row is kept after it came, whatever its time.
  static final Duration FRESH = Duration.ofDays(1);

  /// What may go of a version. All are instants in microseconds since 1970, but windows may be
  /// numbers of rows.
  ///
  /// @param features rows before this lose their features
  /// @param rows rows before this go
  /// @param stuck rows before this go although their window is not judged
  /// @param received only rows that came before this lose anything
  /// @param quarantined rows in quarantine that came before this go
  /// @param unfinished the first window that is not final and judged
  /// @param windows windows that end before this go; windows of rows if they were judged before
  record Due(
      long features,
      long rows,
      long stuck,
      long received,
      long quarantined,
      long unfinished,
      long windows) {

    /// @param now the version's time
    /// @param clock the wall clock
    static Due of(ModelConfig config, long now, long clock, long unfinished) {
      long rows = micros(config.retention().rows());
      long kept = Math.max(rows, micros(config.labels().horizon()));
      boolean byRows = config.window() instanceof WindowSpec.Rows;
      return new Due(
          config.retention().rawRows() ? now - rows : Long.MAX_VALUE,
          now - kept,
          now - 2 * kept,
          clock - micros(FRESH),
          clock - kept,
          unfinished,
          (byRows ? clock : now) - micros(config.retention().windows()));
    }
  }

  /// What went.
  ///
  /// @param rows rows that were deleted
  /// @param features rows that lost their features
  /// @param windows windows that were deleted with their findings
  /// @param labels labels that were deleted
  public record Done(long rows, long features, long windows, long labels) {

    Done plus(Done other) {
      return new Done(
          rows + other.rows,
          features + other.features,
          windows + other.windows,
          labels + other.labels);
    }
  }

  /// More is as good as for ever, and has room in a number of microseconds.
  private static final Duration FOR_EVER = Duration.ofDays(1_000 * 365);

  private static long micros(Duration span) {
    return Placement.micros(span.compareTo(FOR_EVER) > 0 ? FOR_EVER : span);
  }

  private static final Done NOTHING = new Done(0, 0, 0, 0);

  private final Store store;
  private final Models models;

  public Housekeeping(Store store, Models models) {
    this.store = store;
    this.models = models;
  }

  /// Deletes what is due of all models, each version in a transaction of its own, and adds it to
  /// their counters `rows_deleted`, `features_forgotten`, `windows_deleted` and `labels_deleted`.
  ///
  /// @param clock the wall clock
  public Done run(Instant clock) {
    Done done = NOTHING;
    for (ModelState model : models.all()) {
      done = done.plus(run(model, Placement.micros(clock)));
    }
    return done;
  }

  private Done run(ModelState model, long clock) {
    List<Catalog.Version> versions =
        store.read(session ->
            session.catalog().versions().stream()
                .filter(version -> version.model() == model.number())
                .filter(version -> session.catalog().schema(version.number()).isPresent())
                .toList());
    Done done = NOTHING;
    long oldest = clock;
    for (Catalog.Version version : versions) {
      long now = store.read(session -> now(session, version.number(), clock));
      oldest = Math.min(oldest, now);
      done = done.plus(run(model, version.number(), now, clock));
    }
    return done.plus(labels(model, oldest));
  }

  /// A version's time; the clock before it has rows.
  private static long now(Store.Session session, int version, long clock) {
    return session
        .predictions()
        .newest(version)
        .map(newest -> newest.time() + Math.max(0, clock - newest.received()))
        .orElse(clock);
  }

  private Done run(ModelState model, int version, long now, long clock) {
    Done[] done = {NOTHING};
    store.write(session -> {
      List<Windows.Window> windows = session.windows().of(version);
      long unfinished =
          windows.stream()
              .filter(window -> window.state() != Windows.State.FINAL || window.isStale())
              .mapToLong(Windows.Window::start)
              .min()
              .orElse(Long.MAX_VALUE);
      Due due = Due.of(model.config(), now, clock, unfinished);
      long rows = deleteRows(session.predictions(), version, due);
      long features =
          session
              .predictions()
              .forgetFeatures(
                  version,
                  session.catalog().schema(version).orElseThrow(),
                  due.features(),
                  due.unfinished(),
                  due.received());
      long gone =
          model.config().window() instanceof WindowSpec.Rows
              ? session
                  .windows()
                  .deleteJudgedBefore(version, Instant.EPOCH.plus(due.windows(), ChronoUnit.MICROS))
              : session.windows().deleteBefore(version, due.windows());
      session.counters().add(model.number(), "rows_deleted", rows);
      session.counters().add(model.number(), "features_forgotten", features);
      session.counters().add(model.number(), "windows_deleted", gone);
      done[0] = new Done(rows, features, gone, 0);
    });
    return done[0];
  }

  private static long deleteRows(Predictions rows, int version, Due due) {
    long judged = rows.deleteBefore(version, due.rows(), due.unfinished(), due.received());
    long stuck = rows.deleteBefore(version, due.stuck(), Long.MAX_VALUE, due.received());
    return judged + stuck + rows.deleteQuarantined(version, due.quarantined());
  }

  /// A label may be as late as the horizon after a row, and rows are kept for as long again.
  private Done labels(ModelState model, long now) {
    ModelConfig config = model.config();
    long horizon = micros(config.labels().horizon());
    long kept = Math.max(horizon, micros(config.retention().rows())) + horizon;
    long[] labels = new long[1];
    store.write(session -> {
      labels[0] = session.labels().deleteBefore(model.number(), now - kept);
      session.counters().add(model.number(), "labels_deleted", labels[0]);
    });
    return new Done(0, 0, 0, labels[0]);
  }
}
