package dev.leeway.core.concept;

import dev.leeway.core.stats.ChiSquareTail;
import dev.leeway.core.stats.Interval;
import dev.leeway.core.stats.PValue;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/// Divides the change of a mean loss by cells of inputs. The reference's mean with each cell
/// weighing as in the current data is a directly standardised rate; the change to it is explained
/// by the inputs, the rest is not. Kitagawa (1955), Components of a difference between two rates.
/// Intervals and p-values are normal, with the variance of each side and cell by itself (Welch).
final class LossComparison {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double CONFIDENCE = 0.95;
  private static final int LEAST_ROWS = 10;

  private LossComparison() {}

  /// The change; null with fewer than 10 rows on one side.
  static @Nullable LossChange of(Loss loss, LossSums reference, LossSums current) {
    long n = reference.rows();
    long m = current.rows();
    if (n < LEAST_ROWS || m < LEAST_ROWS) {
      return null;
    }
    double before = reference.mean();
    double now = current.mean();
    double change = now - before;
    double changeVariance = variance(reference) / n + variance(current) / m;

    // cells without reference rows cannot say how the reference would have done there
    long covered = 0;
    for (int cell = 0; cell < current.cells(); cell++) {
      covered += reference.rows(cell) > 0 ? current.rows(cell) : 0;
    }
    double standardised = 0;
    double unexplained = 0;
    double unexplainedVariance = 0;
    for (int cell = 0; cell < current.cells() && covered > 0; cell++) {
      if (reference.rows(cell) == 0 || current.rows(cell) == 0) {
        continue;
      }
      double share = (double) current.rows(cell) / covered;
      standardised += share * reference.mean(cell);
      unexplained += share * (current.mean(cell) - reference.mean(cell));
      double variance =
          variance(reference, cell) / reference.rows(cell)
              + variance(current, cell) / current.rows(cell);
      unexplainedVariance += share * share * variance;
    }
    double explained = covered == 0 ? 0 : standardised - before;
    return new LossChange(
        loss,
        n,
        m,
        before,
        now,
        p(change, changeVariance),
        change,
        interval(change, changeVariance),
        explained,
        unexplained,
        interval(unexplained, unexplainedVariance),
        p(unexplained, unexplainedVariance));
  }

  private static double variance(LossSums sums) {
    double squares = 0;
    for (int cell = 0; cell < sums.cells(); cell++) {
      squares += sums.squares(cell);
    }
    double rows = sums.rows();
    double mean = sums.mean();
    return Math.max(0, squares - rows * mean * mean) / (rows - 1);
  }

  /// Of a single row, for which there is none, the square about the mean of all.
  private static double variance(LossSums sums, int cell) {
    double rows = sums.rows(cell);
    if (rows == 1) {
      return variance(sums);
    }
    double mean = sums.mean(cell);
    return Math.max(0, sums.squares(cell) - rows * mean * mean) / (rows - 1);
  }

  private static Interval interval(double value, double variance) {
    double half = NORMAL.inverseSurvivalProbability((1 - CONFIDENCE) / 2) * Math.sqrt(variance);
    return new Interval(value - half, value + half);
  }

  private static PValue p(double value, double variance) {
    if (value == 0) {
      return PValue.ONE;
    }
    if (variance == 0) {
      return PValue.ofLn(Double.NEGATIVE_INFINITY);
    }
    double z = Math.abs(value) / Math.sqrt(variance);
    return ChiSquareTail.above(z * z, 1);
  }
}
