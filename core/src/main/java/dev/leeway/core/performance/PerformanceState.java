package dev.leeway.core.performance;

import java.util.List;

/// What is kept of rows whose truth is known: sums and counts that merge, and from which every
/// metric follows. Immutable. Whichever way the rows are ordered and split, merging the parts gives
/// the same state.
public sealed interface PerformanceState
    permits ClassificationState, RegressionState, RankingState, ServingState {

  /// What kind of model was measured.
  Task task();

  /// The number of rows that entered.
  long rows();

  /// The state of the rows of both.
  ///
  /// @throws IllegalArgumentException when they are of different tasks, or cannot be merged for
  ///   another reason that their own types name
  default PerformanceState merge(PerformanceState other) {
    if (this instanceof ClassificationState left && other instanceof ClassificationState right) {
      return left.merge(right);
    }
    if (this instanceof RegressionState left && other instanceof RegressionState right) {
      return left.merge(right);
    }
    if (this instanceof RankingState left && other instanceof RankingState right) {
      return left.merge(right);
    }
    if (this instanceof ServingState left && other instanceof ServingState right) {
      return left.merge(right);
    }
    throw new IllegalArgumentException(
        "states must be of one task, were of %s and %s".formatted(task(), other.task()));
  }

  /// The metrics that such a state has, in the order of [Metric].
  List<Metric> defined();

  /// One metric. Without a value, and with the reason, when these rows do not give it or when it is
  /// none of [#defined()].
  MetricValue metric(Metric metric);

  /// The state as bytes, in a versioned format with a checksum. Equal states give equal bytes.
  default byte[] toBytes() {
    return PerformanceCodec.write(this);
  }

  /// Reads what [#toBytes()] wrote.
  ///
  /// @throws IllegalArgumentException if the bytes are damaged or of another version
  static PerformanceState from(byte[] bytes) {
    return PerformanceCodec.read(bytes);
  }

  /// All metrics that are defined.
  default List<MetricValue> metrics() {
    return defined().stream().map(this::metric).toList();
  }
}
