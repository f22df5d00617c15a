package dev.leeway.bench;

import dev.leeway.core.concept.ConceptDetection;
import dev.leeway.core.concept.ConceptDrift;
import dev.leeway.core.concept.ConceptPolicy;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.Reference;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How often concept drift is found where there is none, with and without a drift of the inputs,
/// and how often where there is: by simulation.
public final class ConceptCalibration {

  /// One setting.
  ///
  /// @param shift standard deviations by which an input that matters is shifted
  /// @param change what is added to the log odds of half of the rows; 0 for no concept drift
  public record Cell(
      ConceptWorld world,
      int referenceRows,
      int currentRows,
      double shift,
      double change,
      int pairs) {}

  /// What a cell came to.
  ///
  /// @param drifted pairs found to have drifted
  /// @param plain pairs in which the labels within a feature's bins moved, whatever explains it
  /// @param significant pairs in which a deciding test was significant, whatever its effect
  public record Outcome(Cell cell, int drifted, int plain, int significant) {

    /// Share of pairs found to have drifted.
    public double rate() {
      return (double) drifted / cell.pairs();
    }

    /// 5 % and three standard errors of its estimate.
    public double bound() {
      return 0.05 + 3 * Math.sqrt(0.05 * 0.95 / cell.pairs());
    }
  }

  private ConceptCalibration() {}

  /// Runs one cell on all cores; the result depends on `seed` only.
  public static Outcome run(Cell cell, long seed) {
    int[] counts =
        IntStream.range(0, cell.pairs())
            .parallel()
            .mapToObj(pair -> compare(cell, seed + pair))
            .map(drift -> new int[] {drift.drifted() ? 1 : 0, moved(drift), significant(drift)})
            .reduce(new int[3], (a, b) -> new int[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]});
    return new Outcome(cell, counts[0], counts[1], counts[2]);
  }

  private static ConceptDrift compare(Cell cell, long seed) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong());
    Batch before = cell.world().draw(cell.referenceRows(), 0, 0, random);
    Batch now = cell.world().draw(cell.currentRows(), cell.shift(), cell.change(), random);
    Reference reference = Reference.of(ConceptWorld.schema(cell.world()), before);
    Task task = cell.world() == ConceptWorld.NUMBER ? Task.REGRESSION : Task.CLASSIFICATION;
    return ConceptDetection.compare(reference, before, now, task, null, ConceptPolicy.calibrated());
  }

  private static int moved(ConceptDrift drift) {
    boolean moved =
        drift.features().stream()
            .anyMatch(feature ->
                feature.plain() != null
                    && feature.plain().q() <= 0.05
                    && feature.plain().effect() >= 0.05);
    return moved ? 1 : 0;
  }

  private static int significant(ConceptDrift drift) {
    boolean joint = drift.joint() != null && drift.joint().q() <= 0.05;
    boolean feature =
        drift.features().stream().anyMatch(f -> f.adjusted() != null && f.adjusted().q() <= 0.05);
    return joint || feature ? 1 : 0;
  }

  /// `concept [PAIRS]`: prints the tables as Markdown; exit code 1 when a bound is broken.
  static int run(List<String> arguments) {
    int pairs = arguments.isEmpty() ? 400 : Integer.parseInt(arguments.get(0));
    int[][] sizes = {{200, 200}, {2_000, 200}, {2_000, 2_000}, {20_000, 2_000}, {20_000, 20_000}};
    System.out.println(
        "| labels | reference | current | inputs shifted | log odds changed | pairs | drifted |"
            + " plain moved | significant |");
    System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    boolean held = true;
    for (double[] setting : new double[][] {{0, 0}, {0.5, 0}, {1, 0}, {0, 1}, {0, 3}, {1, 3}}) {
      for (ConceptWorld world : ConceptWorld.values()) {
        for (int[] size : sizes) {
          int number = Math.max(20, size[0] > 2_000 ? pairs / 4 : pairs);
          Cell cell = new Cell(world, size[0], size[1], setting[0], setting[1], number);
          Outcome outcome = run(cell, 1);
          held &= setting[1] != 0 || outcome.rate() <= outcome.bound();
          System.out.printf(
              Locale.ROOT,
              "| %s | %,d | %,d | %.1f sd | %.1f | %,d | %.1f %% | %.1f %% | %.1f %% |%n",
              world.title(),
              size[0],
              size[1],
              setting[0],
              setting[1],
              number,
              100 * outcome.rate(),
              100.0 * outcome.plain() / number,
              100.0 * outcome.significant() / number);
        }
      }
    }
    return held ? 0 : 1;
  }
}
