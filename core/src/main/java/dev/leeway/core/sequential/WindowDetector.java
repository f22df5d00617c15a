package dev.leeway.core.sequential;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Watches one statistic of scheduled windows (a mean rank, an error rate, a missing share, a
/// latency) with a budget of false alarms. A window is taken once, when it is final.
///
/// What happens from window to window on ordinary days is part of the null: mean, spread and
/// autocorrelation are taken as unknown, and what is known of them comes from the reference's
/// windows and the production windows so far (`WindowEvidence` has the formula and the proof). For
/// windows that are normal and whose autocorrelation is at most the limit estimated from them, the
/// chance of a false alarm is at most the budget, whatever the day-to-day spread and however short
/// the reference. The limit is learnt as long as nothing seems to change.
///
/// A value further than 4 standard deviations of the reference from its mean counts as 4: one odd
/// window hardly ever makes an alarm alone.
///
/// With fewer than 20 reference windows the first production windows make up for them; until then
/// the detector is silent and [#status] says so.
public final class WindowDetector {

  /// Windows that are needed before anything is judged.
  public static final int NEEDED = 20;

  private static final String KIND = "budget-windows";
  private static final double CLIP = 4;

  /// What the detector is doing.
  public enum Status {
    /// It has fewer than [#NEEDED] windows and is silent.
    LEARNING,
    /// It judges every window.
    WATCHING,
    /// It has raised an alarm and is silent until that is acknowledged.
    ALARMED,
    /// The windows learnt from are all the same; nothing can be judged.
    CONSTANT,
    /// Windows depend so strongly on those before them (a trend, a season, a random walk) that the
    /// budget cannot be promised; it is silent.
    VOID
  }

  private final AlarmBudget budget;
  private final double tolerance;
  private WindowEvidence windows;
  private int learnt;
  private double center = Double.NaN;
  private double spread = Double.NaN;
  private int limit;
  private double evidence;
  private long steps;
  private @Nullable Alarm alarm;

  private WindowDetector(AlarmBudget budget, double tolerance) {
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("the tolerance must be at least 0, was " + tolerance);
    }
    this.budget = budget;
    this.tolerance = tolerance;
    windows = new WindowEvidence(NEEDED);
  }

  /// A detector that knows these windows of the reference, in the order of time; there may be none.
  ///
  /// @param budget the false alarms allowed; its period is in windows
  /// @param reference the statistic of each window
  /// @param tolerance how far the mean may move without an alarm, in units of the statistic, at
  ///   least 0
  public static WindowDetector of(AlarmBudget budget, double[] reference, double tolerance) {
    WindowDetector detector = new WindowDetector(budget, tolerance);
    detector.windows = new WindowEvidence(Math.max(NEEDED, reference.length));
    for (double value : reference) {
      requireFinite(value);
      detector.learn(value);
    }
    return detector;
  }

  /// Takes the next window.
  ///
  /// @throws IllegalArgumentException if the value is not finite
  public Signal add(double value) {
    requireFinite(value);
    steps++;
    if (alarm != null) {
      return Signal.QUIET;
    }
    if (Double.isNaN(spread)) {
      learn(value);
      return Signal.QUIET;
    }
    if (spread == 0) {
      return Signal.QUIET;
    }
    windows.add(Math.min(CLIP, Math.max(-CLIP, (value - center) / spread)));
    if (limit < WindowEvidence.AUTOCORRELATIONS) {
      evidence = windows.total(limit, null);
      if (evidence >= budget.threshold()) {
        return judge();
      }
    }
    if (evidence <= age()) {
      limit = windows.autocorrelationLimit();
    }
    return Signal.QUIET;
  }

  /// An alarm, unless the change is tolerated.
  private Signal judge() {
    WindowEvidence.Place place = windows.locate(limit);
    if (Math.abs(place.shift()) * spread < tolerance) {
      return Signal.QUIET;
    }
    long offset = steps - windows.size();
    alarm =
        new Alarm(
            steps - 1,
            place.shift() > 0 ? Signal.RISE : Signal.FALL,
            place.start() + offset,
            place.low() + offset,
            place.high() + offset,
            evidence);
    return alarm.direction();
  }

  private static void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a window must be a finite number, was " + value);
    }
  }

  private void learn(double value) {
    windows.add(value);
    learnt++;
    if (learnt >= windows.firstStart()) {
      center = windows.mean();
      spread = windows.deviation();
      if (spread <= 1e-12 * Math.abs(center)) {
        spread = 0;
        return;
      }
      windows = windows.standardized(center, spread, CLIP);
      limit = windows.autocorrelationLimit();
    }
  }

  /// Production windows judged since the last start.
  private long age() {
    return (long) windows.size() - windows.firstStart();
  }

  /// What the detector is doing.
  public Status status() {
    if (alarm != null) {
      return Status.ALARMED;
    }
    if (Double.isNaN(spread)) {
      return Status.LEARNING;
    }
    if (spread == 0) {
      return Status.CONSTANT;
    }
    return limit >= WindowEvidence.AUTOCORRELATIONS ? Status.VOID : Status.WATCHING;
  }

  /// Windows learnt from so far; of [#NEEDED], while learning.
  public int learnt() {
    return learnt;
  }

  /// How many production windows were given.
  public long steps() {
    return steps;
  }

  /// The Shiryaev–Roberts sum after the last window; an alarm is at the budget's threshold.
  public double evidence() {
    return evidence;
  }

  /// An e-value against "no change so far": the evidence by the windows judged. 0 before the first.
  public double eValue() {
    return age() <= 0 || Double.isNaN(spread) || spread == 0 ? 0 : evidence / age();
  }

  /// The largest autocorrelation of neighbouring windows that is allowed for now, from 0 to 0.8.
  public double autocorrelationLimit() {
    return Math.min(limit, WindowEvidence.AUTOCORRELATIONS - 1) / 10.0;
  }

  /// The alarm that waits to be acknowledged.
  public Optional<Alarm> alarm() {
    return Optional.ofNullable(alarm);
  }

  /// Watches on, with a new budget, against what was normal before the change: all windows before
  /// the alarm's change point, as far as they are still kept.
  public void acknowledge() {
    if (alarm != null) {
      long offset = alarm.step() + 1 - windows.size();
      windows = windows.before((int) (alarm.changePoint() - offset));
    }
    alarm = null;
    evidence = 0;
  }

  /// Learns anew from the windows that follow, with a new budget: what is new now is normal.
  public void relearn() {
    windows = new WindowEvidence(NEEDED);
    learnt = 0;
    center = Double.NaN;
    spread = Double.NaN;
    limit = 0;
    evidence = 0;
    alarm = null;
  }

  /// About how many windows after a lasting change of the mean by `shift` (in units of the
  /// statistic) an alarm comes, by trying it on windows that vary as usual; infinite where 1,000
  /// are not enough or the shift is tolerated. Empty unless watching.
  public OptionalDouble expectedDelay(double shift) {
    if (status() != Status.WATCHING) {
      return OptionalDouble.empty();
    }
    WindowDetector trial = restore(state());
    double deviation = windows.deviation() * spread;
    for (int window = 1; window <= 1_000; window++) {
      // +1, +1, −1, −1: mean 0, variance 1, no autocorrelation
      double usual = window % 4 < 2 ? deviation : -deviation;
      if (trial.add(center + windows.mean() * spread + shift + usual).isAlarm()) {
        return OptionalDouble.of(window);
      }
    }
    return OptionalDouble.of(Double.POSITIVE_INFINITY);
  }

  /// All that the detector knows, in bytes with a version and a checksum.
  public byte[] state() {
    StateWriter out = new StateWriter(KIND);
    budget.write(out);
    out.put(tolerance).put((long) windows.firstStart());
    out.put((long) learnt).put(center).put(spread).put((long) limit).put(evidence).put(steps);
    out.put(alarm != null);
    if (alarm != null) {
      alarm.write(out);
    }
    windows.write(out);
    return out.toBytes();
  }

  /// The detector whose [#state()] this is.
  ///
  /// @throws IllegalArgumentException for bytes that are none, of another version, or damaged
  public static WindowDetector restore(byte[] state) {
    StateReader in = new StateReader(state).expect(KIND);
    WindowDetector detector = new WindowDetector(AlarmBudget.read(in), in.number());
    detector.windows = new WindowEvidence(in.count(Integer.MAX_VALUE));
    detector.learnt = in.count(Integer.MAX_VALUE);
    detector.center = in.number();
    detector.spread = in.number();
    detector.limit = in.count(WindowEvidence.AUTOCORRELATIONS);
    detector.evidence = in.number();
    detector.steps = in.count();
    detector.alarm = in.flag() ? Alarm.read(in) : null;
    detector.windows.read(in);
    in.end();
    return detector;
  }
}
