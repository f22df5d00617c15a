package dev.leeway.app.connect.prometheus;

/// The metrics of a model, each with its name, type and help: what Prometheus is given, and what
/// dashboards ask for.
public enum ModelMetric {
  ACCURACY("model_accuracy", Type.GAUGE, "Share of right predictions in the latest batch."),
  F1_SCORE("model_f1_score", Type.GAUGE, "F1 of the latest batch, weighted by class."),
  PREDICTIONS("model_predictions_total", Type.COUNTER, "Predictions that were looked at."),
  DRIFT_DETECTED(
      "model_drift_detected",
      Type.GAUGE,
      "1 if the latest check of the inputs found drift, else 0."),
  FEATURE_DRIFT_DETECTED(
      "model_feature_drift_detected",
      Type.GAUGE,
      "1 if the latest check found that the feature drifted, else 0."),
  LATENCY(
      "model_latency_seconds",
      Type.SUMMARY,
      "Time that a prediction took in the latest batch, in seconds."),
  FEATURE_CHANGE(
      "feature_distribution_change", Type.GAUGE, "Share of a feature's mass that moved, 0 to 1.");

  private enum Type {
    GAUGE,
    COUNTER,
    SUMMARY
  }

  private final String id;
  private final Type type;
  private final String help;

  ModelMetric(String id, Type type, String help) {
    this.id = id;
    this.type = type;
    this.help = help;
  }

  /// The name that Prometheus knows it by.
  public String id() {
    return id;
  }

  /// What it measures, in a sentence.
  public String help() {
    return help;
  }

  /// Starts its family.
  ExpositionText start(ExpositionText text) {
    return switch (type) {
      case GAUGE -> text.gauge(id, help);
      case COUNTER -> text.counter(id, help);
      case SUMMARY -> text.summary(id, help);
    };
  }
}
