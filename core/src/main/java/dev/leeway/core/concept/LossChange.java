package dev.leeway.core.concept;

import dev.leeway.core.stats.Interval;
import dev.leeway.core.stats.PValue;

/// How the model's mean loss changed, and how much of that the drift of the inputs explains.
///
/// The reference's loss is averaged anew with each cell of inputs weighing what it weighs in the
/// current data: what it changes by is *explained*, the rest is not. A rest can come from concept
/// drift or from another model; so it informs and does not decide.
///
/// @param loss the loss
/// @param referenceRows rows of the reference with label and answer
/// @param currentRows rows of the current data with both
/// @param reference mean loss of the reference
/// @param current mean current loss
/// @param p two-sided probability of such a difference without any change
/// @param change `current − reference`, with its interval of 95 %
/// @param changeInterval see `change`
/// @param explained what the drift of the inputs explains of `change`
/// @param unexplained `change − explained`, with its interval of 95 % and p-value
/// @param unexplainedInterval see `unexplained`
/// @param unexplainedP see `unexplained`
public record LossChange(
    Loss loss,
    long referenceRows,
    long currentRows,
    double reference,
    double current,
    PValue p,
    double change,
    Interval changeInterval,
    double explained,
    double unexplained,
    Interval unexplainedInterval,
    PValue unexplainedP) {}
