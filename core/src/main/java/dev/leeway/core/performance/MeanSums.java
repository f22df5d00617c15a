package dev.leeway.core.performance;

import dev.leeway.core.stats.ExactSum;
import java.math.BigDecimal;
import java.math.MathContext;

/// The number of some values, their exact sum and the exact sum of their squares: all that the mean
/// and its standard error need.
///
/// @param count values, the two kinds below included
/// @param sum of the finite values
/// @param squares of the values whose square is finite
/// @param overflowed finite values whose square is not
/// @param infinite values that are not finite
record MeanSums(long count, BigDecimal sum, BigDecimal squares, long overflowed, long infinite) {

  MeanSums merge(MeanSums other) {
    return new MeanSums(
        Math.addExact(count, other.count),
        canonical(sum.add(other.sum)),
        canonical(squares.add(other.squares)),
        overflowed + other.overflowed,
        infinite + other.infinite);
  }

  /// Equal numbers, equal objects.
  static BigDecimal canonical(BigDecimal exact) {
    return exact.stripTrailingZeros();
  }

  /// NaN without values; infinite when a value is.
  double mean() {
    return infinite > 0 ? Double.POSITIVE_INFINITY : quotient(sum, count);
  }

  /// NaN without values; infinite when a square is.
  double meanSquare() {
    return infinite + overflowed > 0 ? Double.POSITIVE_INFINITY : quotient(squares, count);
  }

  /// The sum of squared deviations from the mean; rounded once. Infinite when a square is.
  double deviations() {
    if (infinite + overflowed > 0) {
      return Double.POSITIVE_INFINITY;
    }
    BigDecimal times = squares.multiply(BigDecimal.valueOf(count)).subtract(sum.multiply(sum));
    return quotient(times, count);
  }

  /// Of the mean, from the values' own variance; NaN with fewer than 2 values.
  double standardError() {
    return count < 2 ? Double.NaN : Math.sqrt(deviations() / (count - 1.0) / count);
  }

  private static double quotient(BigDecimal sum, long count) {
    return count == 0
        ? Double.NaN
        : sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128).doubleValue();
  }

  /// For one thread.
  static final class Recorder {

    private final ExactSum sum = new ExactSum();
    private final ExactSum squares = new ExactSum();
    private long count;
    private long overflowed;
    private long infinite;

    void add(double value) {
      count++;
      double square = value * value;
      if (square <= Double.MAX_VALUE) {
        sum.add(value);
        squares.add(square);
        squares.add(Math.fma(value, value, -square));
      } else if (Double.isFinite(value)) {
        sum.add(value);
        overflowed++;
      } else {
        infinite++;
      }
    }

    MeanSums snapshot() {
      return new MeanSums(
          count, canonical(sum.value()), canonical(squares.value()), overflowed, infinite);
    }
  }
}
