package dev.leeway.bench;

import dev.leeway.core.anomaly.IsolationForest;
import dev.leeway.core.anomaly.RowShare;
import dev.leeway.core.anomaly.Scorer;
import dev.leeway.core.anomaly.UnusualSamples;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.SchemaInference;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Isolation forests: how often an unchanged batch is judged to have more unusual rows, what is
/// found, and how long rows take to score.
public final class Anomaly {

  private static final int COLUMNS = 6;

  private Anomaly() {}

  /// `anomaly [PAIRS]`: prints three tables as Markdown; exit code 1 when the false-alarm bound is
  /// broken. Without PAIRS, or with 0, the speed alone.
  static int run(List<String> arguments) {
    int pairs = arguments.isEmpty() ? 0 : Integer.parseInt(arguments.get(0));
    boolean held = pairs == 0 || falseAlarms(pairs);
    if (pairs > 0) {
      power(pairs);
    }
    speed();
    return held ? 0 : 1;
  }

  private static boolean falseAlarms(int pairs) {
    double bound =
        UnusualSamples.LEVEL
            + 3 * Math.sqrt(UnusualSamples.LEVEL * (1 - UnusualSamples.LEVEL) / pairs);
    boolean held = true;
    System.out.println(
        "| population | reference | current | pairs | judged increased | p <= 0.01 | bound |");
    System.out.println("|---|---:|---:|---:|---:|---:|---:|");
    for (Population population : Population.values()) {
      for (int referenceRows : new int[] {200, 2_000}) {
        for (int currentRows : new int[] {100, 1_000, 10_000}) {
          long[] found =
              count(
                  pairs,
                  seed -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    Batch reference = draw(population, COLUMNS, referenceRows, random);
                    Batch current = draw(population, COLUMNS, currentRows, random);
                    return judge(fit(reference, seed), current);
                  });
          double rate = (double) found[1] / pairs;
          held &= rate <= bound;
          System.out.println(
              String.format(
                  Locale.ROOT,
                  "| %s | %d | %d | %d | %.2f %% | %.2f %%%s | %.2f %% |",
                  population.title(),
                  referenceRows,
                  currentRows,
                  pairs,
                  100.0 * found[0] / pairs,
                  100 * rate,
                  rate <= bound ? "" : " **broken**",
                  100 * bound));
        }
      }
    }
    System.out.println();
    return held;
  }

  private static void power(int pairs) {
    System.out.println("| columns | odd columns in 50 of 1,000 rows | moved to | found |");
    System.out.println("|---:|---:|---:|---:|");
    for (int columns : new int[] {6, 12, 50}) {
      for (int odd : new int[] {1, 3}) {
        for (double to : new double[] {4, 6, 10, 1e6}) {
          long[] found =
              count(
                  pairs,
                  seed -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    Batch reference = draw(Population.NORMAL, columns, 2_000, random);
                    Batch current = draw(Population.NORMAL, columns, 1_000, random);
                    for (int column = 0; column < odd; column++) {
                      double[] values = ((NumericData) current.columns().get(column)).values();
                      for (int row = 0; row < 50; row++) {
                        values[row] = to;
                      }
                    }
                    return judge(fit(reference, seed), current);
                  });
          System.out.println(
              String.format(
                  Locale.ROOT,
                  "| %d | %d | %.0f sd | %.1f %% |",
                  columns,
                  odd,
                  to,
                  100.0 * found[0] / pairs));
        }
      }
    }
    System.out.println();
  }

  private interface Trial {
    UnusualSamples run(long seed);
  }

  /// Trials judged increased, and trials with p at or below the level.
  private static long[] count(int trials, Trial trial) {
    return IntStream.range(0, trials)
        .parallel()
        .mapToObj(number -> {
          UnusualSamples result = trial.run(new SplittableRandom(20_261_124L + number).nextLong());
          return new long[] {
            result.state() == UnusualSamples.State.INCREASED ? 1 : 0,
            result.p().orElseThrow().value() <= UnusualSamples.LEVEL ? 1 : 0
          };
        })
        .reduce(new long[2], (a, b) -> new long[] {a[0] + b[0], a[1] + b[1]});
  }

  /// The result without the worst rows, which take longer than all the rest.
  private static UnusualSamples judge(IsolationForest forest, Batch current) {
    Scorer scorer = forest.scorer(current);
    double threshold = forest.threshold();
    long unusual = Arrays.stream(scorer.scores()).filter(score -> score > threshold).count();
    return new UnusualSamples(
        new RowShare(unusual, current.rows()),
        forest.reference(),
        threshold,
        forest.features(),
        forest.leftOut(),
        scorer.absent(),
        forest.isConstant(),
        List.of());
  }

  /// In processor time, which other programs disturb less.
  private static void speed() {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    System.out.println("| rows | columns | fit | score | a row | 20 worst explained |");
    System.out.println("|---:|---:|---:|---:|---:|---:|");
    for (int columns : new int[] {12, 50}) {
      int rows = 12_000_000 / columns;
      SplittableRandom random = new SplittableRandom(1);
      Batch batch = draw(Population.NORMAL, columns, rows, random);
      String line = "";
      for (int repetition = 0; repetition < 3; repetition++) {
        long start = thread.getCurrentThreadCpuTime();
        IsolationForest forest = fit(batch, 1);
        long fitted = thread.getCurrentThreadCpuTime();
        Scorer scorer = forest.scorer(batch);
        double[] scores = scorer.scores();
        long scored = thread.getCurrentThreadCpuTime();
        int worst = UnusualSamples.of(scorer, scores).worst().size();
        long explained = thread.getCurrentThreadCpuTime();
        line =
            String.format(
                Locale.ROOT,
                "| %d | %d | %.2f s | %.2f s | %.2f us | %d in %.2f s |",
                rows,
                columns,
                1e-9 * (fitted - start),
                1e-9 * (scored - fitted),
                1e-3 * (scored - fitted) / rows,
                worst,
                1e-9 * (explained - scored));
      }
      System.out.println(line);
    }
  }

  private static IsolationForest fit(Batch reference, long seed) {
    Schema schema = SchemaInference.infer(reference, Map.of(), Map.of(), Set.of());
    return IsolationForest.fit(schema, reference, seed);
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
}
