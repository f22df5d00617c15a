package dev.leeway.core.concept;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the label's dependence on one feature changed.
///
/// @param feature the feature
/// @param adjusted whether labels changed in some of the feature's bins more than in others, after
///   what the drift of all inputs explains; decides. Null when there are not two bins to compare
/// @param plain whether labels changed within the feature's bins, whatever explains it; null when
///   no bin has rows on both sides
/// @param drifted whether `adjusted` is significant and its effect reaches the floor
/// @param explainedByInputs whether `plain` would have been, and `adjusted` is not
/// @param shifts the bins and classes that changed most, at most 3, largest contribution first
public record FeatureConcept(
    String feature,
    @Nullable ConceptTest adjusted,
    @Nullable ConceptTest plain,
    boolean drifted,
    boolean explainedByInputs,
    List<ConceptShift> shifts) {

  public FeatureConcept {
    shifts = List.copyOf(shifts);
  }
}
