package dev.leeway.core.alert;

import dev.leeway.core.concept.ConceptDrift;
import dev.leeway.core.concept.ConceptReason;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.monitor.Component;
import dev.leeway.core.monitor.Evaluation;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.CategoricalProfile;
import dev.leeway.core.profile.ColumnProfile;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Everything found about a model that bears on whether to retrain it. What was not looked at, or
/// could not be judged, is [Verdict#INCONCLUSIVE] or [Loss#UNKNOWN].
///
/// @param loss what the main metric lost
/// @param labelledRows current rows with label and prediction
/// @param rowsNeeded about how many more of them would confirm a pending loss, where a number can
///   be given
/// @param features data drift: drifted when any feature did
/// @param columns what the columns show, worst first
/// @param output output drift
/// @param label label drift
/// @param relation what labels say of their relation to the inputs
/// @param unusualRows drifted when the share of unusual rows rose
/// @param serving how fast the answers came
/// @param segments drifted when the segments' shares did
public record Symptoms(
    Loss loss,
    long labelledRows,
    OptionalLong rowsNeeded,
    Verdict features,
    List<ColumnSymptom> columns,
    Verdict output,
    Verdict label,
    Relation relation,
    Verdict unusualRows,
    Serving serving,
    Verdict segments) {

  /// What labels say of whether inputs still mean for them what they did.
  public enum Relation {
    /// There are too few labels, or no inputs.
    UNKNOWN,
    /// The inputs of both sides hardly overlap, so that nobody can tell.
    APART,
    /// No change beyond chance and floor.
    UNCHANGED,
    /// A sure change below the floor.
    SLIGHT,
    /// A change, for that part of the rows whose inputs are like the reference's.
    CHANGED_IN_PART,
    /// A change, for most rows.
    CHANGED;

    /// What a comparison came to.
    public static Relation of(ConceptDrift concept) {
      return switch (concept.verdict()) {
        case DRIFTED -> concept.hasLittleOverlap() ? CHANGED_IN_PART : CHANGED;
        case STABLE -> concept.slight() ? SLIGHT : UNCHANGED;
        case INCONCLUSIVE ->
            concept.reason() == ConceptReason.LITTLE_OVERLAP
                    || concept.reason() == ConceptReason.NO_OVERLAP
                ? APART
                : UNKNOWN;
      };
    }

    /// Whether it changed beyond chance and floor.
    public boolean hasChanged() {
      return this == CHANGED || this == CHANGED_IN_PART;
    }
  }

  /// How fast the answers came, against the reference.
  public enum Serving {
    /// There is no latency.
    UNKNOWN,
    /// As before.
    STABLE,
    /// The distribution of the latency drifted, but it is not confirmed to be slower.
    DRIFTED,
    /// The latency that alarms, usually its 95th percentile, is confirmed to have risen.
    SLOWER;

    private static Serving of(Evaluation evaluation) {
      if (evaluation.latency().verdict() == Verdict.DRIFTED) {
        return SLOWER;
      }
      return switch (evaluation.drift().verdict(Role.LATENCY)) {
        case DRIFTED -> DRIFTED;
        case STABLE -> STABLE;
        case INCONCLUSIVE -> evaluation.latency().verdict() == Verdict.STABLE ? STABLE : UNKNOWN;
      };
    }
  }

  /// What the main metric lost against the reference.
  public enum Loss {
    /// There are no labels.
    UNKNOWN,
    /// There are labels, but nobody said which column the answers are in.
    UNMEASURED,
    /// Nothing beyond chance.
    NONE,
    /// More than 5 points, but chance could still explain it.
    PENDING,
    /// Beyond chance, 5 points at most.
    CONFIRMED,
    /// More than 5 points, beyond chance.
    CRITICAL;

    /// The loss that a degradation is.
    public static Loss of(Degradation.State state) {
      return switch (state) {
        case NONE -> NONE;
        case PENDING -> PENDING;
        case CONFIRMED -> CONFIRMED;
        case CRITICAL -> CRITICAL;
      };
    }
  }

  public Symptoms {
    if (labelledRows < 0) {
      throw new IllegalArgumentException("labelled rows must be 0 or more, were " + labelledRows);
    }
    columns = List.copyOf(columns);
  }

  /// Nothing is known yet.
  public static Symptoms unknown() {
    Verdict open = Verdict.INCONCLUSIVE;
    return new Symptoms(
        Loss.UNKNOWN,
        0,
        OptionalLong.empty(),
        open,
        List.of(),
        open,
        open,
        Relation.UNKNOWN,
        open,
        Serving.UNKNOWN,
        open);
  }

  /// What a comparison shows; the rest is unknown.
  ///
  /// @param rows the reference's rows in their order; null when they are not at hand
  /// @param values the current data's values; null when they are not at hand
  public static Symptoms of(
      Reference reference,
      @Nullable Batch rows,
      Profile current,
      @Nullable Batch values,
      DriftResult drift) {
    return unknown()
        .withDrift(
            drift.verdict(Role.FEATURE),
            ColumnSymptom.of(reference, rows, current, values, drift),
            drift.verdict(Role.PREDICTION, Role.SCORE),
            drift.verdict(Role.LABEL));
  }

  /// What an evaluation shows.
  ///
  /// @param rows the reference's rows in their order; null when they are not at hand
  /// @param values the current data's values; null when they are not at hand
  public static Symptoms of(
      Reference reference, @Nullable Batch rows, Evaluation evaluation, @Nullable Batch values) {
    Symptoms found =
        of(reference, rows, evaluation.profile(), values, evaluation.drift())
            .withRelation(Relation.of(evaluation.concept()))
            .withUnusualRows(evaluation.finding(Component.ANOMALY_DETECTION).verdict())
            .withServing(Serving.of(evaluation), evaluation.drift().verdict(Role.SEGMENT));
    Optional<Degradation> lost = evaluation.performance().degradation();
    if (lost.isEmpty()) {
      return isLabelledWithoutAnswers(reference, evaluation.profile())
          ? found.withLoss(Loss.UNMEASURED, 0, OptionalLong.empty())
          : found;
    }
    Long needed = lost.get().rowsNeeded();
    return found.withLoss(
        Loss.of(lost.get().state()),
        evaluation.performance().rows(),
        needed == null ? OptionalLong.empty() : OptionalLong.of(needed));
  }

  private static boolean isLabelledWithoutAnswers(Reference reference, Profile current) {
    boolean labelled = false;
    for (int at = 0; at < reference.columns().size(); at++) {
      Role role = reference.columns().get(at).column().role();
      if (role == Role.PREDICTION || role == Role.SCORE) {
        return false;
      }
      labelled |= role == Role.LABEL && hasValues(current.columns().get(at));
    }
    return labelled;
  }

  private static boolean hasValues(ColumnProfile column) {
    return column instanceof NumericProfile numbers
        ? numbers.finite() > 0
        : column instanceof CategoricalProfile names && names.present() > 0;
  }

  /// These with other findings of drift.
  public Symptoms withDrift(
      Verdict newFeatures, List<ColumnSymptom> newColumns, Verdict newOutput, Verdict newLabel) {
    return new Symptoms(
        loss,
        labelledRows,
        rowsNeeded,
        newFeatures,
        newColumns,
        newOutput,
        newLabel,
        relation,
        unusualRows,
        serving,
        segments);
  }

  /// These with what labels say of the main metric.
  public Symptoms withLoss(Loss newLoss, long newLabelledRows, OptionalLong newRowsNeeded) {
    return new Symptoms(
        newLoss,
        newLabelledRows,
        newRowsNeeded,
        features,
        columns,
        output,
        label,
        relation,
        unusualRows,
        serving,
        segments);
  }

  /// These with what labels say of their relation to the inputs.
  public Symptoms withRelation(Relation newRelation) {
    return new Symptoms(
        loss,
        labelledRows,
        rowsNeeded,
        features,
        columns,
        output,
        label,
        newRelation,
        unusualRows,
        serving,
        segments);
  }

  /// These with a verdict on whether the share of unusual rows rose.
  public Symptoms withUnusualRows(Verdict newUnusualRows) {
    return new Symptoms(
        loss,
        labelledRows,
        rowsNeeded,
        features,
        columns,
        output,
        label,
        relation,
        newUnusualRows,
        serving,
        segments);
  }

  /// These with the speed of the answers, and a verdict on the segments' shares.
  public Symptoms withServing(Serving newServing, Verdict newSegments) {
    return new Symptoms(
        loss,
        labelledRows,
        rowsNeeded,
        features,
        columns,
        output,
        label,
        relation,
        unusualRows,
        newServing,
        newSegments);
  }

  /// The outputs that are the same for every row, which they were not in the reference.
  public List<ColumnSymptom> sameAnswers() {
    return columns.stream().filter(column -> column.signs().contains(Sign.SAME_ANSWER)).toList();
  }

  /// The columns that show a fault on the way of the data.
  public List<ColumnSymptom> faulty() {
    return columns.stream().filter(column -> !column.faults().isEmpty()).toList();
  }

  /// The features among the columns that drifted; absent ones are not compared.
  public List<ColumnSymptom> driftedFeatures() {
    return columns.stream()
        .filter(column -> column.role() == Role.FEATURE && !column.signs().contains(Sign.ABSENT))
        .toList();
  }
}
