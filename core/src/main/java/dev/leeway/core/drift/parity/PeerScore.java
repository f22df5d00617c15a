package dev.leeway.core.drift.parity;

import org.jspecify.annotations.Nullable;

/// What another tool's method says of a column.
///
/// @param statistic a distance, or the statistic of a test; null where the tool gives none
/// @param p the p-value of a test; null for distances
/// @param threshold what the p-value, or else the statistic, is held against; null where there is
///   none
/// @param drifted what the tool says
/// @param rule how it decides, such as `p_value <= 0.05`; empty where it does not
/// @param failure why the tool ends in an error or has no number, in words; null where it has one
public record PeerScore(
    @Nullable Double statistic,
    @Nullable Double p,
    @Nullable Double threshold,
    boolean drifted,
    String rule,
    @Nullable String failure) {

  static PeerScore failed(String why) {
    return new PeerScore(null, null, null, false, "", why);
  }
}
