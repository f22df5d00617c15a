package dev.leeway.core.monitor;

import dev.leeway.core.monitor.Measurement.TaskRecorder;
import dev.leeway.core.performance.PerformanceState;
import dev.leeway.core.performance.RankingState;
import dev.leeway.core.performance.RegressionState;
import dev.leeway.core.performance.ServingState;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.time.Instant;
import java.util.Optional;

/// Measures models that answer numbers or orders, and how fast answers came.
final class NumberMeasurement {

  private NumberMeasurement() {}

  static TaskRecorder recorder(Task task, Schema schema, int top) {
    return switch (task) {
      case REGRESSION -> new Regression(schema, new RegressionState.Recorder());
      case RANKING -> new Ranking(schema, new RankingState.Recorder(top));
      case CLASSIFICATION, SERVING ->
          throw new IllegalArgumentException(task + " is no task of numbers");
    };
  }

  /// The prediction is the prediction column, or else the first score column.
  private record Regression(Schema schema, RegressionState.Recorder recorder)
      implements TaskRecorder {

    @Override
    public Shortage add(ColumnData label, Batch rows) {
      if (!(label instanceof NumericData actual)) {
        return Shortage.LABEL_NO_NUMBER;
      }
      Optional<ColumnData> answer =
          Measurement.column(schema, Role.PREDICTION, rows)
              .or(() -> Measurement.column(schema, Role.SCORE, rows));
      if (answer.isEmpty()) {
        return Shortage.NO_PREDICTION_COLUMN;
      }
      if (!(answer.get() instanceof NumericData predicted)) {
        return Shortage.PREDICTION_NO_NUMBER;
      }
      for (int row = 0; row < rows.rows(); row++) {
        double truth = actual.values()[row];
        double said = predicted.values()[row];
        if (!Double.isNaN(truth) && !Double.isNaN(said)) {
          recorder.add(truth, said);
        }
      }
      return Shortage.NO_PREDICTED_ROW;
    }

    @Override
    public PerformanceState snapshot() {
      return recorder.snapshot();
    }
  }

  /// Items are ordered by the score column, or else by a numeric prediction; the label is their
  /// relevance.
  private record Ranking(Schema schema, RankingState.Recorder recorder) implements TaskRecorder {

    @Override
    public Shortage add(ColumnData label, Batch rows) {
      Optional<ColumnData> query = Measurement.column(schema, Role.QUERY, rows);
      if (query.isEmpty()) {
        return Shortage.NO_QUERY_COLUMN;
      }
      if (!(label instanceof NumericData relevance)) {
        return Shortage.RELEVANCE_NO_NUMBER;
      }
      Optional<ColumnData> answer =
          Measurement.column(schema, Role.SCORE, rows)
              .or(() -> Measurement.column(schema, Role.PREDICTION, rows));
      if (answer.isEmpty() || !(answer.get() instanceof NumericData score)) {
        return Shortage.NO_SCORE_OF_NUMBERS;
      }
      for (int row = 0; row < rows.rows(); row++) {
        String name = CategoryNames.of(query.get(), row);
        double value = relevance.values()[row];
        if (name != null && !Double.isNaN(value)) {
          recorder.add(name, value, score.values()[row]);
        }
      }
      return Shortage.NO_RANKED_ROW;
    }

    @Override
    public PerformanceState snapshot() {
      return recorder.snapshot();
    }
  }

  /// @return what is missing if nothing more comes
  static Shortage addLatency(ServingState.Recorder recorder, Schema schema, Batch rows) {
    if (schema.columns(Role.LATENCY).isEmpty()) {
      return Shortage.NO_LATENCY_COLUMN;
    }
    Optional<ColumnData> latency = Measurement.column(schema, Role.LATENCY, rows);
    if (latency.isEmpty() || !(latency.get() instanceof NumericData seconds)) {
      return Shortage.LATENCY_MISSING;
    }
    for (int row = 0; row < rows.rows(); row++) {
      double value = seconds.values()[row];
      if (!Double.isNaN(value)) {
        recorder.addLatency(value);
      }
    }
    if (Measurement.column(schema, Role.TIME, rows).orElse(null) instanceof NumericData times) {
      for (int row = 0; row < rows.rows(); row++) {
        double time = times.values()[row];
        if (WindowSpec.isTime(time)) {
          long whole = (long) Math.floor(time);
          recorder.addTime(Instant.ofEpochSecond(whole, (long) ((time - whole) * 1e9)));
        }
      }
    }
    return Shortage.NO_TIMED_ROW;
  }
}
