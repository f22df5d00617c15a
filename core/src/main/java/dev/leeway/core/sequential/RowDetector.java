package dev.leeway.core.sequential;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Watches the mean of a stream row by row, with a budget of false alarms that holds by proof.
///
/// The first rows (or a reference) are the baseline: an upper limit m0 of the mean, and one of the
/// mean of 1 − x. Each side is a mixture of Shiryaev–Roberts sums of bets against its limit
/// ([AlarmBudget] has the argument, `Bets` the formula); the evidence is their average, and where
/// it reaches the budget's threshold there is an alarm. The reference's own error is part of the
/// null, so that more rows never turn it into an alarm.
///
/// What the proof needs: without a change the mean of a row, given all rows before it, stays within
/// the baseline's limits. Rows that come in streaks, hours of the day or days of the week void it;
/// use window mode there. Reference rows are taken to be independent.
///
/// After an alarm the detector is silent until someone says [#acknowledge] or [#relearn].
///
/// On [RowSpec.Scale#RANK] the limit is ½ + √(ln(1/α)/6n): the mean rank of new rows is the mean of
/// n independent values that are uniform, or averages of uniform ones with ties, less its own mean,
/// and a uniform value is sub-Gaussian with its own variance 1/12.
///
/// A row costs about 20 ns with 16 bets, ranks about 25 ns more; memory grows with the logarithm of
/// the rows.
public final class RowDetector implements ChangeDetector {

  private static final String KIND = "budget-rows";

  private final RowSpec spec;
  private final double threshold;
  private final RecentSums history = new RecentSums();
  private RowBaseline baseline;
  private @Nullable Bets bets;
  private long rows;
  private @Nullable Alarm alarm;

  private RowDetector(RowSpec spec) {
    this.spec = spec;
    threshold = spec.budget().threshold();
    baseline = new RowBaseline(spec);
  }

  /// A detector that learns the unchanged state from the first rows, and is silent meanwhile.
  public static RowDetector learning(RowSpec spec) {
    return new RowDetector(spec);
  }

  /// A detector that knows the unchanged state from reference rows, as many as the specification
  /// says; they are not counted as rows of the stream.
  ///
  /// @throws IllegalArgumentException if they are not as many, or a value does not fit the scale
  public static RowDetector of(RowSpec spec, double[] reference) {
    if (reference.length != spec.baselineRows()) {
      throw new IllegalArgumentException(
          "the reference must have %,d rows, had %,d"
              .formatted(spec.baselineRows(), reference.length));
    }
    RowDetector detector = new RowDetector(spec);
    for (double value : reference) {
      detector.requireValue(value);
      detector.learn(value);
    }
    return detector;
  }

  @Override
  public Signal add(double value) {
    requireValue(value);
    rows++;
    if (alarm != null) {
      return Signal.QUIET;
    }
    if (bets == null) {
      learn(value);
      return Signal.QUIET;
    }
    double x = baseline.scaled(value);
    history.add(x);
    double evidence = bets.add(x);
    if (evidence < threshold) {
      return Signal.QUIET;
    }
    alarm = locate(bets.rose() ? Signal.RISE : Signal.FALL, evidence);
    return alarm.direction();
  }

  private void requireValue(double value) {
    boolean fits =
        spec.scale() == RowSpec.Scale.UNIT ? value >= 0 && value <= 1 : Double.isFinite(value);
    if (!fits) {
      throw new IllegalArgumentException(
          spec.scale() == RowSpec.Scale.UNIT
              ? "a row must be in [0, 1], was " + value
              : "a row must be a finite number, was " + value);
    }
  }

  private void learn(double value) {
    baseline.add(value);
    if (baseline.isFull()) {
      bets = bets();
    }
  }

  private Bets bets() {
    double alpha = spec.budget().limitChance(spec.side().count());
    double rate = Math.min(0.01, Math.max(1e-4, 2 * Math.log(threshold) / spec.budget().period()));
    return new Bets(
        spec.side().hasUp() ? baseline.upper(alpha) : Double.NaN,
        spec.side().hasDown() ? baseline.upperOfComplement(alpha) : Double.NaN,
        rate);
  }

  private Alarm locate(Signal direction, double evidence) {
    boolean rose = direction == Signal.RISE;
    double tolerated = baseline.mean() + (rose ? spec.tolerance() : -spec.tolerance());
    double mean = Math.min(1 - 1e-9, Math.max(1e-9, tolerated));
    ChangePoint point = new ChangePoint(rows);
    history.backwards((moreRows, moreSum) ->
        point.older(
            moreRows,
            moreSum,
            since -> rose == (since > mean) ? MeanLimit.divergence(since, mean) : 0));
    return point.alarm(direction, evidence);
  }

  @Override
  public long rows() {
    return rows;
  }

  /// What is watched.
  public RowSpec spec() {
    return spec;
  }

  /// The alarm that waits to be acknowledged.
  public Optional<Alarm> alarm() {
    return Optional.ofNullable(alarm);
  }

  /// Baseline rows still to come; 0 when it watches.
  public long rowsToLearn() {
    return spec.baselineRows() - baseline.rows();
  }

  /// The mean of the baseline on the scale; empty while it is being learnt.
  public OptionalDouble baselineMean() {
    return baseline.isFull() ? OptionalDouble.of(baseline.mean()) : OptionalDouble.empty();
  }

  /// Whether a change can be seen at all: false where the baseline lies so close to the end of [0,
  /// 1], or has so few rows, that no mean is beyond its limit. False while learning.
  public boolean canAlarm() {
    return bets != null && !bets.isEmpty();
  }

  /// Watches on against the same baseline, with a new budget.
  public void acknowledge() {
    alarm = null;
    history.clear();
    if (bets != null) {
      bets.clear();
    }
  }

  /// Learns the unchanged state anew from the rows that follow, with a new budget: what is new now
  /// is normal.
  public void relearn() {
    acknowledge();
    baseline = new RowBaseline(spec);
    bets = null;
  }

  /// About how many rows after a change of the mean by `shift` (on the scale; the sign matters) an
  /// alarm comes: ln(16·threshold)/growth of the best bet, where rows are 0 or 1; rows between come
  /// sooner. Infinite where no bet gains, empty while learning.
  public OptionalDouble expectedDelay(double shift) {
    if (bets == null) {
      return OptionalDouble.empty();
    }
    double mean = baseline.mean() + shift;
    double growth = mean < 0 || mean > 1 ? 0 : bets.growth(mean);
    return OptionalDouble.of(
        growth <= 0 ? Double.POSITIVE_INFINITY : Math.log(Bets.alone(threshold)) / growth);
  }

  @Override
  public byte[] state() {
    StateWriter out = new StateWriter(KIND);
    spec.write(out);
    baseline.write(out);
    out.put(rows).put(alarm != null);
    if (alarm != null) {
      alarm.write(out);
    }
    if (bets != null) {
      bets.write(out);
    }
    history.write(out);
    return out.toBytes();
  }

  /// The detector whose [#state()] this is.
  ///
  /// @throws IllegalArgumentException for bytes that are none, of another version, or damaged
  public static RowDetector restore(byte[] state) {
    StateReader in = new StateReader(state).expect(KIND);
    RowDetector detector = new RowDetector(RowSpec.read(in));
    detector.baseline.read(in);
    detector.rows = in.count();
    detector.alarm = in.flag() ? Alarm.read(in) : null;
    if (detector.baseline.isFull()) {
      Bets bets = detector.bets();
      bets.read(in);
      detector.bets = bets;
    }
    detector.history.read(in);
    in.end();
    return detector;
  }
}
