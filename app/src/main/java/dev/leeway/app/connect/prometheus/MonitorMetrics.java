package dev.leeway.app.connect.prometheus;

import dev.leeway.core.BatchMetrics;
import dev.leeway.core.DataDrift;
import dev.leeway.core.FeatureDrift;
import dev.leeway.core.MonitoringReport;
import java.util.LinkedHashMap;
import java.util.Map;

/// The metrics of a monitoring report under their plain names. What was not measured yet has no
/// sample: absence is the truth, and zero would be a lie.
public final class MonitorMetrics {

  private MonitorMetrics() {}

  /// The report as exposition text.
  ///
  /// @param model the label `model` of every sample
  /// @param version the label `version` of every sample
  public static String text(MonitoringReport report, String model, String version) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("model", model);
    labels.put("version", version);
    ExpositionText text = new ExpositionText();
    if (!report.metricsHistory().isEmpty()) {
      BatchMetrics latest = report.metricsHistory().getLast();
      ModelMetric.ACCURACY.start(text).sample(labels, latest.accuracy());
      ModelMetric.F1_SCORE.start(text).sample(labels, latest.f1());
    }
    ModelMetric.PREDICTIONS.start(text).sample(labels, (double) report.period().predictions());
    DataDrift drift = report.latestDataDrift();
    if (drift != null) {
      ModelMetric.DRIFT_DETECTED.start(text).sample(labels, drift.detected() ? 1 : 0);
      ModelMetric.FEATURE_CHANGE.start(text);
      for (FeatureDrift feature : drift.features()) {
        Map<String, String> own = new LinkedHashMap<>(labels);
        own.put("feature", feature.feature());
        text.sample(own, feature.effect());
      }
    }
    return text.toString();
  }
}
