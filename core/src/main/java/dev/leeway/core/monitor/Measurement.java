package dev.leeway.core.monitor;

import dev.leeway.core.performance.ClassLabel;
import dev.leeway.core.performance.MainMetric;
import dev.leeway.core.performance.PerformanceState;
import dev.leeway.core.performance.Resolution;
import dev.leeway.core.performance.ServingState;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the rows of a schema are measured: what the model answers, where its answers, scores and
/// labels are, and what scores mean. Found out from the reference once, so that every window is
/// measured alike. Immutable.
public final class Measurement {

  /// What measuring some rows came to.
  ///
  /// @param task what the model answers
  /// @param state what was counted; empty where something is missing
  /// @param missing what, to follow "in the current data"; empty when nothing is
  record Outcome(Task task, Optional<PerformanceState> state, String missing) {

    private static Outcome of(Task task, PerformanceState state, Shortage shortage) {
      return state.rows() == 0
          ? missing(task, shortage.sentence())
          : new Outcome(task, Optional.of(state), "");
    }

    private static Outcome missing(Task task, String sentence) {
      return new Outcome(task, Optional.empty(), sentence);
    }
  }

  private final MonitorSpec spec;
  private final Task task;
  private final @Nullable ClassMeasurement classes;

  private Measurement(MonitorSpec spec, Task task, Reference reference, Batch sample) {
    this.spec = spec;
    this.task = task;
    this.classes =
        task == Task.CLASSIFICATION
            ? ClassMeasurement.of(spec.schema(), spec.scoring(), reference, sample)
            : null;
  }

  /// Finds out how to measure.
  ///
  /// @param spec what is asked
  /// @param reference the profiled reference, by the same schema
  /// @param sample its rows, or a sample of them when they are many: the classes of a label that is
  ///   a category are those of all rows, of other labels those in the sample
  public static Measurement of(MonitorSpec spec, Reference reference, Batch sample) {
    return new Measurement(spec, task(spec.schema(), spec.scoring()), reference, sample);
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

  MonitorSpec spec() {
    return spec;
  }

  /// What the model answers.
  public Task task() {
    return task;
  }

  /// The class that a single score speaks for, if it is known.
  Optional<ClassLabel> positive() {
    return classes == null ? Optional.empty() : classes.positive();
  }

  /// Everything that measuring depends on, in words.
  String description() {
    return task
        + " "
        + (classes == null ? "" : classes.description())
        + (task == Task.RANKING ? spec.scoring().top() : "");
  }

  /// Whether these rows can have been measured in this way.
  boolean fits(Measured rows) {
    try {
      recorder(Resolution.BINNED).snapshot().merge(rows);
      return true;
    } catch (IllegalArgumentException ignored) {
      return false; // a state of another task or of other classes: that is the answer
    }
  }

  /// The metric whose loss alarms: the one that was named, or the reference's choice.
  MainMetric main(PerformanceState reference) {
    return spec.scoring()
        .mainMetric()
        .filter(metric -> metric.task() == task && reference.task() == task)
        .map(metric -> new MainMetric(metric, "it was named"))
        .orElseGet(() -> MainMetric.of(reference));
  }

  Outcome performance(Measured rows) {
    String stranger = classes == null ? "" : classes.stranger(rows.performance());
    return stranger.isEmpty()
        ? Outcome.of(task, rows.performance(), rows.performanceShortage())
        : Outcome.missing(task, stranger);
  }

  static Outcome latency(Measured rows) {
    return Outcome.of(Task.SERVING, rows.latency(), rows.latencyShortage());
  }

  /// Measures rows batch by batch.
  ///
  /// @param resolution how finely scores and latencies are kept: with [Resolution#EXACT] memory
  ///   grows with their distinct values
  public Recorder recorder(Resolution resolution) {
    return new Recorder(this, resolution);
  }

  /// What rows measured at once come to.
  Measured measure(Batch rows) {
    Recorder recorder = recorder(Resolution.EXACT);
    recorder.add(rows);
    return recorder.snapshot();
  }

  /// Measures the rows of one task.
  interface TaskRecorder {

    /// @return what is missing if nothing more comes
    Shortage add(ColumnData label, Batch rows);

    PerformanceState snapshot();
  }

  /// Measures rows batch by batch. Batches are matched by column names; what one lacks is not
  /// measured of its rows. Memory does not grow with rows that have been added, but for distinct
  /// scores and latencies of [Resolution#EXACT], and for rankings, whose rows are kept until the
  /// recorder is no longer used, since more rows of their queries may come. For one thread.
  public static final class Recorder {

    private final Schema schema;
    private final TaskRecorder performance;
    private final ServingState.Recorder latency;
    private Shortage performanceShortage;
    private Shortage latencyShortage;

    private Recorder(Measurement measurement, Resolution resolution) {
      this.schema = measurement.spec.schema();
      this.performance =
          measurement.classes != null
              ? measurement.classes.recorder(resolution)
              : NumberMeasurement.recorder(
                  measurement.task, schema, measurement.spec.scoring().top());
      this.latency = new ServingState.Recorder(resolution);
      this.performanceShortage =
          schema.columns(Role.LABEL).isEmpty() ? Shortage.NO_LABEL_COLUMN : Shortage.NO_ROWS;
      this.latencyShortage =
          schema.columns(Role.LATENCY).isEmpty() ? Shortage.NO_LATENCY_COLUMN : Shortage.NO_ROWS;
    }

    /// Measures the rows of a batch.
    public void add(Batch rows) {
      if (!schema.columns(Role.LABEL).isEmpty()) {
        performanceShortage =
            performanceShortage.or(
                column(schema, Role.LABEL, rows)
                    .map(label -> performance.add(label, rows))
                    .orElse(Shortage.LABEL_MISSING));
      }
      latencyShortage = latencyShortage.or(NumberMeasurement.addLatency(latency, schema, rows));
    }

    /// What was measured so far; the recorder can go on.
    public Measured snapshot() {
      return new Measured(
          performance.snapshot(), performanceShortage, latency.snapshot(), latencyShortage);
    }
  }

  /// The first column of that role that the rows have.
  static Optional<ColumnData> column(Schema schema, Role role, Batch rows) {
    return schema.columns(role).stream().map(ColumnSpec::name).findFirst().flatMap(rows::column);
  }
}
