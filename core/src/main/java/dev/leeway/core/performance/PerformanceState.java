package dev.leeway.core.performance;

import java.util.List;

/// What is kept of rows whose truth is known: sums and counts that merge, and from which every
/// metric follows. Immutable. Whichever way the rows are ordered and split, merging the parts gives
/// the same state.
public interface PerformanceState {

  /// What kind of model was measured.
  Task task();

  /// The number of rows that entered.
  long rows();

  /// Every metric that is defined for the task, in the order of [Metric]; one that these rows do
  /// not give has its reason.
  List<MetricValue> metrics();

  /// One metric; without a value when it is none of [#metrics()].
  default MetricValue metric(Metric metric) {
    return metrics().stream()
        .filter(value -> value.metric() == metric)
        .findFirst()
        .orElseGet(() -> MetricValue.absent(metric, rows(), Absence.NOT_APPLICABLE));
  }
}
