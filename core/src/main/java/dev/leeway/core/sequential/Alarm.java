package dev.leeway.core.sequential;

/// An alarm of a detector with a budget. Steps are rows or windows, counted from 0.
///
/// @param step where the alarm was raised
/// @param direction which way the mean moved, [Signal#RISE] or [Signal#FALL]
/// @param changePoint the likeliest first step of what is new, at most `step`
/// @param changeLow the first step of a 95 % confidence set for it
/// @param changeHigh the last step of that set, at most `step`
/// @param evidence the Shiryaev–Roberts sum, at least the budget's threshold
public record Alarm(
    long step,
    Signal direction,
    long changePoint,
    long changeLow,
    long changeHigh,
    double evidence) {

  void write(StateWriter out) {
    out.put(step)
        .put(direction == Signal.RISE)
        .put(changePoint)
        .put(changeLow)
        .put(changeHigh)
        .put(evidence);
  }

  static Alarm read(StateReader in) {
    return new Alarm(
        in.count(),
        in.flag() ? Signal.RISE : Signal.FALL,
        in.count(),
        in.count(),
        in.count(),
        in.number());
  }
}
