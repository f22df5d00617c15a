package dev.leeway.core.drift;

import java.util.Locale;

/// When a column counts as drifted.
///
/// A test decides on a [DriftKind] of a column when it is significant *and* its effect reaches the
/// floor. Significance is the Benjamini–Hochberg adjusted p-value over all tests of all columns in
/// the calibrated policy, and the bare p-value in the textbook policy.
///
/// @param name the policy's name
/// @param level false-discovery rate, or significance level where nothing is corrected, in (0, 1)
/// @param corrected whether p-values are adjusted over all columns and kinds
/// @param effectFloor smallest share of mass moved that counts, in [0, 1]
/// @param missingFloor smallest change of the missing share that counts, in [0, 1]
/// @param noveltyFloor smallest change of the share of new categories, out-of-range, infinite or
///   unreadable values that counts, in [0, 1]
public record DriftPolicy(
    Name name,
    double level,
    boolean corrected,
    double effectFloor,
    double missingFloor,
    double noveltyFloor) {

  /// Fewest present values on each side for a distribution to be compared.
  public static final int MINIMUM_ROWS = 10;

  /// The named policies.
  public enum Name {
    CALIBRATED,
    TEXTBOOK;

    /// The name used in options and reports.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public DriftPolicy {
    requireShare("level", level);
    requireShare("effect floor", effectFloor);
    requireShare("missing floor", missingFloor);
    requireShare("novelty floor", noveltyFloor);
  }

  /// The default: 5 % false discoveries over everything compared, and an effect floor, so that a
  /// large sample does not make a trifle an alarm. Its false-alarm rate is held by simulation.
  public static DriftPolicy calibrated() {
    return new DriftPolicy(Name.CALIBRATED, 0.05, true, 0.05, 0.01, 0.005);
  }

  /// What textbooks and most tools do: p < 0.05 for each distribution by itself. It raises a false
  /// alarm in one of twenty unchanged columns.
  public static DriftPolicy textbook() {
    return new DriftPolicy(Name.TEXTBOOK, 0.05, false, 0, 0, 0);
  }

  /// The policy of that name.
  public static DriftPolicy of(Name name) {
    return name == Name.CALIBRATED ? calibrated() : textbook();
  }

  /// The smallest effect that counts for `kind`.
  double floor(DriftKind kind) {
    return switch (kind) {
      case DISTRIBUTION -> effectFloor;
      case MISSING -> missingFloor;
      case NEW_CATEGORY, OUT_OF_RANGE, INFINITE, UNREADABLE -> noveltyFloor;
    };
  }

  private static void requireShare(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " must be in [0, 1], was " + value);
    }
  }
}
