package dev.leeway.core.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// Bootstrap intervals: how far a statistic would scatter over samples like this one, found by
/// drawing rows again with replacement. Draws depend on the seed alone.
///
/// A statistic is a function of the rows' indices, so that anything with rows can be resampled:
/// values, pairs, labels with predictions. It must be finite for every draw. Intervals throw
/// IllegalArgumentException for a confidence outside (0, 1), for no replicates, and for a number
/// that is not finite. Efron & Tibshirani (1993), An introduction to the bootstrap.
public final class Bootstrap {

  private Bootstrap() {}

  /// The statistic on `resamples` draws of `rows` rows each, in the order drawn; the array of
  /// indices is reused from draw to draw. O(rows · resamples), and the statistic as often.
  ///
  /// @throws IllegalArgumentException when `rows` or `resamples` is below 1
  public static double[] replicates(
      int rows, int resamples, long seed, ToDoubleFunction<int[]> statistic) {
    if (rows < 1 || resamples < 1) {
      throw new IllegalArgumentException(
          "rows and resamples must be at least 1, were " + rows + " and " + resamples);
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] drawn = new int[rows];
    double[] replicates = new double[resamples];
    for (int b = 0; b < resamples; b++) {
      for (int i = 0; i < rows; i++) {
        drawn[i] = random.nextInt(rows);
      }
      replicates[b] = statistic.applyAsDouble(drawn);
    }
    return replicates;
  }

  /// The statistic on all rows but one, for each row.
  ///
  /// @throws IllegalArgumentException when `rows` is below 2
  public static double[] leaveOneOut(int rows, ToDoubleFunction<int[]> statistic) {
    if (rows < 2) {
      throw new IllegalArgumentException("rows must be at least 2, were " + rows);
    }
    double[] without = new double[rows];
    int[] kept = new int[rows - 1];
    Arrays.setAll(kept, i -> i + 1);
    for (int left = 0; left < rows; left++) {
      without[left] = statistic.applyAsDouble(kept);
      if (left < rows - 1) {
        kept[left] = left;
      }
    }
    return without;
  }

  /// The middle `confidence` of the replicates, between their quantiles (type 7). First-order: it
  /// covers less than it says for small samples and skewed statistics.
  public static Interval percentile(double[] replicates, double confidence) {
    double tail = (1 - requireConfidence(confidence)) / 2;
    double[] sorted = sorted(replicates);
    return new Interval(Quantile.ofSorted(sorted, tail), Quantile.ofSorted(sorted, 1 - tail));
  }

  /// The bias-corrected and accelerated interval: quantiles of the replicates at shares moved for
  /// the bias of the median and for how the spread changes with the statistic. Second-order
  /// correct. When all replicates are on one side of the estimate, its end there is the farthest
  /// replicate. As SciPy's `bootstrap(method="BCa")`. Efron (1987), Better bootstrap confidence
  /// intervals.
  ///
  /// @param estimate the statistic on the rows themselves
  /// @param leaveOneOut as by [#leaveOneOut]
  public static Interval biasCorrected(
      double[] replicates, double estimate, double[] leaveOneOut, double confidence) {
    double tail = (1 - requireConfidence(confidence)) / 2;
    double[] sorted = sorted(replicates);
    requireFinite(estimate);
    double z = Normal.upperQuantile(tail);
    double bias = Normal.quantile(shareBelow(sorted, estimate));
    double acceleration = acceleration(leaveOneOut);
    double low = Quantile.ofSorted(sorted, moved(-z, bias, acceleration));
    double high = Quantile.ofSorted(sorted, moved(z, bias, acceleration));
    return new Interval(Math.min(low, high), Math.max(low, high));
  }

  /// Σ d³/(6·(Σ d²)^1.5) with d the mean of the leave-one-out values less each of them; 0 when they
  /// are all equal.
  static double acceleration(double[] leaveOneOut) {
    double mean = 0;
    for (double value : leaveOneOut) {
      requireFinite(value);
      mean += value / leaveOneOut.length;
    }
    double squares = 0;
    double cubes = 0;
    for (double value : leaveOneOut) {
      double d = mean - value;
      squares += d * d;
      cubes += d * d * d;
    }
    return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
  }

  private static double moved(double z, double bias, double acceleration) {
    if (Double.isInfinite(bias)) {
      return bias < 0 ? 0 : 1;
    }
    double sum = bias + z;
    return Normal.below(bias + sum / (1 - acceleration * sum));
  }

  /// The share of replicates below the estimate, and half of those equal to it.
  private static double shareBelow(double[] replicates, double estimate) {
    double below = 0;
    for (double replicate : replicates) {
      below += replicate < estimate ? 1 : replicate == estimate ? 0.5 : 0;
    }
    return below / replicates.length;
  }

  private static double[] sorted(double[] replicates) {
    if (replicates.length == 0) {
      throw new IllegalArgumentException("there must be a replicate");
    }
    double[] sorted = replicates.clone();
    Arrays.sort(sorted);
    requireFinite(sorted[0]);
    requireFinite(sorted[sorted.length - 1]);
    return sorted;
  }

  private static double requireConfidence(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1), was " + confidence);
    }
    return confidence;
  }

  private static void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("the statistic must be finite, was " + value);
    }
  }
}
