package dev.leeway.core.anomaly;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.stats.PValue;
import dev.leeway.core.stats.TwoProportions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// The unusual rows of a batch, and whether there are more of them than chance explains.
///
/// A row is unusual when its score is above the threshold, the k-th highest score of the n
/// reference rows that were held out from fitting, k = max(1, ⌊(n + 1) / 100⌋). If the batch's rows
/// are drawn like the reference's, all n + m scores are exchangeable, and the number of unusual
/// rows among m has a known distribution: it does not depend on forest, features or data. [#p()] is
/// its exact upper tail, so that an unchanged batch has INCREASED with a chance of at most
/// [#LEVEL], for any sizes. Fewer unusual rows than expected are no finding here. Rows that depend
/// on each other, such as many of one customer, are not exchangeable between batches; the rate is
/// then not held.
///
/// @param current the batch's rows
/// @param reference the held-out reference rows; by the choice of the threshold about one in a
///   hundred is unusual, fewer where scores are tied
/// @param threshold the score above which a row is unusual, in (0, 1); ½ when nothing was fitted
/// @param features the features that the scores are of
/// @param leftOut features that are free text, which the forest cannot use
/// @param absent features that the batch lacks
/// @param constant whether all reference rows are alike in all features
/// @param worst the rows with the highest scores, highest first, at most [#WORST]; rows of equal
///   score in their order in the data; empty when features are absent or nothing was fitted
public record UnusualSamples(
    RowShare current,
    RowShare reference,
    double threshold,
    List<String> features,
    List<String> leftOut,
    List<String> absent,
    boolean constant,
    List<UnusualRow> worst) {

  /// The chance, at most, that an unchanged batch is judged INCREASED.
  public static final double LEVEL = 0.01;

  /// The least excess over [#expectedShare()] that counts: one row in a hundred.
  public static final double FLOOR = 0.01;

  /// The least held-out reference rows to judge by; a reference needs twice as many rows.
  public static final int MINIMUM_REFERENCE_ROWS = 50;

  /// The least rows of a batch to judge.
  public static final int MINIMUM_ROWS = 10;

  /// The most rows listed.
  public static final int WORST = 20;

  /// The most features listed for a row.
  public static final int FEATURES = 5;

  public UnusualSamples {
    features = List.copyOf(features);
    leftOut = List.copyOf(leftOut);
    absent = List.copyOf(absent);
    worst = List.copyOf(worst);
  }

  /// What the comparison came to.
  public enum State {
    /// More unusual rows than in the reference, beyond chance and by at least the floor.
    INCREASED,
    /// Compared, and no such increase found.
    STABLE,
    /// Not comparable; a [Reason] says why.
    INCONCLUSIVE;

    /// The name used in reports.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Why nothing could be judged.
  public enum Reason {
    /// No feature, or free text only.
    NO_FEATURE("no column is a feature that is a number, a date or a category"),
    /// The reference is too small to be split into rows to fit and rows to compare with.
    TOO_FEW_REFERENCE_ROWS("the reference has fewer than " + 2 * MINIMUM_REFERENCE_ROWS + " rows"),
    /// All fitted rows are alike.
    CONSTANT("all rows of the reference are alike"),
    /// The batch lacks features, so its rows cannot be scored like the reference's.
    ABSENT_FEATURE("a feature is not in the current data"),
    /// Too few rows for a share.
    TOO_FEW_ROWS("the current data have fewer than " + MINIMUM_ROWS + " rows");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /// The name used in reports.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The reason in words, to follow "because".
    public String words() {
      return words;
    }
  }

  /// Scores the rows of `batch`, on the calling thread.
  public static UnusualSamples of(IsolationForest forest, Batch batch) {
    Scorer scorer = forest.scorer(batch);
    return of(scorer, scorer.scores());
  }

  /// The result from scores that `scorer` wrote for all its rows, perhaps by several threads.
  ///
  /// @throws IllegalArgumentException when there are not as many scores as rows
  public static UnusualSamples of(Scorer scorer, double[] scores) {
    ScoredRows.Recorder recorder = new ScoredRows.Recorder();
    recorder.add(scorer, scores, 0, null);
    return of(scorer.forest(), recorder.snapshot());
  }

  /// The result from what was counted of rows that this forest scored. Features are absent when so
  /// few rows had them all that they cannot be judged.
  public static UnusualSamples of(IsolationForest forest, ScoredRows counted) {
    boolean judged = counted.absent().isEmpty() || counted.scored() >= MINIMUM_ROWS;
    return new UnusualSamples(
        judged
            ? new RowShare(counted.unusual(), counted.scored())
            : new RowShare(0, counted.rows()),
        forest.reference(),
        forest.threshold(),
        forest.features(),
        forest.leftOut(),
        judged ? List.of() : forest.features().stream().filter(counted.absent()::contains).toList(),
        forest.isConstant(),
        judged ? counted.worst() : List.of());
  }

  /// The share of unusual rows that an unchanged batch has on average, k / (n + 1): about 0.01, and
  /// more below 99 held-out rows.
  public double expectedShare() {
    return (double) IsolationForest.rank(reference.rows()) / (reference.rows() + 1);
  }

  /// The batch's share of unusual rows less [#expectedShare()], in [−1, 1]; empty when
  /// inconclusive.
  public OptionalDouble effect() {
    return reason().isPresent()
        ? OptionalDouble.empty()
        : OptionalDouble.of(current.share().orElseThrow() - expectedShare());
  }

  /// P(as many unusual rows or more) in a batch of this size drawn like the reference, exact when
  /// no scores are tied and too large otherwise, never too small: the upper tail of a negative
  /// hypergeometric number, which is Fisher's one-sided exact test against k − 1 of n. Empty when
  /// inconclusive.
  public Optional<PValue> p() {
    if (reason().isPresent()) {
      return Optional.empty();
    }
    long before = IsolationForest.rank(reference.rows()) - 1;
    return Optional.of(
        TwoProportions.greater(current.unusual(), current.rows(), before, reference.rows()));
  }

  /// What the comparison came to.
  public State state() {
    if (reason().isPresent()) {
      return State.INCONCLUSIVE;
    }
    return p().orElseThrow().value() <= LEVEL && effect().orElseThrow() >= FLOOR
        ? State.INCREASED
        : State.STABLE;
  }

  /// Why nothing could be judged; empty when it could.
  public Optional<Reason> reason() {
    if (features.isEmpty()) {
      return Optional.of(Reason.NO_FEATURE);
    }
    if (reference.rows() < MINIMUM_REFERENCE_ROWS) {
      return Optional.of(Reason.TOO_FEW_REFERENCE_ROWS);
    }
    if (constant) {
      return Optional.of(Reason.CONSTANT);
    }
    if (!absent.isEmpty()) {
      return Optional.of(Reason.ABSENT_FEATURE);
    }
    return current.rows() < MINIMUM_ROWS ? Optional.of(Reason.TOO_FEW_ROWS) : Optional.empty();
  }
}
