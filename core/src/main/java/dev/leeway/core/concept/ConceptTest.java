package dev.leeway.core.concept;

import dev.leeway.core.stats.PValue;

/// A test of whether labels are distributed alike in reference and current rows with like inputs.
///
/// @param statistic chi-square, of the class with the smallest p-value
/// @param degreesOfFreedom groups of rows that entered it, less 1 where they are compared with each
///   other; 0 when there were too few rows for any test, and then p is 1
/// @param p probability of so much without concept drift, corrected for the number of classes
/// @param q `p` adjusted over all tests of the comparison
/// @param distance mean over the groups of the total variation between the labels of both sides:
///   the share of rows whose label would have to change for them to agree, in [0, 1]
/// @param expectedSquare mean square of `distance` without concept drift
/// @param effect the share of labels changed beyond chance: √max(0, distance² − expectedSquare)
/// @param effectLimit what the true share is below with 95 %, on one side: `effect` and 1.645
///   standard errors that `distance` has when every group changed, at most 1
public record ConceptTest(
    double statistic,
    int degreesOfFreedom,
    PValue p,
    double q,
    double distance,
    double expectedSquare,
    double effect,
    double effectLimit) {

  ConceptTest adjusted(double q) {
    return new ConceptTest(
        statistic, degreesOfFreedom, p, q, distance, expectedSquare, effect, effectLimit);
  }

  /// Whether it shows drift.
  ///
  /// @param overlap the share of current rows that lie where the reference has rows
  boolean exceeds(ConceptPolicy policy, double overlap) {
    double floor = policy.effectFloor();
    if (overlap < ConceptPolicy.NOTABLE_OVERLAP) {
      return isSure(policy) && effect >= floor;
    }
    return (q <= policy.level() && effect >= floor) || (isSure(policy) && effectLimit >= floor);
  }

  /// Whether chance is ruled out so far that a change is reported even below the floor.
  boolean isSure(ConceptPolicy policy) {
    return q <= policy.sureLevel();
  }
}
