package dev.leeway.core.concept;

/// How the share of one class moved in one bin of one feature.
///
/// @param feature the feature
/// @param bin the bin in words, such as `X1 in (0.2, 0.3]`, `colour = red` or `X1 missing`
/// @param label the class, or for numbers the interval of the label in words
/// @param referenceRows labelled rows of the reference in the bin
/// @param currentRows labelled rows of the current data in the bin
/// @param referenceShare share of the class among the former, in [0, 1]
/// @param currentShare share of the class among the latter, in [0, 1]
/// @param change what of the difference the drift of the inputs does not explain, in [−1, 1]
/// @param contribution what the bin adds to the feature's distance: its weight times |`change`|
public record ConceptShift(
    String feature,
    String bin,
    String label,
    long referenceRows,
    long currentRows,
    double referenceShare,
    double currentShare,
    double change,
    double contribution) {}
