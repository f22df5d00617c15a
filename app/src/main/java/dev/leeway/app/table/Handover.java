package dev.leeway.app.table;

import dev.leeway.core.profile.Batch;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads batches in one thread and takes them in another, so that both cores have work. A few
/// batches at most wait in between.
final class Handover {

  private static final int WAITING = 2;

  /// What reading came to: a batch, its end, or what went wrong.
  private sealed interface Step {
    record Next(Batch batch) implements Step {}

    record End(TableBuilder table) implements Step {}

    record Failure(Throwable cause) implements Step {}
  }

  private final BlockingQueue<Step> queue = new ArrayBlockingQueue<>(WAITING);
  private volatile boolean stopped;

  private Handover() {}

  /// Runs both sides to the end.
  ///
  /// @param taker takes the batches, on the calling thread
  /// @param reading reads and hands batches to what it is given, on another thread
  static TableBuilder run(Consumer<Batch> taker, Function<Consumer<Batch>, TableBuilder> reading) {
    return new Handover().join(taker, reading);
  }

  private TableBuilder join(
      Consumer<Batch> taker, Function<Consumer<Batch>, TableBuilder> reading) {
    Thread reader = new Thread(() -> read(reading), "reader");
    reader.setDaemon(true);
    reader.start();
    try {
      while (true) {
        switch (queue.take()) {
          case Step.Next next -> taker.accept(next.batch());
          case Step.End end -> {
            return end.table();
          }
          case Step.Failure failure -> throw thrown(failure.cause());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while reading");
    } finally {
      stopped = true;
      queue.clear();
    }
  }

  private void read(Function<Consumer<Batch>, TableBuilder> reading) {
    Step last;
    try {
      last = new Step.End(reading.apply(batch -> put(new Step.Next(batch))));
    } catch (Throwable failure) {
      last = new Step.Failure(failure);
    }
    if (!stopped) {
      put(last);
    }
  }

  private void put(Step step) {
    if (stopped) {
      throw new CancellationException("nobody takes the rows any more");
    }
    try {
      queue.put(step);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while reading");
    }
  }

  private static RuntimeException thrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
