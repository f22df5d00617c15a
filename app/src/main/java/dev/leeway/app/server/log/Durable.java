package dev.leeway.app.server.log;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// The state on disk, for those who read it and those who wait for more.
final class Durable {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private volatile LogState state;
  private boolean ended;

  Durable(LogState state) {
    this.state = state;
  }

  LogState state() {
    return state;
  }

  void update(UnaryOperator<LogState> change) {
    lock.lock();
    try {
      state = change.apply(state);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// No more will come.
  void end() {
    lock.lock();
    try {
      ended = true;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean awaitBeyond(long offset, Duration timeout) throws InterruptedException {
    if (state.end() > offset) {
      return true;
    }
    long left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (state.end() <= offset && !ended && left > 0) {
        left = moved.awaitNanos(left);
      }
      return state.end() > offset;
    } finally {
      lock.unlock();
    }
  }
}
