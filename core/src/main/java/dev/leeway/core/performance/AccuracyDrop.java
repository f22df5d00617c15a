package dev.leeway.core.performance;

import dev.leeway.core.stats.Proportion;
import java.math.BigInteger;
import java.util.OptionalLong;

/// How far accuracy fell from a reference to current rows, and whether chance could explain it.
///
/// @param referenceCorrect reference rows predicted right
/// @param referenceRows all reference rows, at least 1
/// @param currentCorrect current rows predicted right
/// @param currentRows all current rows, at least 1
public record AccuracyDrop(
    long referenceCorrect, long referenceRows, long currentCorrect, long currentRows) {

  /// The confidence of [#lowerBound()], one-sided: of batches that lost nothing, about one in
  /// twenty is confirmed as a drop.
  public static final double CONFIDENCE = 0.95;

  /// A drop is critical above 5 points of accuracy, a twentieth.
  private static final BigInteger TWENTY = BigInteger.valueOf(20);

  /// A prediction of the rows needed goes no further than this.
  private static final long MOST_ROWS = 1L << 40;

  public AccuracyDrop {
    requireShare("reference", referenceCorrect, referenceRows);
    requireShare("current", currentCorrect, currentRows);
  }

  /// What is to be made of a drop.
  public enum State {
    /// No drop beyond chance, and none above 5 points.
    NONE,
    /// Beyond chance, but 5 points at most.
    CONFIRMED,
    /// Above 5 points, but chance could still explain it: more rows will tell.
    PENDING,
    /// Above 5 points and beyond chance.
    CRITICAL
  }

  /// The drop from the rows of one matrix to those of another, both with at least 1 row.
  public static AccuracyDrop between(ConfusionMatrix reference, ConfusionMatrix current) {
    return new AccuracyDrop(
        reference.correct(), reference.rows(), current.correct(), current.rows());
  }

  /// The share of reference rows predicted right.
  public double referenceAccuracy() {
    return (double) referenceCorrect / referenceRows;
  }

  /// The share of current rows predicted right.
  public double currentAccuracy() {
    return (double) currentCorrect / currentRows;
  }

  /// The reference's accuracy less the current one, in [−1, 1]; 0.05 is a drop of 5 points.
  public double drop() {
    return referenceAccuracy() - currentAccuracy();
  }

  /// What the true drop exceeds with a confidence of 95 %, in [−1, 1]: the lower end of Newcombe's
  /// (1998, method 10) interval for the difference of two independent proportions.
  public double lowerBound() {
    return lowerBound(currentCorrect, currentRows);
  }

  /// What is to be made of it.
  public State state() {
    boolean confirmed = lowerBound() > 0;
    if (isAboveCritical()) {
      return confirmed ? State.CRITICAL : State.PENDING;
    }
    return confirmed ? State.CONFIRMED : State.NONE;
  }

  /// About how many more current rows would confirm this drop if accuracy stays as it is; 0 when it
  /// is confirmed; empty when there is no drop, or when the reference is so small that no number
  /// would do.
  public OptionalLong rowsNeeded() {
    if (lowerBound() > 0) {
      return OptionalLong.of(0);
    }
    long enough = currentRows;
    while (!confirmedWith(enough)) {
      if (enough > MOST_ROWS) {
        return OptionalLong.empty();
      }
      enough *= 2;
    }
    long tooFew = enough / 2;
    while (enough - tooFew > 1) {
      long middle = tooFew + (enough - tooFew) / 2;
      if (confirmedWith(middle)) {
        enough = middle;
      } else {
        tooFew = middle;
      }
    }
    return OptionalLong.of(Math.max(1, enough - currentRows));
  }

  private boolean confirmedWith(long rows) {
    long correct = Math.min(rows, (long) Math.ceil(currentAccuracy() * rows));
    return lowerBound(correct, rows) > 0;
  }

  private double lowerBound(long correct, long rows) {
    return Proportion.lowerBoundOfDifference(
        referenceCorrect, referenceRows, correct, rows, CONFIDENCE);
  }

  /// In integers, since 0.95 − 0.90 and 0.90 − 0.85 lie on different sides of 0.05 as doubles.
  private boolean isAboveCritical() {
    BigInteger referenceShare = product(referenceCorrect, currentRows);
    BigInteger currentShare = product(currentCorrect, referenceRows);
    return referenceShare
            .subtract(currentShare)
            .multiply(TWENTY)
            .compareTo(product(referenceRows, currentRows))
        > 0;
  }

  private static BigInteger product(long first, long second) {
    return BigInteger.valueOf(first).multiply(BigInteger.valueOf(second));
  }

  private static void requireShare(String which, long correct, long rows) {
    if (rows < 1 || correct < 0 || correct > rows) {
      throw new IllegalArgumentException(
          "%s needs 0 <= correct <= rows and at least 1 row, were %d correct of %d"
              .formatted(which, correct, rows));
    }
  }
}
