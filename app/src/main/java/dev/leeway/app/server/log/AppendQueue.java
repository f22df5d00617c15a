package dev.leeway.app.server.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Tickets in the order of the calls, for one writer that takes all there are. What it has taken
/// counts until it is answered.
final class AppendQueue {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final long maxBytes;
  private List<Ticket> waiting = new ArrayList<>();
  private long bytes;
  private @Nullable String refusal;
  private @Nullable Throwable refusalCause;

  AppendQueue(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  void add(Ticket ticket) {
    lock.lock();
    try {
      if (refusal != null) {
        throw new LogException(refusal, refusalCause);
      }
      if (ticket.bytes() > maxBytes - bytes) {
        throw new LogFullException(
            bytes
                + " bytes wait for the disk, and at most "
                + maxBytes
                + " may; send the record again later");
      }
      bytes += ticket.bytes();
      waiting.add(ticket);
      if (waiting.size() == 1) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// All that wait, in exchange for an empty list; waits for one. Empty once the queue is closed
  /// and nothing is left.
  List<Ticket> take(List<Ticket> empty) {
    lock.lock();
    try {
      while (waiting.isEmpty() && refusal == null) {
        changed.awaitUninterruptibly();
      }
      List<Ticket> taken = waiting;
      waiting = empty;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// All that wait at this moment.
  List<Ticket> takeNow() {
    lock.lock();
    try {
      List<Ticket> taken = waiting;
      waiting = new ArrayList<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// Frees the room of tickets that are about to be answered.
  void release(long answered) {
    lock.lock();
    try {
      bytes -= answered;
    } finally {
      lock.unlock();
    }
  }

  /// From now on every append fails with this message. A second reason does not replace the first.
  void refuse(String message, @Nullable Throwable cause) {
    lock.lock();
    try {
      if (refusal == null) {
        refusal = message;
        refusalCause = cause;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }
}
