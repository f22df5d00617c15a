package dev.leeway.core.stats;

import java.util.Arrays;

/// The area under the ROC curve with its variance: how well scores tell positive rows from negative
/// ones, and how sure one can be of it. DeLong, DeLong & Clarke-Pearson (1988).
///
/// @param area P(positive > negative) + ½P(equal) of a random pair, in [0, 1]; ½ tells nothing
/// @param variance of `area` over samples of these sizes; 0 when every positive stands in the same
///   place among the negatives and the reverse, as when the scores separate the classes, so that an
///   area of 0 or 1 is not as sure as it looks
/// @param positives rows that are positive, at least 2
/// @param negatives rows that are negative, at least 2
public record RocAuc(double area, double variance, long positives, long negatives) {

  /// From the scores of positive and of negative rows, in any order; ties count half, infinities
  /// are scores like others, −0 equals 0. By sorting, O((n+m)·log(n+m)), as Sun & Xu (2014) do.
  ///
  /// @throws IllegalArgumentException when a class has fewer than 2 rows or a score is NaN
  public static RocAuc of(double[] positive, double[] negative) {
    Placements placements = Placements.of(positive, negative);
    return new RocAuc(
        placements.area(), placements.covariance(placements), positive.length, negative.length);
  }

  /// The covariance of the areas of two scores of the same rows, in the same order each: the
  /// variance of the difference of the areas is the sum of their variances less twice this.
  ///
  /// @throws IllegalArgumentException as in [#of], and when the numbers of rows differ
  public static double covariance(
      double[] positive, double[] negative, double[] otherPositive, double[] otherNegative) {
    if (positive.length != otherPositive.length || negative.length != otherNegative.length) {
      throw new IllegalArgumentException("both scores must be of the same rows");
    }
    return Placements.of(positive, negative)
        .covariance(Placements.of(otherPositive, otherNegative));
  }

  /// The area ± z standard errors, within [0, 1].
  ///
  /// @throws IllegalArgumentException for a confidence outside (0, 1)
  public Interval interval(double confidence) {
    double half = quantile(confidence) * Math.sqrt(variance);
    return new Interval(Math.max(0, area - half), Math.min(1, area + half));
  }

  /// The interval that is symmetric for ln(area/(1 − area)) and better near 0 and 1; the area alone
  /// when that is 0 or 1. Pepe (2003), The statistical evaluation of medical tests, p. 107.
  ///
  /// @throws IllegalArgumentException for a confidence outside (0, 1)
  public Interval logitInterval(double confidence) {
    double z = quantile(confidence);
    if (area == 0 || area == 1) {
      return new Interval(area, area);
    }
    double logit = Math.log(area) - Math.log1p(-area);
    double half = z * Math.sqrt(variance) / (area * (1 - area));
    return new Interval(logistic(logit - half), logistic(logit + half));
  }

  private static double logistic(double value) {
    return 1 / (1 + Math.exp(-value));
  }

  private static double quantile(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1), was " + confidence);
    }
    return Normal.upperQuantile((1 - confidence) / 2);
  }

  /// For each row the share of the other class on its right side, ties half.
  private record Placements(double[] positive, double[] negative) {

    static Placements of(double[] positive, double[] negative) {
      double[] sortedPositive = sorted(positive, "positive");
      double[] sortedNegative = sorted(negative, "negative");
      double[] above = new double[positive.length];
      Arrays.setAll(above, i -> shareBelow(sortedNegative, positive[i]));
      double[] below = new double[negative.length];
      Arrays.setAll(below, j -> 1 - shareBelow(sortedPositive, negative[j]));
      return new Placements(above, below);
    }

    double area() {
      return mean(positive);
    }

    double covariance(Placements other) {
      return covariance(positive, other.positive) / positive.length
          + covariance(negative, other.negative) / negative.length;
    }

    private static double covariance(double[] first, double[] second) {
      double firstMean = mean(first);
      double secondMean = mean(second);
      double sum = 0;
      for (int i = 0; i < first.length; i++) {
        sum += (first[i] - firstMean) * (second[i] - secondMean);
      }
      return sum / (first.length - 1);
    }

    private static double mean(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return sum / values.length;
    }

    /// The share of an ascending sample below `score`, and half of that equal to it.
    private static double shareBelow(double[] sorted, double score) {
      return ((double) first(sorted, score, false) + first(sorted, score, true))
          / (2.0 * sorted.length);
    }

    /// The first place whose value is at least `score`, or above it.
    private static int first(double[] sorted, double score, boolean above) {
      int low = 0;
      int high = sorted.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sorted[middle] < score || (above && sorted[middle] == score)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private static double[] sorted(double[] scores, String name) {
      if (scores.length < 2) {
        throw new IllegalArgumentException(name + " must have 2 or more scores");
      }
      double[] sorted = scores.clone();
      Arrays.sort(sorted);
      if (Double.isNaN(sorted[sorted.length - 1])) {
        throw new IllegalArgumentException(name + " must not hold NaN");
      }
      return sorted;
    }
  }
}
