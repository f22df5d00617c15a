package dev.leeway.app.server.window;

import dev.leeway.app.server.batch.LogEntry;
import dev.leeway.app.server.log.SegmentLog;
import dev.leeway.app.server.store.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The one writer of rows: takes what the log has accepted into the store, a few hundred records in
/// a transaction, and drops it from the log once it is committed. After a crash it goes on with the
/// first record that the store does not have.
public final class Applier implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Applier.class.getName());

  /// How many records are taken in one transaction at the most.
  private static final int RECORDS = 256;

  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final SegmentLog log;
  private final Store store;
  private final Models models;
  private final Runnable taken;
  private final Thread thread;
  private volatile long next;
  private volatile boolean stopping;
  private volatile Optional<String> problem = Optional.empty();

  /// @param taken called when rows or labels were taken
  public Applier(SegmentLog log, Store store, Models models, Runnable taken) {
    this.log = log;
    this.store = store;
    this.models = models;
    this.taken = taken;
    this.next = store.<Long>read(session -> session.progress().applied());
    this.thread = Thread.ofPlatform().name("leeway-applier").unstarted(this::run);
  }

  /// Takes what a crash or a stop left in the log, on the calling thread, and starts.
  ///
  /// @throws IllegalStateException if it cannot be stored
  public void start() {
    while (waiting() > 0) {
      if (!takeSome()) {
        throw new IllegalStateException(
            "the log has rows that cannot be stored: " + problem.orElse(""));
      }
    }
    thread.start();
  }

  /// The offset of the first record that is not in the store yet.
  public long next() {
    return next;
  }

  /// How many records wait in the log.
  public long waiting() {
    return Math.max(0, log.durableEnd() - next);
  }

  /// Why nothing is taken at the moment, if that is so.
  public Optional<String> problem() {
    return problem;
  }

  private void run() {
    try {
      while (!stopping || waiting() > 0) {
        if (!log.awaitBeyond(next, IDLE)) {
          continue;
        }
        if (takeSome()) {
          problem = Optional.empty();
        } else if (stopping) {
          return; // what waits stays in the log
        } else {
          Thread.sleep(AGAIN);
        }
      }
    } catch (InterruptedException ignored) {
      Thread.currentThread().interrupt(); // the server stops; what waits stays in the log
    }
  }

  private boolean takeSome() {
    List<LogEntry> entries = new ArrayList<>();
    try {
      long end =
          log.read(
              next,
              Math.min(log.durableEnd(), next + RECORDS),
              (offset, type, payload) -> entries.add(LogEntry.read(type, copy(payload))));
      Applied[] applied = new Applied[1];
      store.write(session -> {
        applied[0] = new Applied(session, models);
        try {
          entries.forEach(applied[0]::add);
          applied[0].finish();
        } catch (RuntimeException | Error e) {
          applied[0].abandon();
          throw e;
        }
        session.progress().applied(end);
      });
      applied[0].committed();
      next = end; // first of all: what is committed is never taken again
      taken.run();
      log.truncateBefore(next);
      return true;
    } catch (RuntimeException e) {
      String words = String.valueOf(e.getMessage());
      if (!problem.equals(Optional.of(words))) {
        LOG.log(Level.ERROR, "rows stay in the log, because they cannot be stored: " + words, e);
      }
      problem = Optional.of(words);
      return false;
    }
  }

  private static ByteBuffer copy(ByteBuffer payload) {
    return ByteBuffer.allocate(payload.remaining()).put(payload).flip();
  }

  /// Takes what waits, and ends.
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
