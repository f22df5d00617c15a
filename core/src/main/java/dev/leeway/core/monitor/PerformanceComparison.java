package dev.leeway.core.monitor;

import dev.leeway.core.drift.Verdict;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.PerformanceState;
import dev.leeway.core.performance.Task;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How good a model's answers are, against the reference.
///
/// @param task what the model answers
/// @param missing what is missing to measure it, as a sentence; empty when it was measured on both
///   sides
/// @param main the metric whose loss alarms; null where nothing could be measured
/// @param why why it is that one, to follow "because"
/// @param metrics all metrics of the task, in their order; empty where nothing could be measured
/// @param referenceWindows windows of the reference whose spread entered, 0 for none
/// @param reference what was counted of the reference; null where nothing could be
/// @param current what was counted of the current rows; null where nothing could be
public record PerformanceComparison(
    Task task,
    String missing,
    @Nullable Metric main,
    String why,
    List<MetricComparison> metrics,
    int referenceWindows,
    @Nullable PerformanceState reference,
    @Nullable PerformanceState current) {

  public PerformanceComparison {
    metrics = List.copyOf(metrics);
  }

  static PerformanceComparison missing(Task task, String sentence) {
    return new PerformanceComparison(task, sentence, null, "", List.of(), 0, null, null);
  }

  /// Current rows that were measured.
  public long rows() {
    return current == null ? 0 : current.rows();
  }

  /// One metric, if it was compared.
  public Optional<MetricComparison> metric(Metric metric) {
    return metrics.stream().filter(compared -> compared.metric() == metric).findFirst();
  }

  /// What the main metric lost; empty where that could not be told.
  public Optional<Degradation> degradation() {
    return Optional.ofNullable(main).flatMap(this::metric).map(MetricComparison::degradation);
  }

  /// Drifted when the main metric's loss is confirmed; else stable, pending losses included
  /// ([Evaluation#isPending] tells them apart); inconclusive where it could not be told.
  public Verdict verdict() {
    return degradation()
        .map(loss ->
            switch (loss.state()) {
              case CRITICAL, CONFIRMED -> Verdict.DRIFTED;
              case NONE, PENDING -> Verdict.STABLE;
            })
        .orElse(Verdict.INCONCLUSIVE);
  }
}
