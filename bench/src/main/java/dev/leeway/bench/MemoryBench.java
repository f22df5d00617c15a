package dev.leeway.bench;

import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.DriftDetection;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.drift.Method;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.ProfileBuilder;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// How long it takes to compare a window in memory with a reference that is known: for every column
/// the exact Kolmogorov–Smirnov statistic and Wasserstein distance, PSI and Jensen–Shannon, on all
/// processors; and how often the same memory could be read meanwhile.
final class MemoryBench {

  private static final int REPETITIONS = 7;
  private static final double MOST_SECONDS = 1;
  private static final double MOST_READS = 30;
  private static final int REFERENCE_ROWS = 100_000;

  private MemoryBench() {}

  /// `memory [ROWS COLUMNS]`, 1,000,000 × 100 without; exit code 1 when the medians miss the
  /// target.
  static int run(List<String> arguments) {
    int rows = arguments.isEmpty() ? 1_000_000 : Integer.parseInt(arguments.get(0));
    int columns = arguments.size() < 2 ? 100 : Integer.parseInt(arguments.get(1));
    List<Reference> references = parallel(columns, column -> reference(column));
    List<Batch> windows = parallel(columns, column -> batch(column, rows, 2));
    double[] reads = new double[REPETITIONS];
    double[] compares = new double[REPETITIONS];
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      long start = System.nanoTime();
      double sum =
          parallel(columns, column -> sum(windows.get(column))).stream()
              .mapToDouble(Double::doubleValue)
              .sum();
      long read = System.nanoTime();
      List<DriftResult> results =
          parallel(columns, column -> compare(references.get(column), windows.get(column)));
      long compared = System.nanoTime();
      requireAll(results, sum);
      reads[repetition] = 1e-9 * (read - start);
      compares[repetition] = 1e-9 * (compared - read);
    }
    double read = median(reads);
    double compare = median(compares);
    System.out.println("| rows | columns | read once | compare | reads | target |");
    System.out.println("|---:|---:|---:|---:|---:|---|");
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %,d | %d | %.3f s | %.3f s | %.1f | %.0f s, %.0f reads |",
            rows,
            columns,
            read,
            compare,
            compare / read,
            MOST_SECONDS,
            MOST_READS));
    return compare <= MOST_SECONDS && compare <= MOST_READS * read ? 0 : 1;
  }

  private interface Column<T> {
    T at(int column);
  }

  private static <T> List<T> parallel(int columns, Column<T> work) {
    return IntStream.range(0, columns).parallel().mapToObj(work::at).toList();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Reference reference(int column) {
    return Reference.of(
        new Schema(List.of(new ColumnSpec("x", Kind.NUMERIC, Role.FEATURE, "simulated"))),
        batch(column, REFERENCE_ROWS, 1));
  }

  /// A quarter each normal, lognormal, with atoms, and far from 0; every fifth has drifted.
  private static Batch batch(int column, int rows, long side) {
    SplittableRandom random = new SplittableRandom(1_000L * side + column);
    double shift = side == 2 && column % 5 == 0 ? 0.2 : 0;
    double[] values =
        DoubleStream.generate(() -> random.nextGaussian() + shift)
            .limit(rows)
            .map(value ->
                switch (column % 4) {
                  case 0 -> value;
                  case 1 -> Math.exp(2 * value);
                  case 2 -> Math.max(0, Math.rint(10 * value));
                  default -> 1e6 + value;
                })
            .toArray();
    List<ColumnData> data = List.of(NumericData.of(values));
    return new Batch(List.of("x"), data, rows);
  }

  private static double sum(Batch batch) {
    double[] values = ((NumericData) batch.columns().get(0)).values();
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int at = 0; at + 3 < values.length; at += 4) {
      a += values[at];
      b += values[at + 1];
      c += values[at + 2];
      d += values[at + 3];
    }
    return a + b + c + d;
  }

  private static DriftResult compare(Reference reference, Batch window) {
    ProfileBuilder builder = reference.newProfile();
    builder.add(window);
    return DriftDetection.compare(reference, builder.build(), window, DriftPolicy.calibrated());
  }

  /// That nothing was left out, and that the sum was computed.
  private static void requireAll(List<DriftResult> results, double sum) {
    List<Method> wanted =
        List.of(
            Method.KOLMOGOROV_SMIRNOV,
            Method.WASSERSTEIN,
            Method.POPULATION_STABILITY,
            Method.JENSEN_SHANNON);
    for (DriftResult result : results) {
      for (ColumnDrift column : result.columns()) {
        List<Method> found = new ArrayList<>();
        column.statistics().forEach(statistic -> found.add(statistic.method()));
        if (!found.containsAll(wanted) || Double.isNaN(sum)) {
          throw new IllegalStateException("not all was compared: " + found);
        }
      }
    }
  }
}
