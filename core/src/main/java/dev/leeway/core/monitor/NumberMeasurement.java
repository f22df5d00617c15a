package dev.leeway.core.monitor;

import dev.leeway.core.monitor.Measurement.Outcome;
import dev.leeway.core.performance.RankingState;
import dev.leeway.core.performance.RegressionState;
import dev.leeway.core.performance.Resolution;
import dev.leeway.core.performance.ServingState;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.time.Instant;
import java.util.Optional;

/// Measures models that answer numbers or orders, and how fast answers came.
final class NumberMeasurement {

  private NumberMeasurement() {}

  /// The prediction is the prediction column, or else the first score column.
  static Outcome regression(Schema schema, ColumnData label, Batch rows) {
    if (!(label instanceof NumericData actual)) {
      return Outcome.missing(Task.REGRESSION, "the label is no column of numbers");
    }
    Optional<ColumnData> answer =
        Measurement.column(schema, Role.PREDICTION, rows)
            .or(() -> Measurement.column(schema, Role.SCORE, rows));
    if (answer.isEmpty()) {
      return Outcome.missing(Task.REGRESSION, "there is no prediction column");
    }
    if (!(answer.get() instanceof NumericData predicted)) {
      return Outcome.missing(Task.REGRESSION, "the prediction is no column of numbers");
    }
    RegressionState.Recorder recorder = new RegressionState.Recorder();
    for (int row = 0; row < rows.rows(); row++) {
      double truth = actual.values()[row];
      double said = predicted.values()[row];
      if (!Double.isNaN(truth) && !Double.isNaN(said)) {
        recorder.add(truth, said);
      }
    }
    return Outcome.of(recorder.snapshot(), "no row has both a label and a prediction");
  }

  /// Items are ordered by the score column, or else by a numeric prediction; the label is their
  /// relevance.
  static Outcome ranking(Schema schema, int top, ColumnData label, Batch rows) {
    Optional<ColumnData> query = Measurement.column(schema, Role.QUERY, rows);
    if (query.isEmpty()) {
      return Outcome.missing(Task.RANKING, "there is no query column");
    }
    if (!(label instanceof NumericData relevance)) {
      return Outcome.missing(Task.RANKING, "the label, a relevance, is no column of numbers");
    }
    Optional<ColumnData> answer =
        Measurement.column(schema, Role.SCORE, rows)
            .or(() -> Measurement.column(schema, Role.PREDICTION, rows));
    if (answer.isEmpty() || !(answer.get() instanceof NumericData score)) {
      return Outcome.missing(Task.RANKING, "there is no score column of numbers");
    }
    RankingState.Recorder recorder = new RankingState.Recorder(top);
    for (int row = 0; row < rows.rows(); row++) {
      String name = Measurement.name(query.get(), row);
      double value = relevance.values()[row];
      if (name != null && !Double.isNaN(value)) {
        recorder.add(name, value, score.values()[row]);
      }
    }
    return Outcome.of(recorder.snapshot(), "no row has a query, a label and a score");
  }

  static Outcome latency(Schema schema, Batch rows) {
    if (schema.columns(Role.LATENCY).isEmpty()) {
      return Outcome.missing(Task.SERVING, "there is no latency column");
    }
    Optional<ColumnData> latency = Measurement.column(schema, Role.LATENCY, rows);
    if (latency.isEmpty() || !(latency.get() instanceof NumericData seconds)) {
      return Outcome.missing(Task.SERVING, "the latency column is missing or no column of numbers");
    }
    ServingState.Recorder recorder = new ServingState.Recorder(Resolution.EXACT);
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
    return Outcome.of(recorder.snapshot(), "no row has a latency of 0 or more");
  }
}
