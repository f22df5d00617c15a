package dev.leeway.core.performance;

import java.util.Arrays;
import java.util.List;

/// A metric over several windows of the reference, each with its own true value: their mean, and
/// how far the windows' true values lie apart.
///
/// DerSimonian and Laird (1986), *Meta-analysis in clinical trials*: with weights of one over the
/// sampling variance, `τ² = max(0, (Q − (k − 1)) / (Σw − Σw²/Σw))`, where Q is Cochran's. The mean
/// weighs each window by one over `v + τ²`. A sampling variance far below the others (a window that
/// happens to be perfect) counts as [#LEAST] of their mean, so that it does not rule alone.
///
/// @param mean the weighted mean of the windows
/// @param meanVariance the variance of that mean
/// @param between the variance τ² of the windows' true values
/// @param windows their number
record WindowSpread(double mean, double meanVariance, double between, int windows) {

  /// With fewer windows a spread says nothing.
  static final int MINIMUM = 3;

  private static final double LEAST = 0.01;

  /// From windows that each have a value and a standard error, at least [#MINIMUM] of them.
  static WindowSpread of(List<MetricValue> windows) {
    double[] values = windows.stream().mapToDouble(WindowSpread::value).toArray();
    double[] variances = windows.stream().mapToDouble(WindowSpread::variance).toArray();
    double least = LEAST * Arrays.stream(variances).average().orElse(0);
    if (least == 0) {
      return ofExact(values);
    }
    double[] floored = Arrays.stream(variances).map(v -> Math.max(v, least)).toArray();
    double between = between(values, floored);
    double[] weights = Arrays.stream(floored).map(v -> 1 / (v + between)).toArray();
    return new WindowSpread(
        mean(values, weights), 1 / Arrays.stream(weights).sum(), between, values.length);
  }

  /// Without any sampling error the spread is the sample's own.
  private static WindowSpread ofExact(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    double between = squares / (values.length - 1);
    return new WindowSpread(mean, between / values.length, between, values.length);
  }

  private static double between(double[] values, double[] variances) {
    double[] weights = Arrays.stream(variances).map(v -> 1 / v).toArray();
    double mean = mean(values, weights);
    double cochran = 0;
    double sum = 0;
    double squares = 0;
    for (int window = 0; window < values.length; window++) {
      double deviation = values[window] - mean;
      cochran += weights[window] * deviation * deviation;
      sum += weights[window];
      squares += weights[window] * weights[window];
    }
    return Math.max(0, (cochran - (values.length - 1)) / (sum - squares / sum));
  }

  private static double mean(double[] values, double[] weights) {
    double sum = 0;
    double weight = 0;
    for (int window = 0; window < values.length; window++) {
      sum += weights[window] * values[window];
      weight += weights[window];
    }
    return sum / weight;
  }

  private static double value(MetricValue window) {
    Double value = window.value();
    if (value == null) {
      throw new IllegalArgumentException("a window needs a value");
    }
    return value;
  }

  private static double variance(MetricValue window) {
    Double error = window.standardError();
    if (error == null) {
      throw new IllegalArgumentException("a window needs a standard error");
    }
    return error * error;
  }

  /// The variance with which one more window, itself without sampling error, lies about the mean.
  double predictionVariance() {
    return between + meanVariance;
  }

  /// The degrees of freedom of Student's t in a prediction interval. Higgins, Thompson and
  /// Spiegelhalter (2009), *A re-evaluation of random-effects meta-analysis*, §4.
  double degreesOfFreedom() {
    return windows - 2.0;
  }
}
