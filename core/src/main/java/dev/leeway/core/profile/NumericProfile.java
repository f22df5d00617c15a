package dev.leeway.core.profile;

import dev.leeway.core.stats.ExactSum;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.OptionalDouble;

/// Numbers counted on the reference's bins, with exact sums.
///
/// Sums are of `y = x − centre` and of `y²`, each rounded once to a double and then added without
/// error; `centre` is the reference's median, so that a mean is right to about one unit in the last
/// place of the deviation even for values like 1,000,000 ± 1. Where `y²` overflows the variance is
/// unknown and counted in `overflowed`.
///
/// Immutable.
public final class NumericProfile implements ColumnProfile {

  private final double centre;
  private final long[] counts;
  private final long missing;
  private final long absent;
  private final long unreadable;
  private final long notANumber;
  private final long positiveInfinite;
  private final long negativeInfinite;
  private final long overflowed;
  private final double min;
  private final double max;
  private final long[] sum;
  private final long[] squares;

  NumericProfile(
      double centre,
      long[] counts,
      Specials specials,
      double min,
      double max,
      long[] sum,
      long[] squares) {
    this.centre = centre;
    this.counts = counts;
    this.missing = specials.missing();
    this.absent = specials.absent();
    this.unreadable = specials.unreadable();
    this.notANumber = specials.notANumber();
    this.positiveInfinite = specials.positiveInfinite();
    this.negativeInfinite = specials.negativeInfinite();
    this.overflowed = specials.overflowed();
    this.min = min;
    this.max = max;
    this.sum = sum;
    this.squares = squares;
  }

  /// Values that are not in the bins, or not in the sums.
  record Specials(
      long missing,
      long absent,
      long unreadable,
      long notANumber,
      long positiveInfinite,
      long negativeInfinite,
      long overflowed) {

    Specials plus(Specials that) {
      return new Specials(
          missing + that.missing,
          absent + that.absent,
          unreadable + that.unreadable,
          notANumber + that.notANumber,
          positiveInfinite + that.positiveInfinite,
          negativeInfinite + that.negativeInfinite,
          overflowed + that.overflowed);
    }
  }

  Specials specials() {
    return new Specials(
        missing, absent, unreadable, notANumber, positiveInfinite, negativeInfinite, overflowed);
  }

  /// Finite values by bin of the reference; the first and last bins lie outside the reference's
  /// range.
  public long[] counts() {
    return counts.clone();
  }

  long[] sharedCounts() {
    return counts;
  }

  /// Finite values.
  public long finite() {
    return Arrays.stream(counts).sum();
  }

  /// Finite values below the reference's smallest or above its largest.
  public long outOfRange() {
    int last = counts.length - 1;
    return last <= 0 ? finite() : counts[0] + counts[last];
  }

  @Override
  public long missing() {
    return missing;
  }

  @Override
  public long absent() {
    return absent;
  }

  @Override
  public long rows() {
    return finite() + missing + absent + unreadable + notANumber + infinite();
  }

  /// Values that are not numbers.
  public long unreadable() {
    return unreadable;
  }

  /// Values written as NaN.
  public long notANumber() {
    return notANumber;
  }

  /// Values of +∞ and −∞.
  public long infinite() {
    return positiveInfinite + negativeInfinite;
  }

  /// Smallest finite value; empty when there is none.
  public OptionalDouble min() {
    return min <= max ? OptionalDouble.of(min) : OptionalDouble.empty();
  }

  /// Largest finite value; empty when there is none.
  public OptionalDouble max() {
    return min <= max ? OptionalDouble.of(max) : OptionalDouble.empty();
  }

  /// Mean of the finite values; empty when there is none or the sum overflowed.
  public OptionalDouble mean() {
    long finite = finite();
    if (finite == 0 || overflowed > 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(new BigDecimal(centre).add(deviation(finite)).doubleValue());
  }

  /// Variance of the finite values about their mean, divided by their number (`ddof = 0`); empty
  /// when there is none or a square overflowed.
  public OptionalDouble variance() {
    long finite = finite();
    if (finite == 0 || overflowed > 0) {
      return OptionalDouble.empty();
    }
    BigDecimal n = BigDecimal.valueOf(finite);
    BigDecimal first = ExactSum.of(sum).value();
    BigDecimal second = ExactSum.of(squares).value();
    BigDecimal spread = second.multiply(n).subtract(first.multiply(first));
    double variance = spread.divide(n.multiply(n), MathContext.DECIMAL128).doubleValue();
    return OptionalDouble.of(Math.max(0, variance));
  }

  /// Square root of [#variance()].
  public OptionalDouble standardDeviation() {
    OptionalDouble variance = variance();
    return variance.isPresent()
        ? OptionalDouble.of(Math.sqrt(variance.getAsDouble()))
        : OptionalDouble.empty();
  }

  /// Mean distance of the finite values from [#centre()], known to the last place of itself and not
  /// only of the mean; empty when there is none or a square overflowed.
  OptionalDouble meanDeviation() {
    long finite = finite();
    if (finite == 0 || overflowed > 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(deviation(finite).doubleValue());
  }

  private BigDecimal deviation(long finite) {
    return ExactSum.of(sum).value().divide(BigDecimal.valueOf(finite), MathContext.DECIMAL128);
  }

  double centre() {
    return centre;
  }

  double rawMin() {
    return min;
  }

  double rawMax() {
    return max;
  }

  long[] sum() {
    return sum;
  }

  long[] squares() {
    return squares;
  }

  @Override
  public NumericProfile merge(ColumnProfile other) {
    NumericProfile that = (NumericProfile) other;
    long[] merged = counts.clone();
    for (int bin = 0; bin < merged.length; bin++) {
      merged[bin] += that.counts[bin];
    }
    return new NumericProfile(
        centre,
        merged,
        specials().plus(that.specials()),
        Math.min(min, that.min),
        Math.max(max, that.max),
        ExactSum.of(sum).plus(ExactSum.of(that.sum)).canonical(),
        ExactSum.of(squares).plus(ExactSum.of(that.squares)).canonical());
  }
}
