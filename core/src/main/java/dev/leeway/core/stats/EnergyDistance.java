package dev.leeway.core.stats;

/// The energy distance between two samples: how much farther apart values of different samples lie
/// than values of the same one.
public final class EnergyDistance {

  private EnergyDistance() {}

  /// √(2·E|X − Y| − E|X − X′| − E|Y − Y′|) = √(2 ∫ (F(t) − G(t))² dt) of two samples in ascending
  /// order, in the square root of the values' unit: four times the values, twice the distance. From
  /// 0 up, 0 for equal distributions only; does not change when both are shifted. Computed from the
  /// distribution functions in O(n+m), to a relative error about 1e-15 beyond that of the
  /// differences of neighbours; infinity when the integral is above the largest `double`. As
  /// SciPy's `energy_distance`. Székely & Rizzo (2013), Energy statistics.
  ///
  /// @throws IllegalArgumentException when a sample is empty or holds NaN or an infinity
  public static double distance(double[] sortedX, double[] sortedY) {
    return Math.sqrt(2)
        * Math.sqrt(DistributionArea.between(sortedX, sortedY, height -> height * height));
  }
}
