package dev.leeway.bench;

import dev.leeway.core.concept.ConceptDetection;
import dev.leeway.core.concept.ConceptDrift;
import dev.leeway.core.concept.ConceptPolicy;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.Reference;
import java.util.ArrayList;
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
  /// @param slight pairs whose change is sure and below the floor
  /// @param inconclusive pairs whose inputs overlap too little to be judged
  /// @param plain pairs in which the labels within a feature's bins moved, whatever explains it
  public record Outcome(Cell cell, int drifted, int slight, int inconclusive, int plain) {

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
            .map(drift ->
                new int[] {
                  drift.drifted() ? 1 : 0,
                  drift.slight() ? 1 : 0,
                  drift.verdict() == Verdict.INCONCLUSIVE ? 1 : 0,
                  moved(drift)
                })
            .reduce(
                new int[4],
                (a, b) -> new int[] {a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]});
    return new Outcome(cell, counts[0], counts[1], counts[2], counts[3]);
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

  /// The settings of the documentation, with a number of pairs relative to `pairs`: unchanged data,
  /// a drift of the inputs, and another relation.
  static List<Cell> cells(int pairs) {
    List<Cell> cells = new ArrayList<>();
    for (ConceptWorld world : ConceptWorld.values()) {
      cells.add(new Cell(world, 200, 200, 0, 0, pairs));
      cells.add(new Cell(world, 200, 200, 1, 0, pairs));
      cells.add(new Cell(world, 2_000, 200, 0, 0, pairs));
      cells.add(new Cell(world, 2_000, 1_000, 1, 0, pairs / 2));
      cells.add(new Cell(world, 2_000, 2_000, 0, 0, pairs / 2));
      cells.add(new Cell(world, 2_000, 2_000, 0.5, 0, pairs / 2));
      cells.add(new Cell(world, 2_000, 2_000, 1, 0, pairs / 2));
      cells.add(new Cell(world, 200, 200, 1.5, 0, pairs));
      cells.add(new Cell(world, 2_000, 2_000, 1.5, 0, pairs / 2));
      cells.add(new Cell(world, 200, 200, 2, 0, pairs));
      cells.add(new Cell(world, 2_000, 2_000, 2, 0, pairs / 2));
      cells.add(new Cell(world, 20_000, 20_000, 1, 0, pairs / 10));
      cells.add(new Cell(world, 2_000, 500, 0, 1, pairs / 4));
      cells.add(new Cell(world, 2_000, 2_000, 0, 1, pairs / 4));
      cells.add(new Cell(world, 2_000, 500, 0.5, 3, pairs / 4));
      cells.add(new Cell(world, 2_000, 2_000, 1.5, 3, pairs / 4));
    }
    return cells;
  }

  /// `concept [PAIRS]`: prints the table as Markdown; exit code 1 when a bound is broken.
  static int run(List<String> arguments) {
    int pairs = arguments.isEmpty() ? 400 : Integer.parseInt(arguments.get(0));
    if (pairs < 10) {
      System.err.println("pairs must be at least 10, was " + pairs);
      return 2;
    }
    System.out.println(
        "| labels | reference | current | inputs shifted | relation changed | pairs | found | bound"
            + " | slight | not judged | plain |");
    System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    boolean held = true;
    for (Cell cell : cells(pairs)) {
      Outcome outcome = run(cell, 1);
      boolean unchanged = cell.change() == 0;
      held &= !unchanged || outcome.rate() <= outcome.bound();
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %,d | %.1f sd | %.1f | %,d | %.1f %% | %s | %.1f %% | %.1f %% | %.1f %% |%n",
          cell.world().title(),
          cell.referenceRows(),
          cell.currentRows(),
          cell.shift(),
          cell.change(),
          cell.pairs(),
          100 * outcome.rate(),
          unchanged ? String.format(Locale.ROOT, "%.1f %%", 100 * outcome.bound()) : "",
          100.0 * outcome.slight() / cell.pairs(),
          100.0 * outcome.inconclusive() / cell.pairs(),
          100.0 * outcome.plain() / cell.pairs());
    }
    return held ? 0 : 1;
  }
}
