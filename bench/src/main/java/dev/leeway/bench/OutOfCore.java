package dev.leeway.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Time and memory of `leeway check` on files that are larger than memory.
///
/// `out-of-core [ROWS] [parquet | csv] [HEAP] [COLUMNS] [DIR]`: generates a reference and current
/// data, runs the program on them with that heap, prints time, rows a second, the largest heap
/// after a collection and the peak of resident memory, and deletes the data. Defaults: 1,000,000
/// rows, parquet, 512m, 100 columns, the folder for temporary files. `./leeway` must have been
/// built.
final class OutOfCore {

  /// Rows of a row group, as DuckDB writes them.
  private static final int GROUP = 122_880;

  private static final Pattern AFTER = Pattern.compile("Pause Full.*->(\\d+)M\\(");

  private final int rows;
  private final int columns;
  private final boolean parquet;
  private final Path folder;

  private OutOfCore(int rows, int columns, boolean parquet, Path folder) {
    this.rows = rows;
    this.columns = columns;
    this.parquet = parquet;
    this.folder = folder;
  }

  static int run(List<String> arguments) {
    int rows = arguments.isEmpty() ? 1_000_000 : Integer.parseInt(arguments.get(0));
    boolean parquet = arguments.size() < 2 || arguments.get(1).equals("parquet");
    String heap = arguments.size() < 3 ? "512m" : arguments.get(2);
    int columns = arguments.size() < 4 ? 100 : Integer.parseInt(arguments.get(3));
    try {
      Path folder =
          arguments.size() < 5
              ? Files.createTempDirectory("leeway-out-of-core")
              : Files.createDirectories(Path.of(arguments.get(4)));
      return new OutOfCore(rows, columns, parquet, folder).run(heap);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }

  private int run(String heap) throws IOException, InterruptedException {
    String ending = parquet ? ".parquet" : ".csv";
    Path reference = folder.resolve("reference" + ending);
    Path current = folder.resolve("current" + ending);
    Path log = folder.resolve("gc.log");
    try {
      long start = System.nanoTime();
      generate(reference, 1);
      generate(current, 2);
      System.out.printf(
          Locale.ROOT,
          "%,d rows x %d columns, %s, %,d MB a side, written in %.0f s%n",
          rows,
          columns,
          parquet ? "Parquet" : "CSV",
          Files.size(reference) >> 20,
          seconds(start));
      return check(heap, reference, current, log);
    } finally {
      for (Path file : List.of(reference, current, log)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private int check(String heap, Path reference, Path current, Path log)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap,
            "-XX:+UseParallelGC",
            "-Xlog:gc:file=" + log,
            "-jar",
            Path.of("app", "target", "leeway.jar").toString(),
            "check",
            "--reference",
            reference.toString(),
            "--current",
            current.toString(),
            "--label",
            "y",
            "--score",
            "score",
            "--config",
            "/dev/null",
            "--fail-on",
            "never");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    long resident = 0;
    while (process.isAlive()) {
      resident = Math.max(resident, residentKilobytes(process.pid()));
      Thread.sleep(50);
    }
    double seconds = seconds(start);
    long kept =
        Files.readAllLines(log).stream()
            .map(AFTER::matcher)
            .filter(Matcher::find)
            .mapToLong(found -> Long.parseLong(found.group(1)))
            .max()
            .orElse(0);
    System.out.printf(
        Locale.ROOT,
        "exit %d, %.1f s, %,.0f rows/s read, heap %s of which %d MB after a full collection at most,"
            + " resident %,d MB at most%n",
        process.exitValue(),
        seconds,
        3.0 * rows / seconds,
        heap,
        kept,
        resident >> 10);
    return process.exitValue();
  }

  private static long residentKilobytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException ignored) {
      return 0; // the process has ended, or this is no Linux
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private void generate(Path file, long seed) throws IOException {
    List<String> names = new ArrayList<>(List.of("y", "score"));
    IntStream.range(2, columns).forEach(column -> names.add("x" + column));
    SplittableRandom random = new SplittableRandom(seed);
    if (parquet) {
      try (PlainParquet out = new PlainParquet(file, names)) {
        for (int from = 0; from < rows; from += GROUP) {
          out.write(values(Math.min(GROUP, rows - from), random));
        }
      }
      return;
    }
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      out.write(String.join(",", names) + "\n");
      for (int from = 0; from < rows; from += GROUP / 10) {
        write(out, values(Math.min(GROUP / 10, rows - from), random));
      }
    }
  }

  private static void write(BufferedWriter out, double[][] values) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int row = 0; row < values[0].length; row++) {
      line.setLength(0);
      for (double[] column : values) {
        if (!line.isEmpty()) {
          line.append(',');
        }
        // six digits after the point, which is quicker than the shortest exact ones
        long millionths = Math.round(column[row] * 1e6);
        line.append(millionths < 0 ? "-" : "").append(Math.abs(millionths) / 1_000_000);
        line.append('.').append(1_000_000 + Math.abs(millionths) % 1_000_000);
        line.deleteCharAt(line.length() - 7);
      }
      out.append(line).append('\n');
    }
  }

  /// A label, a score that tells something of it, and features of four shapes.
  private double[][] values(int count, SplittableRandom random) {
    double[][] values = new double[columns][count];
    for (int row = 0; row < count; row++) {
      double score = Math.rint(random.nextDouble() * 1e4) / 1e4;
      values[0][row] = random.nextDouble() < score ? 1 : 0;
      values[1][row] = score;
      for (int column = 2; column < columns; column++) {
        double uniform = random.nextDouble();
        values[column][row] =
            switch (column % 4) {
              case 0 -> uniform;
              case 1 -> Math.floor(uniform * 12);
              case 2 -> uniform < 0.3 ? 0 : 1 / uniform;
              default -> uniform + random.nextDouble() + random.nextDouble();
            };
      }
    }
    return values;
  }
}
