package dev.leeway.app.server.ingest;

import dev.leeway.app.server.batch.LabelBatch;
import dev.leeway.app.server.batch.LogEntry;
import dev.leeway.app.server.batch.PredictionBatch;
import dev.leeway.app.server.log.LogException;
import dev.leeway.app.server.log.SegmentLog;
import dev.leeway.app.server.log.Ticket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Takes what was read from requests: rows that were not sent before go into the log, and the
/// answer is given when they are on disk. Safe for several threads.
public final class Intake {

  /// How long an id is known at least.
  public static final long KEEP_MICROS = 24 * 3_600_000_000L;

  /// Where the rows of a model come in, one batch at a time. Batches that are on their way to the
  /// disk are known by their numbers: a row is known for good once no earlier batch can fail.
  private static final class Door {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final TreeSet<Long> underWay = new TreeSet<>();
    private final RecentIds ids;
    private long next;

    Door(RecentIds ids) {
      this.ids = ids;
    }

    long enter() {
      underWay.add(next);
      return next++;
    }

    void leave(long number) {
      lock.lock();
      try {
        underWay.remove(number);
        arrived.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /// Waits for the batches that came before, and tells whether these rows are known then: they
    /// are not when the sending that they repeat has failed.
    boolean areKnown(PredictionBatch batch, BitSet rows, long number) throws InterruptedException {
      lock.lock();
      try {
        while (!underWay.isEmpty() && underWay.first() < number) {
          arrived.await();
        }
        return rows.stream()
            .allMatch(row -> ids.contains(batch.versions().get(row), batch.ids().get(row)));
      } finally {
        lock.unlock();
      }
    }
  }

  /// An id that came before the server was started.
  public record Known(String version, String id, long received) {}

  private final SegmentLog log;
  private final int idLimit;
  private final Map<Integer, Door> doors = new ConcurrentHashMap<>();

  /// @param idLimit how many recent ids are known of a model at most
  public Intake(SegmentLog log, int idLimit) {
    this.log = log;
    this.idLimit = idLimit;
  }

  private Door door(int model) {
    return doors.computeIfAbsent(model, number -> new Door(new RecentIds(KEEP_MICROS, idLimit)));
  }

  /// Gives back ids of a model that came before the server was started, in the order they came.
  public void remember(int model, Consumer<Consumer<Known>> ids) {
    Door door = door(model);
    door.lock.lock();
    try {
      ids.accept(known -> door.ids.add(known.version(), known.id(), known.received()));
    } finally {
      door.lock.unlock();
    }
  }

  /// Takes predictions, and returns when they are on disk. Whoever is interrupted while waiting
  /// does not know whether they were taken, and may send them again.
  ///
  /// @throws dev.leeway.app.server.log.LogFullException if too much waits; nothing was taken
  /// @throws dev.leeway.app.server.log.LogException if the disk fails; nothing was taken
  public Answer predictions(int model, Received<PredictionBatch> received, Instant now)
      throws InterruptedException {
    PredictionBatch batch = received.batch();
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    Door door = door(model);
    BitSet fresh = new BitSet();
    BitSet repeated = new BitSet();
    Ticket ticket;
    long number;
    door.lock.lock();
    try {
      for (int row = 0; row < batch.rows(); row++) {
        boolean isNew = door.ids.add(batch.versions().get(row), batch.ids().get(row), micros);
        (isNew ? fresh : repeated).set(row);
      }
      ticket = append(door, model, batch, fresh, micros);
      number = door.enter();
    } finally {
      door.lock.unlock();
    }
    long offset;
    try {
      offset = ticket.await();
    } catch (RuntimeException e) {
      forget(door, batch, fresh);
      throw e;
    } finally {
      door.leave(number);
    }
    if (!repeated.isEmpty() && !door.areKnown(batch, repeated, number)) {
      throw new LogException("the sending that some of these rows repeat has failed; send again");
    }
    int accepted = fresh.cardinality();
    return new Answer(
        accepted,
        received.duplicates() + batch.rows() - accepted,
        received.rejected(),
        received.unknownFields(),
        offset);
  }

  /// Also where all rows are known: their first sending may still be on its way to the disk.
  private Ticket append(Door door, int model, PredictionBatch batch, BitSet fresh, long micros) {
    try {
      if (fresh.isEmpty()) {
        return log.barrier();
      }
      PredictionBatch taken = fresh.cardinality() == batch.rows() ? batch : select(batch, fresh);
      LogEntry entry = new LogEntry(model, micros, new LogEntry.Predictions(taken));
      return log.append(entry.type(), entry.payload());
    } catch (IllegalArgumentException e) {
      forget(door, batch, fresh);
      throw new TooLargeException("the rows of one request take too much: " + e.getMessage());
    } catch (RuntimeException e) {
      forget(door, batch, fresh);
      throw e;
    }
  }

  private static void forget(Door door, PredictionBatch batch, BitSet rows) {
    door.lock.lock();
    try {
      rows.stream()
          .forEach(row -> door.ids.remove(batch.versions().get(row), batch.ids().get(row)));
    } finally {
      door.lock.unlock();
    }
  }

  private static PredictionBatch select(PredictionBatch batch, BitSet rows) {
    List<String> ids = new ArrayList<>();
    List<String> versions = new ArrayList<>();
    long[] times = new long[rows.cardinality()];
    for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
      times[ids.size()] = batch.times()[row];
      ids.add(batch.ids().get(row));
      versions.add(batch.versions().get(row));
    }
    return new PredictionBatch(ids, versions, times, batch.columns().select(rows));
  }

  /// Takes labels, and returns when they are on disk. A label may be sent again: the last counts.
  ///
  /// @throws dev.leeway.app.server.log.LogFullException if too much waits; nothing was taken
  /// @throws dev.leeway.app.server.log.LogException if the disk fails; nothing was taken
  public Answer labels(int model, Received<LabelBatch> received, Instant now)
      throws InterruptedException {
    LabelBatch batch = received.batch();
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    LogEntry entry = new LogEntry(model, micros, new LogEntry.Labels(batch));
    Ticket ticket = batch.rows() == 0 ? log.barrier() : log.append(entry.type(), entry.payload());
    long offset = ticket.await();
    return new Answer(batch.rows(), 0, received.rejected(), received.unknownFields(), offset);
  }
}
