package dev.leeway.core.sequential;

/// What a [RowDetector] watches.
///
/// @param scale what is made of the values
/// @param side which changes of the mean alarm
/// @param budget the false alarms allowed; its period is in rows
/// @param baselineRows rows from which the unchanged state is learnt, from 30 to 10 million
/// @param tolerance how far the mean may move on the scale without being a change, in [0, 1)
public record RowSpec(
    Scale scale, Side side, AlarmBudget budget, int baselineRows, double tolerance) {

  /// What is made of a value.
  public enum Scale {
    /// The value itself, which must lie in [0, 1]: an error, a loss scaled to [0, 1], a missing or
    /// category indicator.
    UNIT,
    /// Its rank among the baseline's values, ties counted half, in [0, 1]: for numbers without a
    /// bound. Sees that values move up or down, not that they spread.
    RANK
  }

  static final int FEWEST = 30;
  private static final int MOST = 10_000_000;

  public RowSpec {
    if (baselineRows < FEWEST || baselineRows > MOST) {
      throw new IllegalArgumentException(
          "the baseline must have %d to %,d rows, was %,d".formatted(FEWEST, MOST, baselineRows));
    }
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw new IllegalArgumentException("the tolerance must be in [0, 1), was " + tolerance);
    }
  }

  /// Rises of errors, or of anything in [0, 1], above what 1,000 rows had.
  public static RowSpec errors(AlarmBudget budget) {
    return new RowSpec(Scale.UNIT, Side.UP, budget, 1_000, 0);
  }

  void write(StateWriter out) {
    budget.write(out);
    out.put((long) scale.ordinal())
        .put((long) side.ordinal())
        .put((long) baselineRows)
        .put(tolerance);
  }

  static RowSpec read(StateReader in) {
    AlarmBudget budget = AlarmBudget.read(in);
    return new RowSpec(
        Scale.values()[in.count(1)],
        Side.values()[in.count(2)],
        budget,
        in.count(MOST),
        in.number());
  }
}
