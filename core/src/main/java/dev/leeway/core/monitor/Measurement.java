package dev.leeway.core.monitor;

import dev.leeway.core.performance.ClassLabel;
import dev.leeway.core.performance.MainMetric;
import dev.leeway.core.performance.PerformanceState;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.TextData;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the rows of a schema are measured: what the model answers, where its answers, scores and
/// labels are, and what scores mean. Found out from the reference once, so that every window is
/// measured alike.
final class Measurement {

  /// What measuring some rows came to.
  ///
  /// @param task what the model answers
  /// @param state what was counted; empty where something is missing
  /// @param missing what, to follow "in the current data"; empty when nothing is
  record Outcome(Task task, Optional<PerformanceState> state, String missing) {

    static Outcome of(PerformanceState state, String whenEmpty) {
      return state.rows() == 0
          ? missing(state.task(), whenEmpty)
          : new Outcome(state.task(), Optional.of(state), "");
    }

    static Outcome missing(Task task, String sentence) {
      return new Outcome(task, Optional.empty(), sentence);
    }
  }

  private final Schema schema;
  private final Scoring scoring;
  private final Task task;
  private final @Nullable ClassMeasurement classes;

  private Measurement(Schema schema, Scoring scoring, Task task, Batch reference) {
    this.schema = schema;
    this.scoring = scoring;
    this.task = task;
    this.classes =
        task == Task.CLASSIFICATION ? ClassMeasurement.of(schema, scoring, reference) : null;
  }

  static Measurement of(Schema schema, Scoring scoring, Batch reference) {
    return new Measurement(schema, scoring, task(schema, scoring), reference);
  }

  /// The task that was named; else ranking with a query column, regression with a numeric label,
  /// and classification otherwise.
  private static Task task(Schema schema, Scoring scoring) {
    if (scoring.task().isPresent()) {
      return scoring.task().get();
    }
    if (!schema.columns(Role.QUERY).isEmpty()) {
      return Task.RANKING;
    }
    boolean number =
        schema.columns(Role.LABEL).stream().anyMatch(label -> label.kind() == Kind.NUMERIC);
    return number ? Task.REGRESSION : Task.CLASSIFICATION;
  }

  Task task() {
    return task;
  }

  /// The class that a single score speaks for, if it is known.
  Optional<ClassLabel> positive() {
    return classes == null ? Optional.empty() : classes.positive();
  }

  /// The metric whose loss alarms: the one that was named, or the reference's choice.
  MainMetric main(PerformanceState reference) {
    return scoring
        .mainMetric()
        .filter(metric -> metric.task() == task && reference.task() == task)
        .map(metric -> new MainMetric(metric, "it was named"))
        .orElseGet(() -> MainMetric.of(reference));
  }

  Outcome performance(Batch rows) {
    List<ColumnSpec> labels = schema.columns(Role.LABEL);
    if (labels.isEmpty()) {
      return Outcome.missing(task, "there is no label column");
    }
    Optional<ColumnData> label = rows.column(labels.get(0).name());
    if (label.isEmpty()) {
      return Outcome.missing(task, "the label column is missing");
    }
    return switch (task) {
      case CLASSIFICATION -> Objects.requireNonNull(classes).measure(label.get(), rows);
      case REGRESSION -> NumberMeasurement.regression(schema, label.get(), rows);
      case RANKING -> NumberMeasurement.ranking(schema, scoring.top(), label.get(), rows);
      case SERVING -> throw new IllegalArgumentException("serving is no task of a model");
    };
  }

  Outcome latency(Batch rows) {
    return NumberMeasurement.latency(schema, rows);
  }

  /// The value of a row as a name; null where there is none.
  static @Nullable String name(ColumnData data, int row) {
    if (data instanceof TextData text) {
      int code = text.codes()[row];
      return code == TextData.MISSING ? null : text.dictionary().get(code);
    }
    double value = ((NumericData) data).values()[row];
    return Double.isNaN(value) ? null : CategoryNames.of(value + 0.0);
  }

  /// The first column of that role that the rows have.
  static Optional<ColumnData> column(Schema schema, Role role, Batch rows) {
    return schema.columns(role).stream().map(ColumnSpec::name).findFirst().flatMap(rows::column);
  }
}
