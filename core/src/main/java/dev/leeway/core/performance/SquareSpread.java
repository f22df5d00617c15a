package dev.leeway.core.performance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The loss of a window in RMSE by the mean squares of the windows.
///
/// One row of a huge error makes the mean square of its window as unsure as it is large; its root
/// is only half as unsure, and its logarithm as well, so that such a row alone would confirm a loss
/// (see [RootLoss]). Spread and prediction interval are those of [WindowSpread], with at least the
/// windows' own variance.
final class SquareSpread {

  private SquareSpread() {}

  /// What the loss of the current rows exceeds by the spread of the mean squares, in the metric's
  /// unit; empty for other metrics than RMSE, and where a standard error or value is absent.
  ///
  /// @param before the value that the loss is counted from, if it is that of a pool of windows;
  ///   else null, for the root of the windows' mean
  /// @param quantile how many standard errors lie between the estimate and the bound
  static OptionalDouble lowerBound(
      List<MetricValue> windows, MetricValue current, @Nullable Double before, double quantile) {
    Double root = current.value();
    if (current.metric() != Metric.RMSE || root == null || current.standardError() == null) {
      return OptionalDouble.empty();
    }
    double unit = unit(windows, Math.max(root, before == null ? 0 : before));
    List<MetricValue> squares = new ArrayList<>();
    double[] values = new double[windows.size()];
    for (int window = 0; window < values.length; window++) {
      Double value = windows.get(window).value();
      double variance =
          value == null ? Double.NaN : RootLoss.variance(windows.get(window), value, unit);
      if (value == null || Double.isNaN(variance)) {
        return OptionalDouble.empty();
      }
      values[window] = value / unit * (value / unit);
      squares.add(
          MetricValue.normal(
              Metric.RMSE,
              values[window],
              Math.sqrt(variance),
              IntervalMethod.NORMAL,
              windows.get(window).rows()));
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double deviations = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double sample = deviations / (values.length - 1.0) * (1 + 1.0 / values.length);
    double own = RootLoss.variance(current, root, unit);
    double variance = Math.max(WindowSpread.of(squares).predictionVariance() + own, sample);
    double now = root / unit * (root / unit);
    double centre = before == null ? Math.sqrt(mean) : before / unit;
    double bound = Math.sqrt(Math.max(0, now - quantile * Math.sqrt(variance)));
    return OptionalDouble.of(unit * (bound - centre));
  }

  /// The largest root, so that no fourth power overflows.
  private static double unit(List<MetricValue> windows, double atLeast) {
    double largest = atLeast;
    for (MetricValue window : windows) {
      Double value = window.value();
      largest = Math.max(largest, value == null ? 0 : value);
    }
    return largest > 0 ? largest : 1;
  }
}
