package dev.leeway.app.table;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs the library where it can be left alone: a file that makes it fail, or run in circles, is a
/// sentence all the same.
final class ParquetWatch {

  /// How long the library may neither read from the file nor hand out rows.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// What reads the file.
  @FunctionalInterface
  interface Reading {
    void run() throws IOException;
  }

  private ParquetWatch() {}

  static void over(Path file, ParquetInput input, Reading reading) throws IOException {
    over(file, input, reading, PATIENCE);
  }

  static void over(Path file, ParquetInput input, Reading reading, Duration patience)
      throws IOException {
    FutureTask<Boolean> task =
        new FutureTask<>(() -> {
          reading.run();
          return true;
        });
    Thread thread = new Thread(task, "parquet " + input.name());
    thread.setDaemon(true); // so that the program can end without it
    thread.start();
    try {
      await(file, input, task, patience);
    } catch (ExecutionException e) {
      throw explained(file, Objects.requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DataException.in(file, "was being read when the program was stopped");
    }
  }

  private static void await(
      Path file, ParquetInput input, FutureTask<Boolean> task, Duration patience)
      throws ExecutionException, InterruptedException {
    long seen = -1;
    while (true) {
      long now = input.activity();
      if (now == seen) {
        throw ParquetFile.damaged(
            file, "nothing could be read from it for %d s".formatted(patience.toSeconds()));
      }
      seen = now;
      try {
        task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException ignored) {
        // the next turn sees whether anything happened meanwhile
      }
    }
  }

  private static RuntimeException explained(Path file, Throwable failure) throws IOException {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataException ours) {
        return ours;
      }
      if (cause instanceof OutOfMemoryError full) {
        throw full;
      }
      root = cause;
    }
    String message = root instanceof IOException ? root.getMessage() : null;
    DataException damaged =
        ParquetFile.damaged(
            file,
            message == null
                ? "it cannot be decoded (%s)".formatted(root.getClass().getSimpleName())
                : message.strip());
    damaged.initCause(failure);
    return damaged;
  }
}
