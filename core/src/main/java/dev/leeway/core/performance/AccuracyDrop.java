package dev.leeway.core.performance;

import java.util.OptionalLong;

/// How far accuracy fell from a reference to current rows, and whether chance could explain it: the
/// case of [Degradation] that needs nothing but four counts.
///
/// @param referenceCorrect reference rows predicted right
/// @param referenceRows all reference rows, at least 1
/// @param currentCorrect current rows predicted right
/// @param currentRows all current rows, at least 1
public record AccuracyDrop(
    long referenceCorrect, long referenceRows, long currentCorrect, long currentRows) {

  /// The confidence of [#lowerBound()], one-sided: of batches that lost nothing, about one in
  /// twenty is confirmed as a drop.
  public static final double CONFIDENCE = Degradation.CONFIDENCE;

  public AccuracyDrop {
    requireShare("reference", referenceCorrect, referenceRows);
    requireShare("current", currentCorrect, currentRows);
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
    return shares().lowerBound();
  }

  /// What is to be made of it.
  public Degradation.State state() {
    return shares().state();
  }

  /// About how many more current rows would confirm this drop if accuracy stays as it is; 0 when it
  /// is confirmed; empty when there is no drop, or when the reference is so small that no number
  /// would do.
  public OptionalLong rowsNeeded() {
    return shares().needed();
  }

  private ShareDrop shares() {
    return new ShareDrop(
        new Share(referenceCorrect, referenceRows),
        new Share(currentCorrect, currentRows),
        CONFIDENCE);
  }

  private static void requireShare(String which, long correct, long rows) {
    if (rows < 1 || correct < 0 || correct > rows) {
      throw new IllegalArgumentException(
          "%s needs 0 <= correct <= rows and at least 1 row, were %d correct of %d"
              .formatted(which, correct, rows));
    }
  }
}
