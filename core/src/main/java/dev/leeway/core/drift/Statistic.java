package dev.leeway.core.drift;

import dev.leeway.core.stats.PValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One statistic of one column, with everything needed to repeat it. A number that could not be
/// computed is null, and `reason` says why.
///
/// @param kind what it measures
/// @param method how
/// @param value the raw statistic
/// @param pValue probability of a value at least as extreme when nothing drifted; null for
///   distances
/// @param qValue `pValue` adjusted over all tests of the run; null for distances
/// @param effect the size of the change, comparable with `threshold`: share of mass moved, or
///   difference of two shares
/// @param threshold the floor that `effect` had to reach; null where this statistic does not decide
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
    return new Statistic(
        kind, method, null, null, null, null, null, null, n, m, false, null, Map.of(), reason);
  }

  /// A test that decides on its kind of drift.
  static Statistic test(
      DriftKind kind, Method method, double value, PValue p, double effect, long n, long m) {
    return new Statistic(
        kind, method, value, p, null, effect, null, null, n, m, true, 0.0, Map.of(), null);
  }

  /// A distance that informs and never decides.
  static Statistic distance(
      Method method, double value, @Nullable Double expected, long n, long m) {
    if (!Double.isFinite(value)) {
      return absent(DriftKind.DISTRIBUTION, method, n, m, Reason.OVERFLOW);
    }
    return new Statistic(
        DriftKind.DISTRIBUTION,
        method,
        value,
        null,
        null,
        null,
        null,
        expected,
        n,
        m,
        true,
        0.0,
        Map.of(),
        null);
  }

  Statistic expecting(double expectedValue) {
    return new Statistic(
        kind,
        method,
        value,
        pValue,
        qValue,
        effect,
        threshold,
        expectedValue,
        nReference,
        nCurrent,
        exact,
        errorBound,
        constants,
        reason);
  }

  Statistic within(double width) {
    return new Statistic(
        kind,
        method,
        value,
        pValue,
        qValue,
        effect,
        threshold,
        expected,
        nReference,
        nCurrent,
        width == 0,
        Double.isFinite(width) ? width : null,
        constants,
        reason);
  }

  Statistic with(String constant, Object setting) {
    Map<String, Object> more = new LinkedHashMap<>(constants);
    more.put(constant, setting);
    return new Statistic(
        kind,
        method,
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
        more,
        reason);
  }

  Statistic judged(double adjusted, double floor) {
    return new Statistic(
        kind,
        method,
        value,
        pValue,
        adjusted,
        effect,
        floor,
        expected,
        nReference,
        nCurrent,
        exact,
        errorBound,
        constants,
        reason);
  }
}
