package dev.leeway.core.concept;

/// When the relation of the label to the inputs counts as drifted.
///
/// @param level false-discovery rate over all tests of one comparison, in (0, 1)
/// @param effectFloor smallest share of labels changed that counts, in [0, 1]
/// @param minimumRows fewest labelled rows on each side, at least 20
public record ConceptPolicy(double level, double effectFloor, int minimumRows) {

  public ConceptPolicy {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1), was " + level);
    }
    if (!(effectFloor >= 0 && effectFloor <= 1)) {
      throw new IllegalArgumentException("effect floor must be in [0, 1], was " + effectFloor);
    }
    if (minimumRows < 20) {
      throw new IllegalArgumentException("minimum rows must be at least 20, was " + minimumRows);
    }
  }

  /// The default, whose false-alarm rate is held by simulation: level 0.05, floor 0.05, 50 rows.
  public static ConceptPolicy calibrated() {
    return new ConceptPolicy(0.05, 0.05, 50);
  }
}
