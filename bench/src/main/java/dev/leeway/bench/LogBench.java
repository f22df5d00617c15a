package dev.leeway.bench;

import dev.leeway.app.server.log.LogOptions;
import dev.leeway.app.server.log.SegmentLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// `./dev bench log [SECONDS] [FOLDER]`: how many batches of 100 rows, 20 kB each, a log makes
/// durable with 1, 8 and 64 appenders that each wait for their answer, how long they wait, and how
/// fast the log is opened and read again. The disk decides, so a plain write and force of the same
/// bytes stands beside it.
final class LogBench {

  private static final int BATCH_BYTES = 20_000;
  private static final int ROWS = 100;

  private LogBench() {}

  static int run(List<String> arguments) {
    int seconds = arguments.isEmpty() ? 5 : Integer.parseInt(arguments.getFirst());
    try {
      Path parent = arguments.size() > 1 ? Path.of(arguments.get(1)) : Path.of("").toAbsolutePath();
      Path folder = Files.createTempDirectory(parent, "log-bench");
      try {
        run(folder, seconds);
      } finally {
        delete(folder);
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(Path folder, int seconds)
      throws IOException, InterruptedException, ExecutionException {
    byte[] batch = new byte[BATCH_BYTES];
    new SplittableRandom(1).nextBytes(batch);
    System.out.println("appenders   batches/s      rows/s    MB/s   p50 ms   p99 ms");
    plain(folder.resolve("plain"), batch, seconds);
    for (int appenders : new int[] {1, 8, 64}) {
      Path log = folder.resolve("log" + appenders);
      append(log, batch, 1, 1);
      append(log, batch, appenders, seconds);
    }
    replay(folder.resolve("log64"));
  }

  private static void plain(Path file, byte[] batch, int seconds) throws IOException {
    List<Long> waits = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
        channel.write(ByteBuffer.wrap(batch));
        channel.force(false);
        waits.add(System.nanoTime() - now);
      }
    }
    print("plain", waits, seconds);
    Files.delete(file);
  }

  private static void append(Path folder, byte[] batch, int appenders, int seconds)
      throws InterruptedException, ExecutionException {
    List<Long> waits = new ArrayList<>();
    try (SegmentLog log = SegmentLog.open(folder, LogOptions.DEFAULT);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long end = System.nanoTime() + seconds * 1_000_000_000L;
      List<Future<List<Long>>> results = new ArrayList<>();
      for (int i = 0; i < appenders; i++) {
        results.add(
            threads.submit(() -> {
              List<Long> own = new ArrayList<>();
              for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                log.append((byte) 1, batch).await();
                own.add(System.nanoTime() - now);
              }
              return own;
            }));
      }
      for (Future<List<Long>> result : results) {
        waits.addAll(result.get());
      }
    }
    print(seconds == 1 && appenders == 1 ? "(warm-up)" : "" + appenders, waits, seconds);
  }

  private static void print(String name, List<Long> waits, int seconds) {
    long[] sorted = waits.stream().mapToLong(wait -> wait).toArray();
    Arrays.sort(sorted);
    double rate = (double) sorted.length / seconds;
    System.out.printf(
        "%9s %11.0f %11.0f %7.0f %8.2f %8.2f%n",
        name,
        rate,
        rate * ROWS,
        rate * BATCH_BYTES / 1e6,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6);
  }

  private static void replay(Path folder) {
    for (int round = 0; round < 2; round++) {
      long start = System.nanoTime();
      try (SegmentLog log = SegmentLog.open(folder, LogOptions.DEFAULT)) {
        long opened = System.nanoTime();
        long[] bytes = {0};
        log.read(0, (offset, type, payload) -> bytes[0] += payload.remaining());
        long read = System.nanoTime();
        System.out.printf(
            "%.0f MB: opened and checked at %.0f MB/s, replayed at %.0f MB/s%n",
            bytes[0] / 1e6, bytes[0] * 1e3 / (opened - start), bytes[0] * 1e3 / (read - opened));
      }
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
