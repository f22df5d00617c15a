package dev.leeway.bench;

import dev.leeway.core.performance.Degradation;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.performance.RegressionState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How often a loss of a model that answers numbers is confirmed: when its errors are as before, of
/// light and of heavy tails, and when they grew by a factor.
public final class LossCalibration {

  /// What errors are drawn from; all symmetric about 0.
  public enum Errors {
    NORMAL("normal", 1) {
      @Override
      double draw(SplittableRandom random) {
        return random.nextGaussian();
      }
    },
    STUDENT_T3("Student t, 3 degrees of freedom", Math.sqrt(3)) {
      @Override
      double draw(SplittableRandom random) {
        double squares = 0;
        for (int degree = 0; degree < 3; degree++) {
          double normal = random.nextGaussian();
          squares += normal * normal;
        }
        return random.nextGaussian() / Math.sqrt(squares / 3);
      }
    },
    LOGNORMAL("lognormal, σ = 1", Math.E) {
      @Override
      double draw(SplittableRandom random) {
        return (random.nextBoolean() ? 1 : -1) * Math.exp(random.nextGaussian());
      }
    };

    private final String title;
    private final double rootMeanSquare;

    Errors(String title, double rootMeanSquare) {
      this.title = title;
      this.rootMeanSquare = rootMeanSquare;
    }

    abstract double draw(SplittableRandom random);
  }

  /// One setting.
  ///
  /// @param rise the factor by which the current errors are larger; 1 when nothing changed
  public record Cell(Errors errors, int referenceRows, int currentRows, double rise, int pairs) {}

  /// What a cell came to: in how many pairs a loss was confirmed.
  ///
  /// @param confirmed by metric
  /// @param byStandardErrors of RMSE, if the two standard errors alone were asked
  public record Outcome(Cell cell, Map<Metric, Integer> confirmed, int byStandardErrors) {

    /// The share of pairs in which the metric's loss was confirmed.
    public double rate(Metric metric) {
      return confirmed.getOrDefault(metric, 0) / (double) cell.pairs();
    }

    /// 5 % and three standard errors of its estimate.
    public double bound() {
      return 0.05 + 3 * Math.sqrt(0.05 * 0.95 / cell.pairs());
    }

    /// Whether no metric's rate is above the bound.
    public boolean held() {
      return METRICS.stream().allMatch(metric -> rate(metric) <= bound());
    }
  }

  private static final List<Metric> METRICS = List.of(Metric.RMSE, Metric.MAE, Metric.R2);

  private static final int[][] SIZES = {
    {500, 50}, {500, 74}, {500, 200}, {500, 1000}, {500, 2000},
    {5000, 50}, {5000, 74}, {5000, 200}, {5000, 1000}, {5000, 2000},
  };

  private LossCalibration() {}

  /// Runs a cell on all cores; the result depends on `seed` only.
  public static Outcome run(Cell cell, long seed) {
    List<boolean[]> found =
        IntStream.range(0, cell.pairs())
            .parallel()
            .mapToObj(pair -> pair(cell, new SplittableRandom(seed + pair).split()))
            .toList();
    Map<Metric, Integer> confirmed = new EnumMap<>(Metric.class);
    int alone = 0;
    for (boolean[] pair : found) {
      for (int metric = 0; metric < METRICS.size(); metric++) {
        confirmed.merge(METRICS.get(metric), pair[metric] ? 1 : 0, Integer::sum);
      }
      alone += pair[METRICS.size()] ? 1 : 0;
    }
    return new Outcome(cell, confirmed, alone);
  }

  private static boolean[] pair(Cell cell, SplittableRandom random) {
    RegressionState reference = draw(cell.errors(), cell.referenceRows(), 1, random);
    RegressionState current = draw(cell.errors(), cell.currentRows(), cell.rise(), random);
    boolean[] confirmed = new boolean[METRICS.size() + 1];
    for (int metric = 0; metric < METRICS.size(); metric++) {
      Metric of = METRICS.get(metric);
      confirmed[metric] =
          Degradation.between(reference.metric(of), current.metric(of))
              .map(loss ->
                  switch (loss.state()) {
                    case CONFIRMED, CRITICAL -> true;
                    case NONE, PENDING -> false;
                  })
              .orElse(false);
    }
    confirmed[METRICS.size()] =
        isConfirmedByStandardErrors(reference.metric(Metric.RMSE), current.metric(Metric.RMSE));
    return confirmed;
  }

  private static boolean isConfirmedByStandardErrors(MetricValue reference, MetricValue current) {
    Double before = reference.value();
    Double now = current.value();
    Double beforeError = reference.standardError();
    Double nowError = current.standardError();
    return before != null
        && now != null
        && beforeError != null
        && nowError != null
        && now - before > 1.645 * Math.hypot(beforeError, nowError);
  }

  /// Rows whose predictions explain 80 % of the actual values' variance.
  private static RegressionState draw(
      Errors errors, int rows, double rise, SplittableRandom random) {
    RegressionState.Recorder recorder = new RegressionState.Recorder();
    for (int row = 0; row < rows; row++) {
      double predicted = 2 * errors.rootMeanSquare * random.nextGaussian();
      recorder.add(predicted + rise * errors.draw(random), predicted);
    }
    return recorder.snapshot();
  }

  private static List<Cell> cells(int pairs) {
    List<Cell> cells = new ArrayList<>();
    for (Errors errors : Errors.values()) {
      for (int[] size : SIZES) {
        cells.add(new Cell(errors, size[0], size[1], 1, pairs));
      }
      for (int reference : new int[] {500, 5000}) {
        for (double rise : new double[] {1.1, 1.2}) {
          cells.add(new Cell(errors, reference, 1000, rise, pairs));
        }
      }
    }
    return cells;
  }

  /// `losses [PAIRS]`: prints the table as Markdown; exit code 1 when a bound is broken.
  static int run(List<String> arguments) {
    int pairs = arguments.isEmpty() ? 2_000 : Integer.parseInt(arguments.get(0));
    boolean held = true;
    System.out.println(
        "| errors | reference | current | grown by | RMSE | RMSE by standard errors | MAE | R² |");
    System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
    for (Cell cell : cells(pairs)) {
      Outcome outcome = run(cell, 20_261_125L);
      boolean isUnchanged = cell.rise() == 1;
      held &= !isUnchanged || outcome.held();
      System.out.println(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %,d | %.0f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %%%s |",
              cell.errors().title,
              cell.referenceRows(),
              cell.currentRows(),
              100 * (cell.rise() - 1),
              100 * outcome.rate(Metric.RMSE),
              100.0 * outcome.byStandardErrors() / cell.pairs(),
              100 * outcome.rate(Metric.MAE),
              100 * outcome.rate(Metric.R2),
              isUnchanged && !outcome.held() ? " **broken**" : ""));
    }
    return held ? 0 : 1;
  }
}
