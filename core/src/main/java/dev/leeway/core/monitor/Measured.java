package dev.leeway.core.monitor;

import dev.leeway.core.performance.PerformanceState;
import dev.leeway.core.performance.ServingState;

/// What was measured of some rows, as state that merges: how good the answers are, and how fast
/// they came. Immutable. Merging is exact, so neither the split of the rows nor their order shows;
/// only the rows of a query of a ranking must be in one part, since its measures are not sums over
/// its rows: the rows of one query in two parts count as two queries.
///
/// Whatever was not measured is an empty state, beside the reason of the batch that came furthest.
public final class Measured {

  private final PerformanceState performance;
  private final Shortage performanceShortage;
  private final ServingState latency;
  private final Shortage latencyShortage;

  Measured(
      PerformanceState performance,
      Shortage performanceShortage,
      ServingState latency,
      Shortage latencyShortage) {
    this.performance = performance;
    this.performanceShortage = performanceShortage;
    this.latency = latency;
    this.latencyShortage = latencyShortage;
  }

  /// How good the answers are; a state of no rows where that could not be measured.
  public PerformanceState performance() {
    return performance;
  }

  /// How fast they came; a state of no rows where that could not be measured.
  public ServingState latency() {
    return latency;
  }

  Shortage performanceShortage() {
    return performanceShortage;
  }

  Shortage latencyShortage() {
    return latencyShortage;
  }

  /// What was measured of the rows of both.
  ///
  /// @throws IllegalArgumentException when they are of different tasks, classes or numbers of items
  public Measured merge(Measured other) {
    return new Measured(
        performance.merge(other.performance),
        performanceShortage.or(other.performanceShortage),
        latency.merge(other.latency),
        latencyShortage.or(other.latencyShortage));
  }

  /// The state as bytes, in a versioned format with a checksum. Equal states give equal bytes.
  public byte[] toBytes() {
    return ObservationCodec.write(this);
  }

  /// Reads what [#toBytes()] wrote.
  ///
  /// @throws IllegalArgumentException if the bytes are damaged or of another version
  public static Measured from(byte[] bytes) {
    return ObservationCodec.readMeasured(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Measured that
        && performance.equals(that.performance)
        && performanceShortage == that.performanceShortage
        && latency.equals(that.latency)
        && latencyShortage == that.latencyShortage;
  }

  @Override
  public int hashCode() {
    return 31 * performance.hashCode() + latency.hashCode();
  }

  @Override
  public String toString() {
    return "Measured[%s, %s]".formatted(performance, latency);
  }
}
