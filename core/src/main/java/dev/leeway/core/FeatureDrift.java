package dev.leeway.core;

import dev.leeway.core.stats.PValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One feature's values in a batch against the baseline.
///
/// @param feature its name
/// @param featureIndex its position, from 0
/// @param ksStatistic the Kolmogorov–Smirnov statistic, in [0, 1]
/// @param pValue the chance of a statistic as large without drift
/// @param qValue the p-value after correction for all features tested with it
/// @param effect share of mass moved, in [0, 1]: the statistic less what chance gives it
/// @param dropped values of the batch that are NaN and were left out
/// @param drifted the verdict
public record FeatureDrift(
    String feature,
    int featureIndex,
    double ksStatistic,
    PValue pValue,
    PValue qValue,
    double effect,
    int dropped,
    boolean drifted) {

  /// The feature under its names in alerts.
  public Map<String, @Nullable Object> toMap() {
    return new ReportMap()
        .put("feature", feature)
        .put("feature_index", featureIndex)
        .put("ks_statistic", ksStatistic)
        .put("p_value", pValue.value())
        .build();
  }
}
