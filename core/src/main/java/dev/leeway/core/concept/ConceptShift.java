package dev.leeway.core.concept;

/// How the share of one class moved in one bin of a feature, or one cell of several features.
///
/// @param feature the feature, or those of a cell joined by ` and `
/// @param bin the bin in words, such as `X1 in (0.2, 0.3]`, `colour = red`, `X1 missing`, or `X1 ≤
///   4 and X2 > 7`
/// @param label the class, or for numbers the interval of the label in words
/// @param referenceRows labelled rows of the reference in the bin
/// @param currentRows labelled rows of the current data in the bin
/// @param referenceShare share of the class among the former, in [0, 1]
/// @param currentShare share of the class among the latter, in [0, 1]
/// @param change what of the difference the drift of the inputs does not explain, in [−1, 1]
/// @param contribution what the bin adds to the distance: its weight times |`change`|
public record ConceptShift(
    String feature,
    String bin,
    String label,
    long referenceRows,
    long currentRows,
    double referenceShare,
    double currentShare,
    double change,
    double contribution) {

  /// The share to be expected from today's inputs if nothing but them had changed, in [0, 1].
  public double expectedShare() {
    return Math.min(1, Math.max(0, currentShare - change));
  }
}
