package dev.leeway.core.anomaly;

/// What one feature adds to a row's being unusual.
///
/// @param name the feature
/// @param fall how much the row's score falls, on average, when only this feature's value is
///   replaced by those of [IsolationForest#BACKGROUND] reference rows; above 0
/// @param value the row's value as people write it; empty when it is missing
/// @param referenceShare share of reference rows that have this category, or no value as this row,
///   or a number as far out on the same side; in [0, 1], 0 when the reference has nothing like it.
///   For numbers it is at most about ½ and right to about 0.001
/// @param clue the same in words, such as "412.5 is above every value of the reference (largest
///   99.1)"
public record UnusualFeature(
    String name, double fall, String value, double referenceShare, String clue) {}
