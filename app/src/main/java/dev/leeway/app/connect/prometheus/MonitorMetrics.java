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
      text.gauge("model_accuracy", "Share of right predictions in the latest batch.")
          .sample(labels, latest.accuracy());
      text.gauge("model_f1_score", "F1 of the latest batch, weighted by class.")
          .sample(labels, latest.f1());
    }
    text.counter("model_predictions_total", "Predictions logged since the start.")
        .sample(labels, (double) report.period().predictions());
    DataDrift drift = report.latestDataDrift();
    if (drift != null) {
      text.gauge("model_drift_detected", "1 if the latest check of the inputs found drift, else 0.")
          .sample(labels, drift.detected() ? 1 : 0);
      text.gauge("feature_distribution_change", "Share of a feature's mass that moved, 0 to 1.");
      for (FeatureDrift feature : drift.features()) {
        Map<String, String> own = new LinkedHashMap<>(labels);
        own.put("feature", feature.feature());
        text.sample(own, feature.effect());
      }
    }
    return text.toString();
  }
}
