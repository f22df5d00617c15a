package dev.leeway.core.performance;

import dev.leeway.core.stats.Interval;
import dev.leeway.core.stats.Proportion;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/// How much worse a metric is in current rows than in the reference, and whether chance could
/// explain it.
///
/// A loss is *confirmed* when the lower bound of the true loss is above 0, and *critical* when it
/// is confirmed and above 5 points; for errors without a fixed scale (RMSE, MAE, log loss, …) above
/// 5 % of the reference's value. Exactly 5 points are not above: shares are compared in integers,
/// other values count as equal to 5 points within 1e-9.
///
/// The bound comes from one of three distributions of the difference:
///
/// - two shares: Newcombe (1998), method 10;
/// - several windows of the reference, 3 at least: the current rows are one more window, held
///   against the windows' mean; or, when they are more than twice as many as a window's, a pool of
///   windows, held against the whole reference. The spread of the windows' true values, the error
///   of their mean and the current sampling error add up, and are at least the windows' own
///   variance, with Student's t on k − 2 degrees of freedom. What the metric does from month to
///   month by itself is then no degradation. As errors often differ by factors, with a few windows
///   far worse than most, the bound is the lower one of that and the same on the logarithm of the
///   error, or of what a share lacks to 1; for RMSE also on the mean squares;
/// - else the two standard errors, with Student's t on Welch's (1947) degrees of freedom; of RMSE
///   the ends of Student's intervals of the two mean squares, put together as by Zou and Donner
///   (2008). The variance of a reference row counts as at least the pooled one of both sides, which
///   it is if nothing changed: few rows with heavy tails have mostly met none of the largest
///   errors. Where one side has no spread, it is taken to have the other's.
///
/// Fewer than [#MINIMUM_ROWS] current rows confirm nothing, since no interval holds for so few.
///
/// @param metric what is compared
/// @param reference its value in the reference; of windows their mean, where current rows are one
///   more window
/// @param current its value in the current rows
/// @param loss how much worse it became, in the metric's unit; negative when it became better
/// @param scaledLoss the same in what [Metric#scale()] counts: points, where 0.05 are 5, or shares
///   of the reference's value, infinite when that is 0; equal to `loss` for [Metric.Scale#NONE]
/// @param lowerBound what the true loss exceeds with [#confidence()], or null where no sampling
///   error is known
/// @param interval what holds the true loss with the same confidence on two sides, or null
/// @param method how both were found, or null
/// @param confidence 95 %, or more where several comparisons share the error
/// @param state what is to be made of it
/// @param rowsNeeded about how many more current rows would confirm a loss that stays as it is; 0
///   when it is confirmed; null when there is no loss, or no number would do
public record Degradation(
    Metric metric,
    double reference,
    double current,
    double loss,
    double scaledLoss,
    @Nullable Double lowerBound,
    @Nullable Interval interval,
    @Nullable IntervalMethod method,
    double confidence,
    State state,
    @Nullable Long rowsNeeded) {

  /// Above this loss, in points or relative, it is critical once confirmed.
  public static final double CRITICAL = 0.05;

  /// The confidence of a single comparison.
  public static final double CONFIDENCE = 0.95;

  /// Fewer current rows than this confirm nothing.
  public static final long MINIMUM_ROWS = 20;

  /// From so many times the rows of a window on, rows are a pool of windows.
  private static final double POOL = 2;

  private static final double ROUNDING = 1e-9;

  /// What is to be made of a loss.
  public enum State {
    /// No loss beyond chance, and none above 5 points.
    NONE,
    /// Beyond chance, but 5 points at most.
    CONFIRMED,
    /// Above 5 points, but chance could still explain it: more rows will tell.
    PENDING,
    /// Above 5 points and beyond chance.
    CRITICAL;

    static State of(boolean isAboveCritical, boolean isConfirmed) {
      if (isAboveCritical) {
        return isConfirmed ? CRITICAL : PENDING;
      }
      return isConfirmed ? CONFIRMED : NONE;
    }
  }

  /// Compares two values of one metric; empty when one of them is absent.
  public static Optional<Degradation> between(MetricValue reference, MetricValue current) {
    return between(reference, List.of(), current, 1);
  }

  /// Compares a reference, as a whole and by windows, with current rows; empty when a value is
  /// absent. With fewer than 3 windows that have a value and a standard error, the whole counts.
  ///
  /// @param reference the metric of all reference rows
  /// @param windows the metric of each window of the reference, or none
  /// @param current the metric of the current rows
  /// @param comparisons among how many comparisons the error of 5 % is divided (Bonferroni), at
  ///   least 1
  public static Optional<Degradation> between(
      MetricValue reference, List<MetricValue> windows, MetricValue current, int comparisons) {
    requireSameMetric(reference, windows, current);
    if (comparisons < 1) {
      throw new IllegalArgumentException("comparisons must be at least 1, was " + comparisons);
    }
    double confidence = 1 - (1 - CONFIDENCE) / comparisons;
    List<MetricValue> usable =
        windows.stream()
            .filter(window -> window.value() != null && window.standardError() != null)
            .toList();
    Double now = current.value();
    if (now == null) {
      return Optional.empty();
    }
    if (usable.size() >= WindowSpread.MINIMUM) {
      return Optional.of(ofWindows(reference, usable, current, now, confidence));
    }
    Double before = reference.value();
    if (before == null) {
      return Optional.empty();
    }
    Share share = reference.share();
    Share currentShare = current.share();
    return Optional.of(
        share != null && currentShare != null
            ? ofShares(new ShareDrop(share, currentShare, confidence), current)
            : ofErrors(reference, before, current, now, confidence));
  }

  private static void requireSameMetric(
      MetricValue reference, List<MetricValue> windows, MetricValue current) {
    if (reference.metric() != current.metric()
        || windows.stream().anyMatch(window -> window.metric() != current.metric())) {
      throw new IllegalArgumentException(
          "values must be of one metric, were %s and %s"
              .formatted(reference.metric().id(), current.metric().id()));
    }
  }

  private static Degradation ofShares(ShareDrop drop, MetricValue current) {
    Share before = drop.reference();
    Share now = drop.current();
    double loss = before.value() - now.value();
    OptionalLong needed = drop.needed();
    double rowsEach = (double) current.rows() / now.whole();
    return new Degradation(
        current.metric(),
        before.value(),
        now.value(),
        loss,
        loss,
        drop.lowerBound(),
        Proportion.difference(
            before.part(), before.whole(), now.part(), now.whole(), drop.confidence()),
        IntervalMethod.NEWCOMBE,
        drop.confidence(),
        State.of(drop.isAboveCritical(), drop.lowerBound() > 0 && isEnough(current)),
        needed.isPresent()
            ? (Long) atLeast((long) Math.ceil(needed.getAsLong() * rowsEach), current)
            : null);
  }

  /// Rows as many as a window's are one more window, and compared with the windows' mean. More rows
  /// are a pool of windows, and compared with the pool of the reference: a metric that is no mean
  /// of rows, such as RMSE or ROC AUC, is another number for a pool than on average for its parts.
  private static Degradation ofWindows(
      MetricValue reference,
      List<MetricValue> windows,
      MetricValue current,
      double now,
      double confidence) {
    WindowSpread spread = WindowSpread.of(windows);
    double[] values =
        windows.stream()
            .map(MetricValue::value)
            .filter(Objects::nonNull)
            .mapToDouble(v -> v)
            .toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double sample = squares / (values.length - 1) * (1 + 1.0 / values.length);
    double rows = windows.stream().mapToLong(MetricValue::rows).average().orElseThrow();
    Double pooled = reference.value();
    Double pool = current.rows() > POOL * rows ? pooled : null;
    double before = pool != null ? pool : mean;
    double ownVariance = variance(current);
    double spreadVariance =
        Double.isNaN(ownVariance)
            ? spread.predictionVariance()
            : Math.max(spread.predictionVariance(), sample - ownVariance);
    double quantile = quantile(1 - confidence, spread.degreesOfFreedom());
    Degradation found =
        estimated(
            current,
            before,
            now,
            TwoErrors.ofSpread(spreadVariance, current, ownVariance),
            spread.degreesOfFreedom(),
            IntervalMethod.WINDOW_SPREAD,
            confidence);
    for (OptionalDouble bound :
        List.of(
            RelativeSpread.lowerBound(windows, current, pool, quantile),
            SquareSpread.lowerBound(windows, current, pool, quantile))) {
      found = bound.isPresent() ? found.boundedBy(bound.getAsDouble()) : found;
    }
    return found;
  }

  /// This, if no more than `bound` is sure to be lost.
  private Degradation boundedBy(double bound) {
    if (lowerBound == null || interval == null || bound >= lowerBound) {
      return this;
    }
    boolean isUnsure = bound <= 0;
    return new Degradation(
        metric,
        reference,
        current,
        loss,
        scaledLoss,
        bound,
        new Interval(Math.min(bound, interval.low()), interval.high()),
        method,
        confidence,
        !isUnsure
            ? state
            : switch (state) {
              case CRITICAL -> State.PENDING;
              case CONFIRMED -> State.NONE;
              case PENDING, NONE -> state;
            },
        isUnsure ? null : rowsNeeded);
  }

  private static Degradation ofErrors(
      MetricValue reference, double before, MetricValue current, double now, double confidence) {
    TwoErrors errors =
        TwoErrors.ofRows(variance(reference), reference.rows(), variance(current), current.rows());
    Degradation plain =
        estimated(
            current,
            before,
            now,
            errors,
            errors.degreesOfFreedom(),
            IntervalMethod.NORMAL,
            confidence);
    return current.metric() == Metric.RMSE && plain.lowerBound != null
        ? plain.ofRoots(RootLoss.of(reference, before, current, now), current)
        : plain;
  }

  /// The same loss with the bounds of a root. The rows needed are those of the mean squares.
  private Degradation ofRoots(RootLoss roots, MetricValue values) {
    double bound = roots.lowerBound(1 - confidence);
    TwoErrors squares = roots.squares();
    double quantile = quantile(1 - confidence, squares.degreesOfFreedom());
    Long more = squares.moreRows(roots.riseOfSquare() / quantile);
    return new Degradation(
        metric,
        reference,
        current,
        loss,
        scaledLoss,
        bound,
        roots.interval((1 - confidence) / 2),
        IntervalMethod.MOVER,
        confidence,
        State.of(isAboveCritical(metric, scaledLoss), bound > 0 && isEnough(values)),
        bound > 0
            ? (Long) atLeast(0, values)
            : more == null ? null : (Long) atLeast(Math.max(1, more), values));
  }

  private static Degradation estimated(
      MetricValue current,
      double before,
      double now,
      TwoErrors errors,
      double degreesOfFreedom,
      IntervalMethod method,
      double confidence) {
    Metric metric = current.metric();
    double loss = metric.loss(before, now);
    double scaledLoss = scaled(metric, loss, before);
    boolean isAbove = isAboveCritical(metric, scaledLoss);
    double error = errors.ofDifference();
    if (Double.isNaN(error)) {
      return new Degradation(
          metric,
          before,
          now,
          loss,
          scaledLoss,
          null,
          null,
          null,
          confidence,
          State.of(isAbove, false),
          null);
    }
    double both = quantile((1 - confidence) / 2, degreesOfFreedom);
    // the distance from 0 grows by chance on either side
    double one =
        metric.direction() == Metric.Direction.ZERO
            ? both
            : quantile(1 - confidence, degreesOfFreedom);
    double lowerBound = loss - one * error;
    Long more = errors.moreRows(loss / one);
    return new Degradation(
        metric,
        before,
        now,
        loss,
        scaledLoss,
        lowerBound,
        new Interval(loss - both * error, loss + both * error),
        method,
        confidence,
        State.of(isAbove, lowerBound > 0 && isEnough(current)),
        more == null ? null : (Long) atLeast(more, current));
  }

  private static boolean isAboveCritical(Metric metric, double scaledLoss) {
    return metric.scale() != Metric.Scale.NONE && scaledLoss > CRITICAL + ROUNDING;
  }

  private static boolean isEnough(MetricValue current) {
    return current.rows() >= MINIMUM_ROWS;
  }

  private static long atLeast(long needed, MetricValue current) {
    return Math.max(needed, MINIMUM_ROWS - current.rows());
  }

  private static double scaled(Metric metric, double loss, double before) {
    if (metric.scale() != Metric.Scale.RELATIVE || loss == 0) {
      return loss;
    }
    return loss / Math.abs(before);
  }

  /// NaN where it is not known.
  private static double variance(MetricValue value) {
    Double error = value.standardError();
    return error == null ? Double.NaN : error * error;
  }

  private static double quantile(double tail, double degreesOfFreedom) {
    return Double.isInfinite(degreesOfFreedom)
        ? NormalDistribution.of(0, 1).inverseSurvivalProbability(tail)
        : TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(tail);
  }
}
