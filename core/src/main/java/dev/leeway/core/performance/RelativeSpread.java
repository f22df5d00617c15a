package dev.leeway.core.performance;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The loss of a window where errors differ from window to window by factors rather than by
/// amounts.
///
/// What a model does worse on some days than on others is often multiplied: most days have an error
/// near the median, a few have twice as much. Student's t on the values themselves takes such days
/// for losses too often. On the logarithm of the shortfall, which is the error itself, or what a
/// share, a correlation or an area lacks to 1, they are as symmetric as t needs. Spread and
/// prediction interval are those of [WindowSpread] (with at least the windows' own variance); the
/// sampling error of a logarithm is the standard error over the shortfall, by the delta method.
final class RelativeSpread {

  private RelativeSpread() {}

  /// What the loss of the current rows exceeds by the spread of the logarithms, in the metric's
  /// unit; empty where a shortfall is 0 or the metric has none, such as a bias.
  ///
  /// @param before the value that the loss is counted from, if it is that of a pool of windows;
  ///   else null, for the mean of the windows' logarithms
  /// @param quantile how many standard errors lie between the estimate and the bound
  static OptionalDouble lowerBound(
      List<MetricValue> windows, MetricValue current, @Nullable Double before, double quantile) {
    double[] logs = new double[windows.size()];
    MetricValue[] relative = new MetricValue[logs.length];
    for (int window = 0; window < logs.length; window++) {
      MetricValue value = windows.get(window);
      double shortfall = shortfall(value.metric(), value.value());
      logs[window] = Math.log(shortfall);
      if (!Double.isFinite(logs[window])) {
        return OptionalDouble.empty();
      }
      relative[window] = logarithm(value, shortfall);
    }
    double now = shortfall(current.metric(), current.value());
    double centre =
        before == null
            ? Arrays.stream(logs).average().orElseThrow()
            : Math.log(shortfall(current.metric(), before));
    if (!(now > 0) || !Double.isFinite(centre)) {
      return OptionalDouble.empty();
    }
    MetricValue nowRelative = logarithm(current, now);
    Double error = nowRelative.standardError();
    double own = error == null ? 0 : error * error;
    double mean = Arrays.stream(logs).average().orElseThrow();
    double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
    double sample = squares / (logs.length - 1) * (1 + 1.0 / logs.length);
    double spread = WindowSpread.of(List.of(relative)).predictionVariance();
    double variance = Math.max(spread + own, sample);
    double bound = Math.log(now) - centre - quantile * Math.sqrt(variance);
    return OptionalDouble.of(Math.exp(centre) * Math.expm1(bound));
  }

  private static MetricValue logarithm(MetricValue value, double shortfall) {
    Double error = value.standardError();
    return MetricValue.normal(
        value.metric(),
        Math.log(shortfall),
        error == null ? 0 : error / shortfall,
        IntervalMethod.NORMAL,
        value.rows());
  }

  private static double shortfall(Metric metric, @Nullable Double value) {
    if (value == null) {
      return Double.NaN;
    }
    return switch (metric.direction()) {
      case HIGHER -> 1 - value;
      case LOWER -> value;
      case ZERO -> Double.NaN;
    };
  }
}
