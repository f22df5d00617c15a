package dev.leeway.app.check;

import dev.leeway.core.monitor.Evaluation;
import dev.leeway.core.monitor.Monitor;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.profile.Batch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// What was found of one window.
///
/// @param name what it is called
/// @param start the first instant of a window of time
/// @param end the first instant after it
/// @param partial whether the data begin or end within it
/// @param rows its rows; 0 for a gap
/// @param metrics how good the answers are; empty where that could not be measured
/// @param evaluation everything found; empty for a gap and for windows of the reference
public record WindowResult(
    String name,
    Optional<Instant> start,
    Optional<Instant> end,
    boolean partial,
    int rows,
    List<MetricValue> metrics,
    Optional<Evaluation> evaluation) {

  /// The windows of the current data, judged together.
  static List<WindowResult> judge(Monitor monitor, List<RowGroup> windows, Batch current) {
    List<Monitor.Case> cases = new ArrayList<>();
    for (RowGroup window : windows) {
      if (!window.rows().isEmpty()) {
        cases.add(new Monitor.Case(monitor, current.select(window.rows())));
      }
    }
    Iterator<Evaluation> evaluations = Monitor.evaluateAll(cases, Threads.WORK).iterator();
    List<WindowResult> results = new ArrayList<>();
    for (RowGroup window : windows) {
      Optional<Evaluation> evaluation =
          window.rows().isEmpty() ? Optional.empty() : Optional.of(evaluations.next());
      List<MetricValue> metrics =
          evaluation.stream()
              .flatMap(found -> found.performance().metrics().stream())
              .map(compared -> compared.current())
              .toList();
      results.add(of(window, metrics, evaluation));
    }
    return results;
  }

  /// The windows of the reference, measured only.
  static List<WindowResult> ofReference(Monitor monitor, List<RowGroup> windows, Batch reference) {
    return windows.stream()
        .map(window ->
            of(window, monitor.metrics(reference.select(window.rows())), Optional.empty()))
        .toList();
  }

  private static WindowResult of(
      RowGroup window, List<MetricValue> metrics, Optional<Evaluation> evaluation) {
    return new WindowResult(
        window.name(),
        window.start(),
        window.end(),
        window.partial(),
        window.rows().cardinality(),
        metrics,
        evaluation);
  }
}
