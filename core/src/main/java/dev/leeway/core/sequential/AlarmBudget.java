package dev.leeway.core.sequential;

/// How many false alarms are allowed: the chance of one or more, in a period, over all series that
/// are watched together. `new AlarmBudget(0.1, 3650, 200)` says: with 200 features looked at once a
/// day, at most one fleet in ten has a false alarm in ten years.
///
/// A nine-tenth of the chance goes to chance in the stream, the rest to references that happen to
/// lie off. A Shiryaev–Roberts sum M of e-values has, as long as nothing changed, a mean of at most
/// t after t steps, and M − t falls on average; so P(M ≥ c within T steps) ≤ T/c (Doob), whatever
/// the dependence, and for K series K·T/c. Hence the threshold c = K·T/(0.9·chance). Shin, Ramdas &
/// Rinaldo (2023), E-detectors.
///
/// After an alarm that was acknowledged a detector starts again and spends a new budget: the chance
/// of a false alarm in the period that follows is again at most `chance`, and the expected number
/// in any period at most chance/(1 − chance).
///
/// @param chance of one or more false alarms in a period over all series, in (0, 1)
/// @param period how many steps (rows or windows of one series) the period has, at least 1
/// @param series how many series share the budget (features, segments and metrics alike), at least
///   1
public record AlarmBudget(double chance, long period, int series) {

  private static final double FOR_REFERENCES = 0.1;

  public AlarmBudget {
    if (!(chance > 0 && chance < 1)) {
      throw new IllegalArgumentException(
          "the chance of a false alarm must be in (0, 1), was " + chance);
    }
    if (period < 1) {
      throw new IllegalArgumentException("the period must be at least 1 step, was " + period);
    }
    if (series < 1) {
      throw new IllegalArgumentException("the series must be at least 1, were " + series);
    }
  }

  /// The evidence from which on a series alarms; above 1.
  public double threshold() {
    return (double) period * series / (chance * (1 - FOR_REFERENCES));
  }

  /// The chance that one limit taken from a reference may be wrong, with so many limits a series.
  double limitChance(int limits) {
    return chance * FOR_REFERENCES / ((double) series * limits);
  }

  void write(StateWriter out) {
    out.put(chance).put(period).put((long) series);
  }

  static AlarmBudget read(StateReader in) {
    return new AlarmBudget(in.number(), in.count(), in.count(Integer.MAX_VALUE));
  }
}
