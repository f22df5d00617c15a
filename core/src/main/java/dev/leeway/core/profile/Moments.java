package dev.leeway.core.profile;

import dev.leeway.core.stats.ExactSum;

/// Exact sums of the deviations `y = x − centre` and of their squares, each `y` and `y²` rounded
/// once to a double. One writer.
///
/// Blocks are added faster than one value at a time: adding and subtracting a constant far above
/// the block's largest deviation splits off the leading bits of each deviation on a grid so coarse
/// that sums of [#BLOCK] of them are exact in a double; a second, finer grid takes the next bits,
/// and what is then left, which is nothing for all but relatively tiny deviations, goes into the
/// sum by itself. So a block costs a few additions a value, and the total is the same to the last
/// bit. Rump, Ogita, Oishi (2008), *Accurate floating-point summation, part I*, §3.
final class Moments {

  /// Values that are added together at most.
  static final int BLOCK = 512;

  // With deviations below 2^(e+1), multiples of 2^(e-41) sum to at most 2^(e+10): 51 bits.
  private static final int HEADROOM = 10;
  private static final double FINER = 0x1p-42;
  private static final int LARGEST_EXPONENT = 400;

  private final double centre;
  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private final double[] rests = new double[BLOCK];
  private final double[] restSquares = new double[BLOCK];
  private long overflowed;

  Moments(double centre) {
    this.centre = centre;
  }

  ExactSum sum() {
    return sum;
  }

  ExactSum squares() {
    return squares;
  }

  /// Values so far from the centre that the square overflows; they are in neither sum.
  long overflowed() {
    return overflowed;
  }

  /// Adds the first `length` values, at most [#BLOCK], all finite and in [`lowest`, `highest`].
  void add(double[] values, int length, double lowest, double highest) {
    int exponent = Math.getExponent(Math.max(highest - centre, centre - lowest));
    if (Math.abs(exponent) <= LARGEST_EXPONENT) {
      addOnGrids(values, length, exponent);
    } else {
      addOneByOne(values, length);
    }
  }

  private void addOnGrids(double[] values, int length, int exponent) {
    double centre = this.centre;
    double[] rests = this.rests;
    double[] restSquares = this.restSquares;
    double coarse = Math.scalb(1.5, exponent + 1 + HEADROOM);
    double fine = coarse * FINER;
    double coarseSquare = Math.scalb(1.5, 2 * exponent + 2 + HEADROOM);
    double fineSquare = coarseSquare * FINER;
    int restCount = 0;
    int restSquareCount = 0;
    double coarseSum = 0;
    double fineSum = 0;
    double coarseSquares = 0;
    double fineSquares = 0;
    for (int index = 0; index < length; index++) {
      double deviation = values[index] - centre;
      double square = deviation * deviation;
      double leading = (coarse + deviation) - coarse;
      double leadingSquare = (coarseSquare + square) - coarseSquare;
      double tail = deviation - leading;
      double tailSquare = square - leadingSquare;
      double middle = (fine + tail) - fine;
      double middleSquare = (fineSquare + tailSquare) - fineSquare;
      coarseSum += leading;
      fineSum += middle;
      coarseSquares += leadingSquare;
      fineSquares += middleSquare;
      double rest = tail - middle;
      double restSquare = tailSquare - middleSquare;
      rests[restCount] = rest;
      restCount += isNonZero(rest);
      restSquares[restSquareCount] = restSquare;
      restSquareCount += isNonZero(restSquare);
    }
    sum.add(coarseSum);
    sum.add(fineSum);
    sum.addAll(rests, restCount);
    squares.add(coarseSquares);
    squares.add(fineSquares);
    squares.addAll(restSquares, restSquareCount);
  }

  /// 1 or 0, without a branch: with long tails, which deviations leave a rest is random.
  private static int isNonZero(double value) {
    return (int) (((Double.doubleToRawLongBits(value) & Long.MAX_VALUE) + Long.MAX_VALUE) >>> 63);
  }

  private void addOneByOne(double[] values, int length) {
    for (int index = 0; index < length; index++) {
      double deviation = values[index] - centre;
      double square = deviation * deviation;
      if (square <= Double.MAX_VALUE) {
        sum.add(deviation);
        squares.add(square);
      } else {
        overflowed++;
      }
    }
  }
}
