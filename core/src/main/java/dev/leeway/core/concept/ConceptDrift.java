package dev.leeway.core.concept;

import dev.leeway.core.drift.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the comparison of the relation of label and inputs came to.
///
/// @param verdict drifted, stable or inconclusive
/// @param reason why it could not be judged; null unless inconclusive
/// @param explanation the verdict in one sentence
/// @param explainedByInputs whether labels within some feature's bins, or the loss, moved, but no
///   more than the drift of the inputs explains; never with a verdict of drifted
/// @param slight whether labels surely changed, but fewer than the floor; never with a verdict of
///   drifted, nor with little overlap
/// @param overlap the share of labelled current rows that lie where the reference has rows, looking
///   at the 8 features that tell most, two by two: a cell of their bins has rows when its share of
///   the reference is at least a ninth of its share of the current data; null without labelled rows
///   on both sides, or without features
/// @param rows the rows that could be used
/// @param joint the test over cells of all inputs together; null when inconclusive
/// @param features the features compared, in the schema's order
/// @param leftOut names of features that were not used: absent or mostly outside the reference's
///   range in the current data, free text, or instants
/// @param shifts where the label changed most, at most 3: in bins of the features that drifted, or
///   when none did by itself, in cells of several
/// @param losses how the model's losses changed; empty without predictions
public record ConceptDrift(
    Verdict verdict,
    @Nullable ConceptReason reason,
    String explanation,
    boolean explainedByInputs,
    boolean slight,
    @Nullable Double overlap,
    LabelledRows rows,
    @Nullable ConceptTest joint,
    List<FeatureConcept> features,
    List<String> leftOut,
    List<ConceptShift> shifts,
    List<LossChange> losses) {

  public ConceptDrift {
    features = List.copyOf(features);
    leftOut = List.copyOf(leftOut);
    shifts = List.copyOf(shifts);
    losses = List.copyOf(losses);
  }

  /// Whether the relation of label and inputs drifted.
  public boolean drifted() {
    return verdict == Verdict.DRIFTED;
  }

  /// Whether so few of the current rows lie where the reference has rows that a verdict holds for a
  /// part of them only.
  public boolean hasLittleOverlap() {
    return overlap != null && overlap < ConceptPolicy.NOTABLE_OVERLAP;
  }

  /// The largest share of labels changed among the tests that decide; 0 when inconclusive.
  public double effect() {
    double largest = joint == null ? 0 : joint.effect();
    for (FeatureConcept feature : features) {
      if (feature.drifted() && feature.adjusted() != null) {
        largest = Math.max(largest, feature.adjusted().effect());
      }
    }
    return largest;
  }

  /// The feature of that name, if it was compared.
  public Optional<FeatureConcept> feature(String name) {
    return features.stream().filter(feature -> feature.feature().equals(name)).findFirst();
  }
}
