package dev.leeway.core.drift;

/// The size of a change in units people understand.
public final class Effect {

  private Effect() {}

  /// Share of mass moved beyond what chance moves: `sqrt(max(0, D² − E0[D²]))`, in [0, 1], with D
  /// the Kolmogorov–Smirnov statistic or the total variation and `E0[D²]` its mean square under no
  /// drift at these sizes. An unbiased estimate of D² before the root, so small samples do not look
  /// like large drift.
  public static double beyondChance(double distance, double expectedSquare) {
    return Math.sqrt(Math.max(0, distance * distance - expectedSquare));
  }
}
