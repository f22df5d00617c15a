package dev.leeway.core.concept;

/// When the relation of the label to the inputs counts as drifted.
///
/// A test shows drift when its q-value is at most the level and its effect reaches the floor. An
/// effect that may reach it, as the upper end of its interval does, counts when it is sure: when
/// the q-value is at most a fiftieth of the level. Where less than 90 % of the current rows lie
/// where the reference has rows, a change must be sure and its effect itself reach the floor. With
/// less than 50 % nothing is judged: there a change of the relation cannot be told from a drift of
/// the inputs.
///
/// @param level false-discovery rate over all tests of one comparison, in (0, 1)
/// @param effectFloor smallest share of labels changed that counts, in [0, 1]
/// @param minimumRows fewest labelled rows on each side, at least 20
public record ConceptPolicy(double level, double effectFloor, int minimumRows) {

  /// With less overlap of the inputs nothing is judged.
  public static final double LEAST_OVERLAP = 0.5;

  /// With less overlap the evidence must be surer, and the verdict says so.
  public static final double NOTABLE_OVERLAP = 0.9;

  private static final double SURER = 50;

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

  /// The level of what must be surer: a fiftieth of `level`.
  double sureLevel() {
    return level / SURER;
  }

  /// The default, whose false-alarm rate is held by simulation: level 0.05, floor 0.05, 50 rows.
  public static ConceptPolicy calibrated() {
    return new ConceptPolicy(0.05, 0.05, 50);
  }
}
