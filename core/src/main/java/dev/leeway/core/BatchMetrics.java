package dev.leeway.core;

import dev.leeway.core.performance.ClassificationMetrics;
import dev.leeway.core.performance.ClassificationMetrics.Scores;
import dev.leeway.core.performance.ConfusionMatrix;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How good the predictions of one batch were. Averages over classes are weighted by the classes'
/// rows, and a share of nothing is 0, as in [ClassificationMetrics].
///
/// @param timestamp when the batch was logged
/// @param samples the rows of the batch, at least 1
public record BatchMetrics(
    Instant timestamp, double accuracy, double precision, double recall, double f1, long samples) {

  static BatchMetrics of(Instant timestamp, ConfusionMatrix matrix) {
    Scores weighted = ClassificationMetrics.weighted(matrix);
    return new BatchMetrics(
        timestamp,
        ClassificationMetrics.accuracy(matrix),
        weighted.precision(),
        weighted.recall(),
        weighted.f1(),
        matrix.rows());
  }

  /// The metrics under their names in reports.
  public Map<String, @Nullable Object> toMap() {
    return new ReportMap()
        .put("timestamp", timestamp.toString())
        .put("accuracy", accuracy)
        .put("precision", precision)
        .put("recall", recall)
        .put("f1", f1)
        .put("n_samples", samples)
        .build();
  }
}
