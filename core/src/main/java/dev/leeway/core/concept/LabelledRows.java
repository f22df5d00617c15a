package dev.leeway.core.concept;

/// The rows that a comparison could use.
///
/// @param reference rows of the reference with a label
/// @param referenceUnlabelled rows of the reference without one
/// @param current current rows with a label
/// @param currentUnlabelled current rows without one
/// @param outside of `current`, those whose inputs the reference never had, so that nothing is
///   known of how their labels were: they are not judged
public record LabelledRows(
    long reference, long referenceUnlabelled, long current, long currentUnlabelled, long outside) {}
