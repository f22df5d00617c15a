package dev.leeway.app.check;

import dev.leeway.app.table.DataException;
import dev.leeway.core.monitor.Scoring;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Whether the threshold that was asked for can do what it is for: turn one score into answers.
final class Threshold {

  private Threshold() {}

  /// A note when another threshold than the default was given and nothing uses it.
  ///
  /// @throws DataException if it lies outside [0, 1] while all scores of the reference lie within,
  ///   so that every answer would be of one class
  static Optional<String> judge(double threshold, Task task, Schema schema, Batch reference) {
    if (threshold == Scoring.inferred().threshold()) {
      return Optional.empty();
    }
    List<ColumnSpec> scores = schema.columns(Role.SCORE);
    Optional<ColumnSpec> prediction = schema.columns(Role.PREDICTION).stream().findFirst();
    if (task != Task.CLASSIFICATION) {
      return unused(threshold, "it is for classification, and this model's task is " + task.id());
    }
    if (prediction.isPresent()) {
      return unused(threshold, "the answers are in column " + prediction.get().name());
    }
    if (scores.size() != 1) {
      return unused(
          threshold,
          scores.isEmpty()
              ? "there is no score column"
              : "of several scores the largest says the class");
    }
    String score = scores.get(0).name();
    boolean probabilities =
        reference.column(score).orElse(null) instanceof NumericData numbers
            && Arrays.stream(numbers.values())
                .filter(value -> !Double.isNaN(value))
                .allMatch(value -> value >= 0 && value <= 1);
    if (probabilities && !(threshold >= 0 && threshold <= 1)) {
      throw new DataException(
          "--threshold must be from 0 to 1, as all scores of column %s in the reference are; was %s"
              .formatted(score, threshold));
    }
    return Optional.empty();
  }

  private static Optional<String> unused(double threshold, String reason) {
    return Optional.of("--threshold %s is not used: %s".formatted(threshold, reason));
  }
}
