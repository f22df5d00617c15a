package dev.leeway.core.performance;

import dev.leeway.core.stats.Interval;
import java.util.Arrays;

/// How well scores rank the rows of a class above the others: the areas under the curves of
/// receiver operating characteristic and of precision and recall, with their errors. Rows with the
/// same score count as tied. One pass over the distinct scores each; of rows at hand,
/// [dev.leeway.core.stats.RocAuc] gives the same.
final class ScoreRanks {

  private final double[] positives;
  private final double[] negatives;
  private final double allPositives;
  private final double allNegatives;

  /// @param positives the scores of the class
  /// @param negatives the scores of all other rows
  ScoreRanks(ValueCounts positives, ValueCounts negatives) {
    int most = positives.distinct() + negatives.distinct();
    double[] above = new double[most];
    double[] below = new double[most];
    int groups = 0;
    int left = 0;
    int right = 0;
    while (left < positives.distinct() || right < negatives.distinct()) {
      double value =
          Math.min(
              left < positives.distinct() ? positives.value(left) : Double.POSITIVE_INFINITY,
              right < negatives.distinct() ? negatives.value(right) : Double.POSITIVE_INFINITY);
      if (left < positives.distinct() && positives.value(left) == value) {
        above[groups] = positives.count(left++);
      }
      if (right < negatives.distinct() && negatives.value(right) == value) {
        below[groups] = negatives.count(right++);
      }
      groups++;
    }
    this.positives = Arrays.copyOf(above, groups);
    this.negatives = Arrays.copyOf(below, groups);
    this.allPositives = positives.total();
    this.allNegatives = negatives.total();
  }

  /// The chance that a row of the class scores above another row, ties counting half: Mann and
  /// Whitney's statistic over the number of pairs. Needs rows of both.
  double rocAuc() {
    double wins = 0;
    double below = 0;
    for (int group = 0; group < positives.length; group++) {
      wins += positives[group] / allPositives * (below + negatives[group] / 2);
      below += negatives[group];
    }
    return wins / allNegatives;
  }

  /// The standard error of [#rocAuc()] by the variance of its structural components. DeLong, DeLong
  /// and Clarke-Pearson (1988). Needs 2 rows of both.
  double rocAucError() {
    double area = rocAuc();
    double ofPositives = 0;
    double ofNegatives = 0;
    double below = 0;
    double above = allPositives;
    for (int group = 0; group < positives.length; group++) {
      above -= positives[group];
      double beaten = (below + negatives[group] / 2) / allNegatives - area;
      double beating = (above + positives[group] / 2) / allPositives - area;
      ofPositives += positives[group] * beaten * beaten;
      ofNegatives += negatives[group] * beating * beating;
      below += negatives[group];
    }
    return Math.sqrt(
        ofPositives / (allPositives - 1) / allPositives
            + ofNegatives / (allNegatives - 1) / allNegatives);
  }

  /// What the area can be at most and at least when rows of equal score are not tied but in an
  /// unknown order.
  Interval rocAucBounds() {
    double tied = 0;
    for (int group = 0; group < positives.length; group++) {
      tied += positives[group] / allPositives * (negatives[group] / allNegatives);
    }
    double area = rocAuc();
    return new Interval(area - tied / 2, area + tied / 2);
  }

  /// The mean over rows of the class of the precision at their score: `Σ (R_n − R_{n−1}) P_n` over
  /// falling scores, without interpolation. Needs a row of the class.
  double averagePrecision() {
    double sum = 0;
    double hits = 0;
    double found = 0;
    for (int group = positives.length - 1; group >= 0; group--) {
      hits += positives[group];
      found += positives[group] + negatives[group];
      sum += positives[group] * (hits / found);
    }
    return sum / allPositives;
  }

  /// The standard error of [#averagePrecision()]: the sum of squares of its derivatives by each
  /// row's weight.
  ///
  /// A row weighs in the precision at its own score and at all lower ones. With T hits and F others
  /// at or above a score, precision T/(T+F) grows by F/(T+F)² with one more hit and falls by
  /// T/(T+F)² with one more of the others.
  double averagePrecisionError() {
    int groups = positives.length;
    double[] hits = new double[groups + 1];
    double[] others = new double[groups + 1];
    for (int group = groups - 1; group >= 0; group--) {
      hits[group] = hits[group + 1] + positives[group];
      others[group] = others[group + 1] + negatives[group];
    }
    double area = averagePrecision();
    double gain = 0;
    double loss = 0;
    double squares = 0;
    for (int group = 0; group < groups; group++) {
      double found = hits[group] + others[group];
      double weight = positives[group] / found / found;
      gain += weight * others[group];
      loss += weight * hits[group];
      double hit = hits[group] / found - area + gain;
      squares += positives[group] * hit * hit + negatives[group] * loss * loss;
    }
    double rows = allPositives + allNegatives;
    return Math.sqrt(squares * rows / (rows - 1)) / allPositives;
  }

  /// What the mean can be at most and at least when rows of equal score are not tied but in an
  /// unknown order: hits first, or last.
  Interval averagePrecisionBounds() {
    double best = 0;
    double worst = 0;
    double hits = 0;
    double others = 0;
    for (int group = positives.length - 1; group >= 0; group--) {
      double after = others + negatives[group];
      for (double hit = 1; hit <= positives[group]; hit++) {
        best += (hits + hit) / (hits + hit + others);
        worst += (hits + hit) / (hits + hit + after);
      }
      hits += positives[group];
      others = after;
    }
    return new Interval(worst / allPositives, best / allPositives);
  }
}
