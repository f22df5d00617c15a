package dev.leeway.core;

import dev.leeway.core.DataDrift.Inconclusive;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.Effect;
import dev.leeway.core.stats.BinnedDistance;
import dev.leeway.core.stats.ChiSquare;
import dev.leeway.core.stats.FalseDiscovery;
import dev.leeway.core.stats.KolmogorovSmirnov;
import dev.leeway.core.stats.PValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The rule that turns a batch and a [Baseline] into a verdict. Drift needs two things: chance does
/// not explain it at `significance`, and the share of mass moved, `effect = sqrt(max(0, D² −
/// E0[D²]))`, is at least [#SMALLEST_EFFECT]. D is the Kolmogorov–Smirnov statistic of a feature,
/// the total variation of predicted classes; E0 its value under no drift at these sizes.
///
/// @param significance of data drift, the false discovery rate over all features of a batch
///   (Benjamini & Hochberg, 1995), hence at most the chance that a quiet batch has any feature
///   flagged; of output drift, the chance that a quiet batch is flagged
/// @param seed of the resampling where classes are too rare for the chi-square distribution
record DriftRule(double significance, long seed) {

  /// What moves less of the mass is not worth an alarm, however many rows prove it.
  static final double SMALLEST_EFFECT = DriftPolicy.calibrated().effectFloor();

  DriftRule {
    if (!(significance > 0 && significance < 1)) {
      throw new IllegalArgumentException("significance must be in (0, 1), was " + significance);
    }
  }

  private record Tested(int column, double statistic, PValue p, double effect, int dropped) {}

  DataDrift data(Baseline baseline, double[][] rows) {
    List<Tested> tested = new ArrayList<>();
    List<Inconclusive> inconclusive = new ArrayList<>();
    for (int column = 0; column < baseline.features().size(); column++) {
      String name = baseline.features().get(column).name();
      double[] reference = baseline.sortedColumn(column);
      double[] current = Rows.sortedColumn(rows, column);
      if (reference.length == 0 || current.length == 0) {
        String where = reference.length == 0 ? "baseline" : "batch";
        inconclusive.add(new Inconclusive(name, column, "all values are NaN in the " + where));
      } else if (canNeverDrift(reference.length, current.length)) {
        inconclusive.add(
            new Inconclusive(
                name,
                column,
                "%d values against %d are too few to tell"
                    .formatted(current.length, reference.length)));
      } else {
        tested.add(test(column, reference, current, rows.length - current.length));
      }
    }
    return new DataDrift(verdicts(baseline, tested), inconclusive);
  }

  /// Whether even samples without overlap would have a p-value above the significance.
  private boolean canNeverDrift(int n, int m) {
    return KolmogorovSmirnov.pValue(1, n, m).value() > significance;
  }

  private static Tested test(int column, double[] reference, double[] current, int dropped) {
    int n = reference.length;
    int m = current.length;
    double statistic = KolmogorovSmirnov.statistic(reference, current);
    return new Tested(
        column,
        statistic,
        KolmogorovSmirnov.pValue(statistic, n, m),
        Effect.beyondChance(statistic, KolmogorovSmirnov.expectedSquare(n, m)),
        dropped);
  }

  private List<FeatureDrift> verdicts(Baseline baseline, List<Tested> tested) {
    List<PValue> q = FalseDiscovery.benjaminiHochberg(tested.stream().map(Tested::p).toList());
    List<FeatureDrift> verdicts = new ArrayList<>();
    for (int index = 0; index < tested.size(); index++) {
      Tested test = tested.get(index);
      verdicts.add(
          new FeatureDrift(
              baseline.features().get(test.column).name(),
              test.column,
              test.statistic,
              test.p,
              q.get(index),
              test.effect,
              test.dropped,
              isDrift(q.get(index), test.effect)));
    }
    return verdicts;
  }

  OutputDrift output(Baseline baseline, int[] predicted) {
    Map<Integer, Long> reference = baseline.predictedRows();
    Map<Integer, Long> current = Baseline.counts(predicted);
    Set<Integer> classes = new TreeSet<>(reference.keySet());
    classes.addAll(current.keySet());
    if (classes.size() == 1) {
      return new OutputDrift.Inconclusive(
          "only class %d was ever predicted, in the baseline and in the batch"
              .formatted(classes.iterator().next()));
    }
    long[] n = classes.stream().mapToLong(label -> reference.getOrDefault(label, 0L)).toArray();
    long[] m = classes.stream().mapToLong(label -> current.getOrDefault(label, 0L)).toArray();
    ChiSquare.Result result = ChiSquare.test(n, m, seed, significance);
    double variation = BinnedDistance.totalVariation(n, m);
    double effect =
        Effect.beyondChance(variation, BinnedDistance.expectedTotalVariationSquare(n, m));
    return new OutputDrift.Compared(
        result.statistic(), result.p(), effect, isDrift(result.p(), effect));
  }

  private boolean isDrift(PValue p, double effect) {
    return p.value() <= significance && effect >= SMALLEST_EFFECT;
  }
}
