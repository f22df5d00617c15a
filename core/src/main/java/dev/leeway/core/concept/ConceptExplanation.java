package dev.leeway.core.concept;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Verdicts in words.
final class ConceptExplanation {

  /// A share of rows outside the reference's inputs from which on it is said.
  private static final double NOTABLE_OUTSIDE = 0.05;

  /// A difference between the reference's share and the one to be expected from which on it is
  /// said.
  private static final double NOTABLE_SHARE = 0.03;

  private static final int NAMED = 3;

  private ConceptExplanation() {}

  static String ofInconclusive(
      ConceptReason reason, LabelledRows rows, @Nullable Double overlap, ConceptPolicy policy) {
    return switch (reason) {
      case TOO_FEW_LABELLED_ROWS ->
          "%s: %,d in the reference and %,d in the current data, %d are needed"
              .formatted(reason.words(), rows.reference(), rows.current(), policy.minimumRows());
      case NO_OVERLAP ->
          "%s: only %,d of %,d labelled rows are like the reference's"
              .formatted(reason.words(), rows.current() - rows.outside(), rows.current());
      case LITTLE_OVERLAP ->
          "%s: only %.0f %% of the labelled current rows lie where the reference has rows, so a change of the relation cannot be told from a drift of the inputs"
              .formatted(reason.words(), 100 * (overlap == null ? 0 : overlap));
      case NO_LABEL_COLUMN,
          LABEL_ABSENT,
          NO_REFERENCE_LABELS,
          NO_CURRENT_LABELS,
          ONE_CLASS,
          NO_FEATURES ->
          reason.words();
    };
  }

  /// @param most where the labels changed most; empty where nothing stands out
  static String ofDrift(
      ConceptTest joint,
      List<FeatureConcept> features,
      String most,
      LabelledRows rows,
      double overlap) {
    ConceptTest largest = joint;
    for (FeatureConcept feature : features) {
      ConceptTest test = feature.adjusted();
      if (feature.drifted() && test != null && test.effect() > largest.effect()) {
        largest = test;
      }
    }
    String where = most.isEmpty() ? "" : "; most where " + most;
    return "for like inputs about %s of the labels changed (%s)%s%s"
        .formatted(percent(largest.effect()), q(largest), where, unlike(rows, overlap));
  }

  static String ofStable(
      ConceptTest joint,
      List<FeatureConcept> features,
      boolean explainedByInputs,
      LabelledRows rows,
      double overlap,
      ConceptPolicy policy,
      boolean slight) {
    ConceptTest least = joint;
    for (FeatureConcept feature : features) {
      ConceptTest test = feature.adjusted();
      if (test != null && test.q() < least.q()) {
        least = test;
      }
    }
    return verdict(least, policy, slight)
        + (explainedByInputs ? explained(features) : "")
        + unlike(rows, overlap);
  }

  private static String verdict(ConceptTest least, ConceptPolicy policy, boolean slight) {
    if (slight) {
      return "changed, but little: for like inputs about %s of the labels, below the %s that count (%s)"
          .formatted(percent(least.effect()), percent(policy.effectFloor()), q(least));
    }
    return least.q() <= policy.level()
        ? "for like inputs the labels changed little, if at all: %s, below the %s that count (%s)"
            .formatted(percent(least.effect()), percent(policy.effectFloor()), q(least))
        : "for like inputs the labels changed no more than by chance (%s)".formatted(q(least));
  }

  private static String explained(List<FeatureConcept> features) {
    List<String> names =
        features.stream()
            .filter(FeatureConcept::explainedByInputs)
            .sorted(Comparator.comparingDouble(ConceptExplanation::plainEffect).reversed())
            .map(FeatureConcept::feature)
            .toList();
    if (names.isEmpty()) {
      return "; the drift of the inputs explains how the loss changed";
    }
    String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
    return "; the drift of the inputs explains how labels moved within "
        + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
        + more;
  }

  private static double plainEffect(FeatureConcept feature) {
    return feature.plain() == null ? 0 : feature.plain().effect();
  }

  /// Of which rows the verdict does not hold, in one sentence: those outside the reference's inputs
  /// are in no cell that the reference covers.
  private static String unlike(LabelledRows rows, double overlap) {
    if (overlap < ConceptPolicy.NOTABLE_OVERLAP) {
      return "; the inputs overlap in part: only %s of the labelled current rows lie where the reference has rows"
          .formatted(percent(overlap));
    }
    double share = (double) rows.outside() / Math.max(1, rows.current());
    return share >= NOTABLE_OUTSIDE
        ? "; %s of the labelled rows have inputs that the reference never had and were not judged"
            .formatted(percent(share))
        : "";
  }

  /// @param label the class as a condition, such as `repaid = yes`
  static String words(ConceptShift shift, String label) {
    boolean asBefore = Math.abs(shift.expectedShare() - shift.referenceShare()) < NOTABLE_SHARE;
    return "%s: rows with %s from %s to %s%s"
        .formatted(
            shift.bin(),
            label,
            percent(shift.referenceShare()),
            percent(shift.currentShare()),
            asBefore ? "" : " (" + percent(shift.expectedShare()) + " expected from its inputs)");
  }

  private static String q(ConceptTest test) {
    if (test.q() >= 1e-300) {
      String pattern = test.q() < 1e-3 ? "q = %.1e" : "q = %.3f";
      return String.format(Locale.ROOT, pattern, test.q());
    }
    double log10 = test.p().log10();
    return Double.isInfinite(log10) ? "p = 0" : "p = 1e" + Math.round(log10);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
