package dev.leeway.bench;

import dev.leeway.app.server.log.LogOptions;
import dev.leeway.app.server.log.SegmentLog;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// `./dev bench faults [KILLS] [FOLDER]`: a process appends to a log from several threads and
/// prints each record that was acknowledged; it is killed by `kill -9` at a random moment; then
/// every record it printed must be in the log, once, at the offset it printed, and in order for
/// each thread. The log is kept from kill to kill.
public final class LogFaults {

  /// What the kills showed.
  record Outcome(int kills, long acknowledged, long found, long torn) {}

  /// So small that segments end in the middle of things.
  private static final LogOptions OPTIONS =
      LogOptions.DEFAULT.withMaxPayloadBytes(30_000).withSegmentBytes(200_000);

  private static final int THREADS = 6;

  private LogFaults() {}

  static int run(List<String> arguments) {
    int kills = arguments.isEmpty() ? 50 : Integer.parseInt(arguments.getFirst());
    try {
      Path parent = arguments.size() > 1 ? Path.of(arguments.get(1)) : Path.of("").toAbsolutePath();
      Path folder = Files.createTempDirectory(parent, "log-faults");
      try {
        Outcome outcome = killRepeatedly(folder, kills, 1);
        System.out.println(outcome);
        return 0;
      } finally {
        LogBench.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Throws if a record that was acknowledged is not where it should be.
  static Outcome killRepeatedly(Path folder, int kills, long seed)
      throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    long acknowledged = 0;
    long found = 0;
    long torn = 0;
    for (int kill = 0; kill < kills; kill++) {
      Map<String, Long> printed = killOnce(folder, kill, random);
      try (SegmentLog log = SegmentLog.open(folder, OPTIONS)) {
        torn += log.recovery().bytesDropped() > 0 ? 1 : 0;
        found += check(log, kill, printed);
        acknowledged += printed.size();
        if (random.nextInt(4) == 0) {
          log.truncateBefore(log.durableEnd());
        }
      }
    }
    return new Outcome(kills, acknowledged, found, torn);
  }

  /// The records that were printed as acknowledged, with their offsets.
  private static Map<String, Long> killOnce(Path folder, int round, SplittableRandom random)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                place(SegmentLog.class) + File.pathSeparator + place(LogFaults.class),
                LogFaults.class.getName(),
                folder.toString(),
                "" + round)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<String, Long> printed = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      int until = random.nextInt(1, 400);
      long pause = random.nextLong(20_000_000);
      String line = lines.readLine();
      while (line != null) {
        String[] words = line.split(" ", -1);
        // The last line may be cut off.
        if (words.length == 4 && words[3].equals(".")) {
          printed.put(words[0] + " " + words[1], Long.parseLong(words[2]));
        }
        if (printed.size() == until) {
          TimeUnit.NANOSECONDS.sleep(pause);
          // By its handle: the process itself would close the stream before all of it is read.
          process.toHandle().destroyForcibly();
        }
        line = lines.readLine();
      }
    }
    process.waitFor();
    if (printed.isEmpty()) {
      throw new IllegalStateException("The process ended before it acknowledged anything");
    }
    return printed;
  }

  private static long check(SegmentLog log, int round, Map<String, Long> printed) {
    Map<String, Long> found = new HashMap<>();
    Map<String, Integer> last = new HashMap<>();
    log.read(
        log.firstOffset(),
        (offset, type, payload) -> {
          String[] words = StandardCharsets.US_ASCII.decode(payload).toString().split(" ", 4);
          if (Integer.parseInt(words[0]) == round) {
            int number = Integer.parseInt(words[2]);
            require(found.put(words[1] + " " + number, offset) == null, "twice: ", words[2]);
            int before = last.getOrDefault(words[1], -1);
            require(number == before + 1, "out of order after " + before + ": ", words[2]);
            last.put(words[1], number);
          }
        });
    printed.forEach((record, offset) ->
        require(offset.equals(found.get(record)), "not at offset " + offset + ": ", record));
    return found.size();
  }

  private static void require(boolean condition, String problem, String record) {
    if (!condition) {
      throw new IllegalStateException(problem + record);
    }
  }

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The process that is killed: a folder and the number of the round. Writes until then.
  public static void main(String[] arguments) throws InterruptedException {
    int round = Integer.parseInt(arguments[1]);
    SegmentLog log = SegmentLog.open(Path.of(arguments[0]), OPTIONS);
    for (int thread = 0; thread < THREADS; thread++) {
      int name = thread;
      Thread.ofPlatform().start(() -> append(log, round, name));
    }
    // Nobody's child writes for ever.
    TimeUnit.SECONDS.sleep(60);
    System.exit(1);
  }

  private static void append(SegmentLog log, int round, int thread) {
    SplittableRandom random = new SplittableRandom(31L * round + thread);
    try {
      for (int number = 0; true; number++) {
        byte[] payload = new byte[random.nextInt(30, 20_000)];
        byte[] words =
            (round + " " + thread + " " + number + " ").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer.wrap(payload).put(words);
        long offset = log.append((byte) 1, payload).await();
        byte[] line =
            (thread + " " + number + " " + offset + " .\n").getBytes(StandardCharsets.US_ASCII);
        System.out.write(line, 0, line.length);
        System.out.flush();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
