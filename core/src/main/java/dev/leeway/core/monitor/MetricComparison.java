package dev.leeway.core.monitor;

import dev.leeway.core.performance.Degradation;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.MetricValue;
import org.jspecify.annotations.Nullable;

/// One metric on both sides.
///
/// @param reference its value in the reference
/// @param current its value in the current rows
/// @param degradation how much worse it became; null where a value is absent
public record MetricComparison(
    MetricValue reference, MetricValue current, @Nullable Degradation degradation) {

  /// The metric.
  public Metric metric() {
    return current.metric();
  }
}
