package dev.leeway.core.drift;

import dev.leeway.core.stats.PValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One statistic of one column, with everything needed to repeat it. A number that could not be
/// computed is null, and `reason` says why.
///
/// @param kind what it measures
/// @param method how
/// @param decides whether it enters the false-discovery family and decides on its kind of drift, or
///   is the score of another tool that decides; others inform, also where they have a p-value
/// @param value the raw statistic
/// @param pValue probability of a value at least as extreme when nothing drifted; null for
///   distances
/// @param qValue `pValue` adjusted over all tests of the run that decide by Leeway's own rule; null
///   for others
/// @param effect the size of the change, comparable with `threshold`: share of mass moved, or
///   difference of two shares
/// @param threshold the floor that `effect` had to reach, or what another tool holds its score
///   against; null where this statistic does not decide
/// @param expected the value (its mean, to a good approximation) under no drift at these sizes
/// @param nReference reference values used
/// @param nCurrent current values used
/// @param exact whether `value` is exact; otherwise it is the lower end of an interval
/// @param errorBound width of that interval; 0 when exact, null when unknown
/// @param constants bins, resamples, seeds and other settings that entered
/// @param reason why numbers are null
public record Statistic(
    DriftKind kind,
    Method method,
    boolean decides,
    @Nullable Double value,
    @Nullable PValue pValue,
    @Nullable Double qValue,
    @Nullable Double effect,
    @Nullable Double threshold,
    @Nullable Double expected,
    long nReference,
    long nCurrent,
    boolean exact,
    @Nullable Double errorBound,
    Map<String, Object> constants,
    @Nullable Reason reason) {

  public Statistic {
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
  }

  /// A statistic that could not be computed.
  static Statistic absent(DriftKind kind, Method method, long n, long m, Reason reason) {
    Draft draft = new Draft(kind, method, n, m);
    draft.exact = false;
    draft.errorBound = null;
    draft.reason = reason;
    return draft.statistic();
  }

  /// A test that decides on its kind of drift.
  static Statistic test(
      DriftKind kind, Method method, double value, PValue p, double effect, long n, long m) {
    Draft draft = new Draft(kind, method, n, m);
    draft.decides = true;
    draft.value = value;
    draft.pValue = p;
    draft.effect = effect;
    return draft.statistic();
  }

  /// A test of the distribution that informs and never decides.
  static Statistic beside(Method method, double value, PValue p, long n, long m) {
    Statistic statistic = distance(method, value, null, n, m);
    return statistic.reason() == null ? statistic.change(draft -> draft.pValue = p) : statistic;
  }

  /// A distance that informs and never decides.
  static Statistic distance(
      Method method, double value, @Nullable Double expected, long n, long m) {
    if (!Double.isFinite(value)) {
      return absent(DriftKind.DISTRIBUTION, method, n, m, Reason.OVERFLOW);
    }
    Draft draft = new Draft(DriftKind.DISTRIBUTION, method, n, m);
    draft.value = value;
    draft.expected = expected;
    return draft.statistic();
  }

  Statistic expecting(double expectedValue) {
    return change(draft -> draft.expected = expectedValue);
  }

  Statistic within(double width) {
    return change(draft -> {
      draft.exact = width == 0;
      draft.errorBound = Double.isFinite(width) ? width : null;
    });
  }

  Statistic with(String constant, Object setting) {
    return change(draft -> draft.constants.put(constant, setting));
  }

  Statistic judged(double adjusted, double floor) {
    return change(draft -> {
      draft.qValue = adjusted;
      draft.threshold = floor;
    });
  }

  /// The same where another rule decides: its q-value and effect inform.
  Statistic informing() {
    return change(draft -> {
      draft.decides = false;
      draft.threshold = null;
    });
  }

  private Statistic change(Consumer<Draft> change) {
    Draft draft = new Draft(kind, method, nReference, nCurrent);
    draft.decides = decides;
    draft.value = value;
    draft.pValue = pValue;
    draft.qValue = qValue;
    draft.effect = effect;
    draft.threshold = threshold;
    draft.expected = expected;
    draft.exact = exact;
    draft.errorBound = errorBound;
    draft.constants.putAll(constants);
    draft.reason = reason;
    change.accept(draft);
    return draft.statistic();
  }

  /// A statistic in the making: exact, deciding nothing, and without numbers until they are set.
  private static final class Draft {
    private final DriftKind kind;
    private final Method method;
    private final long nReference;
    private final long nCurrent;
    private final Map<String, Object> constants = new LinkedHashMap<>();
    private boolean decides;
    private boolean exact = true;
    private @Nullable Double value;
    private @Nullable PValue pValue;
    private @Nullable Double qValue;
    private @Nullable Double effect;
    private @Nullable Double threshold;
    private @Nullable Double expected;
    private @Nullable Double errorBound = 0.0;
    private @Nullable Reason reason;

    Draft(DriftKind kind, Method method, long nReference, long nCurrent) {
      this.kind = kind;
      this.method = method;
      this.nReference = nReference;
      this.nCurrent = nCurrent;
    }

    Statistic statistic() {
      return new Statistic(
          kind,
          method,
          decides,
          value,
          pValue,
          qValue,
          effect,
          threshold,
          expected,
          nReference,
          nCurrent,
          exact,
          errorBound,
          constants,
          reason);
    }
  }
}
