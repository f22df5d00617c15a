package dev.leeway.core.monitor;

import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.Task;
import java.util.Optional;

/// How it is measured how good a model's answers are.
///
/// @param task what the model answers; empty to find out from its columns
/// @param positive the label of the positive class; empty to find out, or where there is none
/// @param threshold scores from here on mean the positive class, where there is no prediction
/// @param top positions of a ranking that count, at least 1
/// @param mainMetric the metric whose loss alarms; empty for the task's own
public record Scoring(
    Optional<Task> task,
    Optional<String> positive,
    double threshold,
    int top,
    Optional<Metric> mainMetric) {

  /// Everything found out from the columns.
  public static Scoring inferred() {
    return new Scoring(Optional.empty(), Optional.empty(), 0.5, 10, Optional.empty());
  }

  /// Whether the name of a score column says that the score is of that class: it is the class's
  /// name, or ends with it behind something that is no letter and no digit, as `score_red`.
  public static boolean isScoreOf(String column, String name) {
    if (name.isEmpty() || !column.endsWith(name) || column.length() == name.length()) {
      return column.equals(name);
    }
    return !Character.isLetterOrDigit(column.charAt(column.length() - name.length() - 1));
  }
}
