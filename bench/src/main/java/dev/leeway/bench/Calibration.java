package dev.leeway.bench;

import dev.leeway.core.drift.DriftDetection;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.SchemaInference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How often the calibrated rule raises a false alarm, and what it finds: both by simulation, on
/// data sets of 20 columns drawn anew for every repetition.
public final class Calibration {

  /// Columns of a simulated data set.
  public static final int COLUMNS = 20;

  /// One setting of the false-alarm simulation.
  public record Cell(Population population, int referenceRows, int currentRows, int pairs) {}

  /// What a cell came to.
  ///
  /// @param flagged pairs of unchanged data sets with at least one column flagged by the rule
  /// @param textbookFlagged the same for p < 0.05 alone
  public record Outcome(Cell cell, int flagged, int textbookFlagged) {

    /// Share of pairs with a false alarm.
    public double rate() {
      return (double) flagged / cell.pairs();
    }

    /// 5 % and three standard errors of its estimate.
    public double bound() {
      return 0.05 + 3 * Math.sqrt(0.05 * 0.95 / cell.pairs());
    }

    /// Whether the rate is within the bound.
    public boolean held() {
      return rate() <= bound();
    }
  }

  private Calibration() {}

  /// Runs one cell on all cores; the result depends on `seed` only.
  public static Outcome falseAlarms(Cell cell, long seed) {
    long[] flagged =
        IntStream.range(0, cell.pairs())
            .parallel()
            .mapToObj(pair -> falseAlarm(cell, seed + pair))
            .collect(
                () -> new long[2],
                (sum, one) -> {
                  sum[0] += one[0];
                  sum[1] += one[1];
                },
                (a, b) -> {
                  a[0] += b[0];
                  a[1] += b[1];
                });
    return new Outcome(cell, Math.toIntExact(flagged[0]), Math.toIntExact(flagged[1]));
  }

  /// Neighbouring seeds must not give overlapping sequences, which those of a SplittableRandom
  /// would be if seeds were multiples of its increment.
  private static SplittableRandom generator(long seed) {
    return new SplittableRandom(new SplittableRandom(seed).nextLong());
  }

  private static long[] falseAlarm(Cell cell, long seed) {
    SplittableRandom random = generator(seed);
    Batch reference = draw(cell.population(), cell.referenceRows(), random);
    Batch current = draw(cell.population(), cell.currentRows(), random);
    DriftResult result = compare(reference, current);
    return new long[] {result.drifted().isEmpty() ? 0 : 1, result.alone() == 0 ? 0 : 1};
  }

  /// Share of `pairs` in which a shift of `shift` standard deviations in one of `columns` normal
  /// columns is found in that column.
  public static double power(
      int columns, int referenceRows, int currentRows, double shift, int pairs, long seed) {
    long found =
        IntStream.range(0, pairs)
            .parallel()
            .filter(pair -> finds(columns, referenceRows, currentRows, shift, seed + pair))
            .count();
    return (double) found / pairs;
  }

  private static boolean finds(
      int columns, int referenceRows, int currentRows, double shift, long seed) {
    SplittableRandom random = generator(seed);
    Batch reference = draw(Population.NORMAL, columns, referenceRows, random);
    Batch current = draw(Population.NORMAL, columns, currentRows, random);
    NumericData shifted = (NumericData) current.columns().get(0);
    for (int row = 0; row < shifted.size(); row++) {
      shifted.values()[row] += shift;
    }
    return compare(reference, current).columns().get(0).drifted();
  }

  private static DriftResult compare(Batch reference, Batch current) {
    Schema schema = SchemaInference.infer(reference, Map.of(), Map.of(), Set.of());
    Reference profiled = Reference.of(schema, reference);
    var builder = profiled.newProfile();
    builder.add(current);
    return DriftDetection.compare(profiled, builder.build(), current, DriftPolicy.calibrated());
  }

  private static Batch draw(Population population, int rows, SplittableRandom random) {
    return draw(population, COLUMNS, rows, random);
  }

  private static Batch draw(Population population, int columns, int rows, SplittableRandom random) {
    List<String> names = new ArrayList<>();
    List<ColumnData> data = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      names.add("x" + column);
      data.add(population.draw(rows, random));
    }
    return new Batch(names, data, rows);
  }

  /// The full table of the design: every population, 100 to 100,000 rows against 2,000 and 100,000.
  static List<Cell> cells(int pairs, int pairsOfLarge) {
    List<Cell> cells = new ArrayList<>();
    for (int referenceRows : new int[] {2_000, 100_000}) {
      for (int currentRows : new int[] {100, 1_000, 10_000, 100_000}) {
        boolean large = Math.max(referenceRows, currentRows) >= 100_000;
        for (Population population : Population.values()) {
          cells.add(new Cell(population, referenceRows, currentRows, large ? pairsOfLarge : pairs));
        }
      }
    }
    return cells;
  }

  /// `calibration [PAIRS [PAIRS-AT-100K [REFERENCE [CURRENT]]]]`: prints the tables as Markdown,
  /// with sizes only the cells of those; exit code 1 when a bound is broken.
  static int run(List<String> arguments) {
    int pairs = argument(arguments, 0, 2_000);
    int large = argument(arguments, 1, Math.max(1, pairs / 4));
    int referenceRows = argument(arguments, 2, 0);
    int currentRows = argument(arguments, 3, 0);
    boolean held = true;
    System.out.println(
        "| population | reference | current | pairs | any of 20 flagged | bound | p < 0.05 alone |");
    System.out.println("|---|---:|---:|---:|---:|---:|---:|");
    for (Cell cell : cells(pairs, large)) {
      if ((referenceRows != 0 && cell.referenceRows() != referenceRows)
          || (currentRows != 0 && cell.currentRows() != currentRows)) {
        continue;
      }
      Outcome outcome = falseAlarms(cell, 20_261_123L);
      held &= outcome.held();
      System.out.println(
          String.format(
              Locale.ROOT,
              "| %s | %d | %d | %d | %.2f %%%s | %.2f %% | %.1f %% |",
              cell.population().title(),
              cell.referenceRows(),
              cell.currentRows(),
              cell.pairs(),
              100 * outcome.rate(),
              outcome.held() ? "" : " **broken**",
              100 * outcome.bound(),
              100.0 * outcome.textbookFlagged() / cell.pairs()));
    }
    if (referenceRows != 0) {
      return held ? 0 : 1;
    }
    System.out.println();
    System.out.println("| shift in one of 50 normal columns, 1,000 rows against 2,000 | found |");
    System.out.println("|---:|---:|");
    for (double shift : new double[] {0.1, 0.15, 0.2, 0.25, 0.3, 0.4}) {
      double power = power(50, 2_000, 1_000, shift, pairs, 7L);
      System.out.println(String.format(Locale.ROOT, "| %.2f sd | %.1f %% |", shift, 100 * power));
    }
    return held ? 0 : 1;
  }

  private static int argument(List<String> arguments, int at, int otherwise) {
    return arguments.size() > at ? Integer.parseInt(arguments.get(at)) : otherwise;
  }
}
