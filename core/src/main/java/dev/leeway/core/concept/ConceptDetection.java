package dev.leeway.core.concept;

import dev.leeway.core.drift.Verdict;
import dev.leeway.core.performance.ClassLabel;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.stats.FalseDiscovery;
import dev.leeway.core.stats.PValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides whether the label depends on the inputs in another way than in the reference.
///
/// Two kinds of tests decide, each by half of the level: one over cells of all inputs together,
/// whether labels changed in any, and one for each feature, whether they changed in some of its
/// bins more than in others; the latter adjusted together by Benjamini and Hochberg. (A change
/// common to all rows shows in the bins of every feature and would name them all.) The relation
/// drifted when one of the tests is significant and its effect, the share of labels changed,
/// reaches the floor; [ConceptPolicy] has the rule. A change that is sure and stays below the floor
/// is no drift, but said to be slight.
///
/// Both compare residuals of a model of the reference within cells of inputs, so a drift of the
/// inputs alone moves them little. What remains of it: inputs that drift within a cell in a
/// direction that the model has wrong, above all where the reference has few rows; inputs that are
/// no feature; and features beyond the 16 that tell most. The floor stands against that, not a
/// proof; and the overlap of the inputs, without which nothing is judged. A change that leaves the
/// share of each class unchanged in every cell and in every feature's bins is not seen. Rows count
/// as independent.
public final class ConceptDetection {

  /// A feature of which more current values lie outside the reference's range is left out.
  private static final double MOST_OUTSIDE = 0.5;

  private ConceptDetection() {}

  /// Compares two data sets whose rows are at hand. Features that the current data lack, or of
  /// which more than half the values lie outside the reference's range, are left out on both sides.
  ///
  /// @param reference the profiled reference
  /// @param rows its rows
  /// @param current the rows to compare
  /// @param task whether the label is a class or a number
  /// @param positive the class whose probability a score is; null for the greater of two classes
  /// @param policy what counts as drift
  public static ConceptDrift compare(
      Reference reference,
      Batch rows,
      Batch current,
      Task task,
      @Nullable ClassLabel positive,
      ConceptPolicy policy) {
    Set<String> without = beyondReach(reference, current);
    ConceptReference before = ConceptReference.of(reference, rows, task, positive, without);
    ConceptProfileBuilder window = before.newProfile();
    window.add(current);
    return compare(window.build(), policy);
  }

  /// Compares a window with the reference it was counted on.
  public static ConceptDrift compare(ConceptProfile window, ConceptPolicy policy) {
    ConceptReference reference = window.reference();
    ConceptProfile own = reference.profile();
    LabelledRows rows =
        new LabelledRows(
            own.labelled(),
            own.unlabelled(),
            window.labelled(),
            window.unlabelled(),
            window.outside());
    List<LossChange> losses = new ArrayList<>();
    for (int loss = 0; loss < own.losses().size(); loss++) {
      LossChange change =
          LossComparison.of(
              reference.losses().get(loss).loss(),
              own.losses().get(loss),
              window.losses().get(loss));
      if (change != null) {
        losses.add(change);
      }
    }
    boolean comparable =
        own.labelled() > 0 && window.labelled() > 0 && !reference.features().isEmpty();
    Double overlap = comparable ? (Double) InputGrids.overlap(own.grids(), window.grids()) : null;
    ConceptReason reason = reason(window, policy, overlap);
    if (reason != null) {
      return new ConceptDrift(
          Verdict.INCONCLUSIVE,
          reason,
          ConceptExplanation.ofInconclusive(reason, rows, overlap, policy),
          false,
          false,
          overlap,
          rows,
          null,
          List.of(),
          reference.leftOut(),
          List.of(),
          losses);
    }
    return judge(window, policy, Objects.requireNonNull(overlap), rows, losses);
  }

  /// The features that the current data lack, or of which more than half the values lie outside the
  /// reference's range. Where there is none, a reference that was learnt beforehand with all
  /// features, and a profile counted on it, give the same as the rows of both sides. Where there
  /// are, a profile cannot do without them: rows that are outside in a feature which the cells use
  /// are not judged then.
  public static Set<String> beyondReach(Reference reference, Batch current) {
    Set<String> names = new HashSet<>();
    if (reference.schema().columns(Role.LABEL).isEmpty()) {
      return names; // there is nothing to relate them to
    }
    for (ColumnReference column : reference.columns()) {
      String name = column.column().name();
      if (column.column().role() == Role.FEATURE && isBeyondReach(column, name, current)) {
        names.add(name);
      }
    }
    return names;
  }

  private static boolean isBeyondReach(ColumnReference column, String name, Batch current) {
    if (current.column(name).isEmpty()) {
      return true;
    }
    return FeatureBins.of(column)
        .map(bins -> {
          long outside = 0;
          for (byte code : bins.codes(current.column(name).orElseThrow())) {
            outside += code == bins.outside() ? 1 : 0;
          }
          return outside > MOST_OUTSIDE * current.rows();
        })
        .orElse(false);
  }

