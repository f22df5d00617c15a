package dev.leeway.core.anomaly;

import java.util.List;

/// One of the rows with the highest scores.
///
/// @param row its index in the batch, from 0
/// @param score its score, in (0, 1)
/// @param unusual whether the score is above the threshold
/// @param referenceShare the chance that a row drawn like the reference scores as high or higher:
///   (1 + held-out reference rows that do) / (1 + held-out reference rows), a conformal p-value
///   (Vovk, Gammerman, Shafer 2005)
/// @param features the features that make it so, largest fall first, at most
///   [UnusualSamples#FEATURES]; empty when no single feature lowers the score
public record UnusualRow(
    int row, double score, boolean unusual, double referenceShare, List<UnusualFeature> features) {

  public UnusualRow {
    features = List.copyOf(features);
  }
}
