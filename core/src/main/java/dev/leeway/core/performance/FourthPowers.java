package dev.leeway.core.performance;

import dev.leeway.core.stats.ExactSum;
import java.math.BigDecimal;
import java.math.MathContext;

/// Exact sums of products of four factors, of which the error of R² is made. Being exact, they lose
/// nothing when values lie far from 0 in units of their spread. A product of two doubles is split
/// into a double and a rest: Dekker (1971), *A floating-point technique for extending the available
/// precision*.
///
/// @param cubes Σ y³
/// @param fourths Σ y⁴
/// @param mixedOnce Σ e²y
/// @param mixedTwice Σ e²y²
/// @param overflowed rows that are in none of the sums, since a product exceeds the largest double
record FourthPowers(
    BigDecimal cubes,
    BigDecimal fourths,
    BigDecimal mixedOnce,
    BigDecimal mixedTwice,
    long overflowed) {

  /// Enough for values of 2^100 times their spread.
  private static final MathContext DIGITS = new MathContext(150);

  FourthPowers merge(FourthPowers other) {
    return new FourthPowers(
        MeanSums.canonical(cubes.add(other.cubes)),
        MeanSums.canonical(fourths.add(other.fourths)),
        MeanSums.canonical(mixedOnce.add(other.mixedOnce)),
        MeanSums.canonical(mixedTwice.add(other.mixedTwice)),
        overflowed + other.overflowed);
  }

  /// `Σ (a (y − ȳ)² − e²)²`; infinite when a product was.
  ///
  /// @param a the factor
  /// @param actuals the sums of y and y²
  /// @param errors the sums of e²
  /// @param squares the sums of e⁴
  double squaredContrasts(double a, MeanSums actuals, MeanSums errors, MeanSums squares) {
    if (overflowed + actuals.overflowed() + errors.overflowed() + squares.overflowed() > 0) {
      return Double.POSITIVE_INFINITY;
    }
    BigDecimal n = BigDecimal.valueOf(actuals.count());
    BigDecimal mean = actuals.sum().divide(n, DIGITS);
    BigDecimal meanSquare = mean.multiply(mean);
    // Σ(y − m)⁴ and Σe²(y − m)², expanded
    BigDecimal fourth =
        fourths
            .subtract(times(4, cubes.multiply(mean)))
            .add(times(6, actuals.squares().multiply(meanSquare)))
            .subtract(times(4, actuals.sum().multiply(mean).multiply(meanSquare)))
            .add(n.multiply(meanSquare).multiply(meanSquare));
    BigDecimal mixed =
        mixedTwice
            .subtract(times(2, mixedOnce.multiply(mean)))
            .add(errors.squares().multiply(meanSquare));
    BigDecimal factor = new BigDecimal(a);
    BigDecimal sum =
        factor
            .multiply(factor)
            .multiply(fourth)
            .subtract(times(2, factor.multiply(mixed)))
            .add(squares.squares());
    return Math.max(0, sum.doubleValue());
  }

  private static BigDecimal times(long factor, BigDecimal value) {
    return BigDecimal.valueOf(factor).multiply(value);
  }

  /// For one thread.
  static final class Recorder {

    private final ExactSum cubes = new ExactSum();
    private final ExactSum fourths = new ExactSum();
    private final ExactSum mixedOnce = new ExactSum();
    private final ExactSum mixedTwice = new ExactSum();
    private long overflowed;

    void add(double y, double e) {
      double y2 = y * y;
      double y2Rest = Math.fma(y, y, -y2);
      double e2 = e * e;
      double e2Rest = Math.fma(e, e, -e2);
      if (!Double.isFinite(y2 * y2) || !Double.isFinite(e2 * y2) || !Double.isFinite(e2 * y)) {
        overflowed++;
        return;
      }
      add(cubes, y2, y2Rest, y, 0);
      add(fourths, y2, y2Rest, y2, y2Rest);
      add(mixedOnce, e2, e2Rest, y, 0);
      add(mixedTwice, e2, e2Rest, y2, y2Rest);
    }

    /// Adds the exact product of two numbers that are each a double and a rest.
    private static void add(ExactSum sum, double a, double aRest, double b, double bRest) {
      add(sum, a, b);
      add(sum, a, bRest);
      add(sum, aRest, b);
      add(sum, aRest, bRest);
    }

    private static void add(ExactSum sum, double a, double b) {
      double product = a * b;
      sum.add(product);
      sum.add(Math.fma(a, b, -product));
    }

    FourthPowers snapshot() {
      return new FourthPowers(
          MeanSums.canonical(cubes.value()),
          MeanSums.canonical(fourths.value()),
          MeanSums.canonical(mixedOnce.value()),
          MeanSums.canonical(mixedTwice.value()),
          overflowed);
    }
  }
}
