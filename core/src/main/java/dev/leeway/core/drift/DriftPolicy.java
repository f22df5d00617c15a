package dev.leeway.core.drift;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// When a column counts as drifted.
///
/// A test decides on a [DriftKind] of a column when it is significant *and* its effect reaches the
/// floor. Significance is the Benjamini–Hochberg adjusted p-value over all tests of all columns in
/// the calibrated policy, and the bare p-value in the textbook policy. The policies of other tools
/// ([Name#isPeer]) decide by those tools' own scores and thresholds, on the distribution alone.
///
/// @param name the policy's name
/// @param level false-discovery rate, or significance level where nothing is corrected, in (0, 1)
/// @param corrected whether p-values are adjusted over all columns and kinds
/// @param effectFloor smallest share of mass moved that counts, in [0, 1]
/// @param missingFloor smallest change of the missing share that counts, in [0, 1]
/// @param noveltyFloor smallest change of the share of new categories, out-of-range, infinite or
///   unreadable values that counts, in [0, 1]
/// @param methods with another tool's policy, its methods that were asked for, by their names
///   there; a column gets the first that is there for its kind, else the tool's default
public record DriftPolicy(
    Name name,
    double level,
    boolean corrected,
    double effectFloor,
    double missingFloor,
    double noveltyFloor,
    List<String> methods) {

  /// Fewest present values on each side for a distribution to be compared.
  public static final int MINIMUM_ROWS = 10;

  /// The named policies.
  public enum Name {
    CALIBRATED("Leeway"),
    TEXTBOOK("Leeway"),
    /// Evidently 0.7.21: [dev.leeway.core.drift.parity.EvidentlyMethod].
    EVIDENTLY("Evidently"),
    /// NannyML 0.13.1: [dev.leeway.core.drift.parity.NannyMlMethod].
    NANNYML("NannyML");

    private final String tool;

    Name(String tool) {
      this.tool = tool;
    }

    /// The tool whose rule it is.
    public String tool() {
      return tool;
    }

    /// Whether it is the rule of another tool.
    public boolean isPeer() {
      return this == EVIDENTLY || this == NANNYML;
    }

    /// The name used in options and reports.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The share of drifted columns from which on Evidently says that the data set drifted.
  public static final double EVIDENTLY_SHARE = 0.5;

  public DriftPolicy {
    methods = List.copyOf(methods);
    if (!methods.isEmpty()) {
      Peers.requireKnown(name, methods);
    }
    requireShare("level", level);
    requireShare("effect floor", effectFloor);
    requireShare("missing floor", missingFloor);
    requireShare("novelty floor", noveltyFloor);
  }

  /// The default: 5 % false discoveries over everything compared, and an effect floor, so that a
  /// large sample does not make a trifle an alarm. Its false-alarm rate is held by simulation.
  public static DriftPolicy calibrated() {
    return new DriftPolicy(Name.CALIBRATED, 0.05, true, 0.05, 0.01, 0.005, List.of());
  }

  /// What textbooks and most tools do: p < 0.05 for each distribution by itself. It raises a false
  /// alarm in one of twenty unchanged columns.
  public static DriftPolicy textbook() {
    return new DriftPolicy(Name.TEXTBOOK, 0.05, false, 0, 0, 0, List.of());
  }

  /// The rule of Evidently 0.7.21 or NannyML 0.13.1. Their numbers are reproduced, faults included;
  /// docs/reference/peers.md says what those are. It takes the rows of both sides to decide.
  ///
  /// @param name a policy of another tool
  /// @param methods as in [DriftPolicy]; empty for that tool's defaults
  /// @throws IllegalArgumentException when the tool has no such method
  public static DriftPolicy peer(Name name, List<String> methods) {
    if (!name.isPeer()) {
      throw new IllegalArgumentException(name.id() + " is not the policy of another tool");
    }
    return new DriftPolicy(name, 0.05, false, 0, 0, 0, methods);
  }

  /// The policy of that name.
  public static DriftPolicy of(Name name) {
    return switch (name) {
      case CALIBRATED -> calibrated();
      case TEXTBOOK -> textbook();
      case EVIDENTLY, NANNYML -> peer(name, List.of());
    };
  }

  /// A policy as people write it: a name, or of another tool also its name, a colon and its methods
  /// with commas between, such as `evidently:psi` or `nannyml:wasserstein,chi2`.
  ///
  /// @throws IllegalArgumentException when there is no such policy or method
  public static DriftPolicy parse(String written) {
    int colon = written.indexOf(':');
    String name = colon < 0 ? written : written.substring(0, colon);
    for (Name known : Name.values()) {
      if (known.id().equals(name.toLowerCase(Locale.ROOT))) {
        if (colon < 0) {
          return of(known);
        }
        List<String> methods = List.of(written.substring(colon + 1).split(",", -1));
        if (!known.isPeer()) {
          throw new IllegalArgumentException(known.id() + " takes no methods, was " + written);
        }
        return peer(known, methods);
      }
    }
    throw new IllegalArgumentException(
        "policy must be %s, or a tool's name with methods of it such as evidently:psi; was %s"
            .formatted(
                Arrays.stream(Name.values()).map(Name::id).collect(Collectors.joining(", ")),
                written));
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