  private static @Nullable ConceptReason reason(
      ConceptProfile window, ConceptPolicy policy, @Nullable Double overlap) {
    ConceptReference reference = window.reference();
    ConceptProfile own = reference.profile();
    if (!reference.hasLabel()) {
      return ConceptReason.NO_LABEL_COLUMN;
    }
    if (own.labelled() == 0) {
      return ConceptReason.NO_REFERENCE_LABELS;
    }
    long rows = window.labelled() + window.unlabelled();
    if (rows > 0 && window.absent() == rows) {
      return ConceptReason.LABEL_ABSENT;
    }
    if (window.labelled() == 0) {
      return ConceptReason.NO_CURRENT_LABELS;
    }
    if (Math.min(own.labelled(), window.labelled()) < policy.minimumRows()) {
      return ConceptReason.TOO_FEW_LABELLED_ROWS;
    }
    if (reference.features().isEmpty()) {
      return ConceptReason.NO_FEATURES;
    }
    long judged = window.labelled() - window.outside();
    if (judged < policy.minimumRows()) {
      return ConceptReason.NO_OVERLAP;
    }
    if (overlap != null && overlap < ConceptPolicy.LEAST_OVERLAP) {
      return ConceptReason.LITTLE_OVERLAP;
    }
    boolean oneClass =
        reference.classes().known() == 1 && window.cells().hits(0) == window.cells().rows();
    return oneClass ? ConceptReason.ONE_CLASS : null;
  }

  private static ConceptDrift judge(
      ConceptProfile window,
      ConceptPolicy policy,
      double overlap,
      LabelledRows rows,
      List<LossChange> losses) {
    ConceptReference reference = window.reference();
    ConceptProfile own = reference.profile();
    LabelComparison cells = LabelComparison.adjusted(own.cells(), window.cells());
    ConceptTest joint =
        Objects.requireNonNull(
            cells.ofChange(), "rows inside the reference's range fall into its cells");
    joint = joint.adjusted(Math.min(1, 2 * joint.p().value()));

    List<@Nullable ConceptTest> adjusted = new ArrayList<>();
    List<@Nullable ConceptTest> plain = new ArrayList<>();
    List<List<ConceptShift>> shifts = new ArrayList<>();
    for (int feature = 0; feature < own.features().size(); feature++) {
      LabelTable before = own.features().get(feature);
      LabelTable now = window.features().get(feature);
      LabelComparison comparison = LabelComparison.adjusted(before, now);
      adjusted.add(comparison.ofDifference());
      plain.add(LabelComparison.plain(before, now).ofChange());
      FeatureBins bins = reference.features().get(feature);
      shifts.add(comparison.shifts(bin -> bins.name(), bins::words, reference.classes()));
    }
    correct(adjusted, 2);
    correct(plain, 1);

    List<FeatureConcept> features = new ArrayList<>();
    List<ConceptShift> largest = new ArrayList<>();
    boolean drifted = joint.exceeds(policy, overlap);
    boolean wide = overlap >= ConceptPolicy.NOTABLE_OVERLAP;
    boolean sure = wide && joint.isSure(policy);
    boolean explained = false;
    for (int feature = 0; feature < adjusted.size(); feature++) {
      ConceptTest decides = adjusted.get(feature);
      ConceptTest alone = plain.get(feature);
      boolean moved = decides != null && decides.exceeds(policy, overlap);
      boolean beyondInputs = moved || (decides != null && decides.exceeds(policy, 1));
      boolean byInputs = !beyondInputs && alone != null && alone.exceeds(policy, 1);
      drifted |= moved;
      sure |= wide && decides != null && decides.isSure(policy);
      explained |= byInputs;
      if (moved) {
        largest.addAll(shifts.get(feature));
      }
      features.add(
          new FeatureConcept(
              reference.features().get(feature).name(),
              decides,
              alone,
              moved,
              byInputs,
              shifts.get(feature)));
    }
    for (LossChange loss : losses) {
      explained |=
          loss.p().value() <= policy.level() && loss.unexplainedP().value() > policy.level();
    }
    if (drifted && largest.isEmpty()) {
      largest.addAll(
          cells.shifts(
              reference.relation()::cellFeatures,
              reference.relation()::cellWords,
              reference.classes()));
    }
    largest.sort(Comparator.comparingDouble(ConceptShift::contribution).reversed());
    List<ConceptShift> top = largest.subList(0, Math.min(3, largest.size()));
    boolean byInputs = explained && !drifted && !sure;
    boolean slight = sure && !drifted;
    return new ConceptDrift(
        drifted ? Verdict.DRIFTED : Verdict.STABLE,
        null,
        drifted
            ? ConceptExplanation.ofDrift(joint, features, most(reference, top), rows, overlap)
            : ConceptExplanation.ofStable(joint, features, byInputs, rows, overlap, policy, slight),
        byInputs,
        slight,
        overlap,
        rows,
        joint,
        features,
        reference.leftOut(),
        top,
        losses);
  }

  /// Where the labels changed most, in words.
  private static String most(ConceptReference reference, List<ConceptShift> shifts) {
    if (shifts.isEmpty()) {
      return "";
    }
    ConceptShift shift = shifts.get(0);
    return ConceptExplanation.words(
        shift, reference.classes().condition(reference.label(), shift.label()));
  }

  /// Replaces each q by that of Benjamini and Hochberg, times `factor`.
  private static void correct(List<@Nullable ConceptTest> tests, double factor) {
    List<PValue> family = new ArrayList<>();
    for (ConceptTest test : tests) {
      if (test != null) {
        family.add(test.p());
      }
    }
    List<PValue> q = FalseDiscovery.benjaminiHochberg(family);
    int next = 0;
    for (int at = 0; at < tests.size(); at++) {
      ConceptTest test = tests.get(at);
      if (test != null) {
        tests.set(at, test.adjusted(Math.min(1, factor * q.get(next++).value())));
      }
    }
  }
}
