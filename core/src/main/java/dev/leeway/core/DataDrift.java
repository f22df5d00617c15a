package dev.leeway.core;

import java.util.List;

/// What [ModelMonitor#detectDataDrift] found in a batch.
///
/// @param features the features that could be compared, in their order
/// @param inconclusive the features that could not
public record DataDrift(List<FeatureDrift> features, List<Inconclusive> inconclusive) {

  /// A feature that could not be compared, and why.
  public record Inconclusive(String feature, int featureIndex, String reason) {}

  public DataDrift {
    features = List.copyOf(features);
    inconclusive = List.copyOf(inconclusive);
  }

  /// Whether any feature drifted.
  public boolean detected() {
    return features.stream().anyMatch(FeatureDrift::drifted);
  }

  /// The features that drifted, in their order.
  public List<FeatureDrift> driftedFeatures() {
    return features.stream().filter(FeatureDrift::drifted).toList();
  }
}
