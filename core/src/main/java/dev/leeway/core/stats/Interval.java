package dev.leeway.core.stats;

/// A closed interval of numbers.
///
/// @param low its lower end
/// @param high its upper end, at least `low`
public record Interval(double low, double high) {

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("low must be at most high, were " + low + ", " + high);
    }
  }
}
