package dev.leeway.core.stats;

/// Goes through the distinct values of two ascending samples together, from the least up: how many
/// of each sample lie below the value, and how many at it. −0 equals 0. Not thread-safe.
///
/// A new one stands before the first value.
final class PooledOrder {
  private final double[] x;
  private final double[] y;
  private int xBelow;
  private int yBelow;
  private int xHere;
  private int yHere;

  /// @throws IllegalArgumentException when a sample is empty or holds NaN
  PooledOrder(double[] sortedX, double[] sortedY) {
    x = requireSample(sortedX, "sortedX");
    y = requireSample(sortedY, "sortedY");
  }

  /// Moves to the next distinct value; false when there is none.
  boolean next() {
    xBelow += xHere;
    yBelow += yHere;
    xHere = 0;
    yHere = 0;
    if (xBelow == x.length && yBelow == y.length) {
      return false;
    }
    double at =
        xBelow == x.length
            ? y[yBelow]
            : yBelow == y.length ? x[xBelow] : Math.min(x[xBelow], y[yBelow]);
    while (xBelow + xHere < x.length && x[xBelow + xHere] == at) {
      xHere++;
    }
    while (yBelow + yHere < y.length && y[yBelow + yHere] == at) {
      yHere++;
    }
    return true;
  }

  /// Values of the first sample at this value.
  long xHere() {
    return xHere;
  }

  /// Values of the second sample at this value.
  long yHere() {
    return yHere;
  }

  /// Values of both samples at this value, at least 1.
  long here() {
    return (long) xHere + yHere;
  }

  /// Values of the first sample at this value or below.
  long xUpTo() {
    return (long) xBelow + xHere;
  }

  /// Values of the second sample at this value or below.
  long yUpTo() {
    return (long) yBelow + yHere;
  }

  /// Values of the first sample below this value, and half of those at it.
  double xMiddle() {
    return xBelow + xHere / 2.0;
  }

  /// Values of the second sample below this value, and half of those at it.
  double yMiddle() {
    return yBelow + yHere / 2.0;
  }

  private static double[] requireSample(double[] sorted, String name) {
    if (sorted.length == 0) {
      throw new IllegalArgumentException(name + " must not be empty");
    }
    if (Double.isNaN(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException(name + " must not hold NaN");
    }
    return sorted;
  }
}
