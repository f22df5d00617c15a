package dev.leeway.core.anomaly;

import dev.leeway.core.stats.Interval;
import dev.leeway.core.stats.Proportion;
import java.util.Optional;
import java.util.OptionalDouble;

/// How many of some rows are unusual.
///
/// @param unusual rows with a score above the threshold, in [0, rows]
/// @param rows all rows, 0 when there are none
public record RowShare(long unusual, long rows) {

  /// The confidence of [#interval()].
  public static final double CONFIDENCE = 0.95;

  public RowShare {
    if (unusual < 0 || unusual > rows) {
      throw new IllegalArgumentException(
          "unusual rows must be in [0, rows], were " + unusual + " of " + rows);
    }
  }

  /// The share of unusual rows, in [0, 1]; empty without rows.
  public OptionalDouble share() {
    return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) unusual / rows);
  }

  /// Wilson's (1927) 95 % interval for the share; empty without rows.
  public Optional<Interval> interval() {
    return rows == 0 ? Optional.empty() : Optional.of(Proportion.wilson(unusual, rows, CONFIDENCE));
  }
}
