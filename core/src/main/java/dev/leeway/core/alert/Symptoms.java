package dev.leeway.core.alert;

import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import java.util.List;
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
/// @param concept concept drift, confirmed with labels
/// @param unusualRows drifted when the share of unusual rows rose
public record Symptoms(
    Loss loss,
    long labelledRows,
    OptionalLong rowsNeeded,
    Verdict features,
    List<ColumnSymptom> columns,
    Verdict output,
    Verdict label,
    Verdict concept,
    Verdict unusualRows) {

  /// What the main metric lost against the reference.
  public enum Loss {
    /// There are no labels.
    UNKNOWN,
    /// Nothing beyond chance.
    NONE,
    /// More than 5 points, but chance could still explain it.
    PENDING,
    /// Beyond chance, 5 points at most.
    CONFIRMED,
    /// More than 5 points, beyond chance.
    CRITICAL;

    /// The loss that a degradation of the main metric is.
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
        Loss.UNKNOWN, 0, OptionalLong.empty(), open, List.of(), open, open, open, open);
  }

  /// What a comparison shows; the rest is unknown.
  ///
  /// @param values the current data's values; null when they are not at hand
  public static Symptoms of(
      Reference reference, Profile current, @Nullable Batch values, DriftResult drift) {
    return unknown()
        .withDrift(
            drift.verdict(Role.FEATURE),
            ColumnSymptom.of(reference, current, values, drift),
            drift.verdict(Role.PREDICTION, Role.SCORE),
            drift.verdict(Role.LABEL));
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
        concept,
        unusualRows);
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
        concept,
        unusualRows);
  }

  /// These with a verdict on concept drift.
  public Symptoms withConcept(Verdict newConcept) {
    return new Symptoms(
        loss, labelledRows, rowsNeeded, features, columns, output, label, newConcept, unusualRows);
  }

  /// These with a verdict on whether the share of unusual rows rose.
  public Symptoms withUnusualRows(Verdict newUnusualRows) {
    return new Symptoms(
        loss, labelledRows, rowsNeeded, features, columns, output, label, concept, newUnusualRows);
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
