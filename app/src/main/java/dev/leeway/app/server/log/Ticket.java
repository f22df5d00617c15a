package dev.leeway.app.server.log;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The promise to tell when a record is on disk. Any number of threads may wait; a wait that is
/// interrupted or runs out of time leaves the record queued, and it may well become durable.
public final class Ticket {

  private final CountDownLatch done = new CountDownLatch(1);
  private final byte type;
  private byte @Nullable [] payload;
  private long offset;
  private @Nullable Throwable failure;
  private @Nullable String problem;

  /// For a record, or without a payload for a barrier.
  Ticket(byte type, byte @Nullable [] payload) {
    this.type = type;
    this.payload = payload;
  }

  byte type() {
    return type;
  }

  byte @Nullable [] payload() {
    return payload;
  }

  /// What it counts for in the queue.
  long bytes() {
    return payload == null ? 0 : (long) RecordFormat.BYTES + payload.length;
  }

  void complete(long durable) {
    offset = durable;
    payload = null;
    done.countDown();
  }

  void fail(String message, @Nullable Throwable cause) {
    problem = message;
    failure = cause;
    payload = null;
    done.countDown();
  }

  /// Whether waiting would end at once.
  public boolean isDone() {
    return done.getCount() == 0;
  }

  /// Waits until the record is on disk.
  ///
  /// @return the record's offset; for a barrier, one more than the last offset on disk
  /// @throws LogException if the record was not made durable and will not be
  public long await() throws InterruptedException {
    done.await();
    return result();
  }

  /// Waits as [#await()] does, for at most so long.
  ///
  /// @throws TimeoutException if it is not known yet whether the record will be durable
  public long await(Duration timeout) throws InterruptedException, TimeoutException {
    if (!done.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new TimeoutException("The record is not on disk after " + timeout);
    }
    return result();
  }

  private long result() {
    if (problem != null) {
      throw new LogException(problem, failure);
    }
    return offset;
  }
}
