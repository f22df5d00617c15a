package dev.leeway.core.stats;

/// Quantiles of a sample.
final class Quantile {

  private Quantile() {}

  /// The value at share `share` in [0, 1] of an ascending sample that is not empty, with linear
  /// interpolation between neighbours: type 7 of Hyndman & Fan (1996), NumPy's default.
  static double ofSorted(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) Math.floor(position);
    if (below + 1 >= sorted.length) {
      return sorted[sorted.length - 1];
    }
    double part = position - below;
    double step = sorted[below + 1] - sorted[below];
    return part < 0.5 ? sorted[below] + part * step : sorted[below + 1] - (1 - part) * step;
  }
}
