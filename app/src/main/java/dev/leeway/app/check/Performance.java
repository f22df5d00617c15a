package dev.leeway.app.check;

import dev.leeway.app.table.DataException;
import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.performance.AccuracyDrop;
import dev.leeway.core.performance.ClassLabel;
import dev.leeway.core.performance.ConfusionMatrix;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.TextData;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Accuracy where both data sets have labels and predictions, or scores of a positive class.
final class Performance {

  private Performance() {}

  static Optional<PerformanceComparison> compare(
      CheckRequest request, Schema schema, Batch reference, Batch current) {
    List<ColumnSpec> labels = schema.columns(Role.LABEL);
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    ColumnSpec label = labels.get(0);
    boolean regression = request.scoring().regression().orElse(label.kind() == Kind.NUMERIC);
    if (regression) {
      return Optional.empty();
    }
    requirePositive(request, schema, label, reference);
    Optional<ConfusionMatrix> before = matrix(request, schema, label, reference);
    Optional<ConfusionMatrix> now = matrix(request, schema, label, current);
    if (before.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    AccuracyDrop drop = AccuracyDrop.between(before.get(), now.get());
    return Optional.of(new PerformanceComparison(before.get(), now.get(), drop));
  }

  /// A positive class that no reference row has would make every accuracy meaningless.
  private static void requirePositive(
      CheckRequest request, Schema schema, ColumnSpec label, Batch reference) {
    Optional<ClassLabel> positive = request.scoring().positive().map(ClassLabel::of);
    Optional<ColumnData> truth = reference.column(label.name());
    if (positive.isEmpty() || truth.isEmpty()) {
      return;
    }
    if (schema.columns(Role.SCORE).isEmpty()) {
      throw new DataException("--positive needs --score: it says what a high score means");
    }
    for (int row = 0; row < reference.rows(); row++) {
      String actual = name(truth.get(), row);
      if (actual != null && ClassLabel.of(actual).equals(positive.get())) {
        return;
      }
    }
    throw new DataException(
        "--positive %s is no class of column %s in the reference"
            .formatted(positive.get(), label.name()));
  }

  /// Counts the rows that have both; empty when there is none.
  private static Optional<ConfusionMatrix> matrix(
      CheckRequest request, Schema schema, ColumnSpec label, Batch batch) {
    Optional<ColumnData> truth = batch.column(label.name());
    if (truth.isEmpty()) {
      return Optional.empty();
    }
    ConfusionMatrix.Recorder matrix = new ConfusionMatrix.Recorder();
    List<ColumnSpec> predictions = schema.columns(Role.PREDICTION);
    if (!predictions.isEmpty()) {
      Optional<ColumnData> answer = batch.column(predictions.get(0).name());
      if (answer.isEmpty()) {
        return Optional.empty();
      }
      for (int row = 0; row < batch.rows(); row++) {
        add(matrix, name(truth.get(), row), name(answer.get(), row));
      }
    } else if (!addScored(request, schema, batch, truth.get(), matrix)) {
      return Optional.empty();
    }
    ConfusionMatrix counted = matrix.snapshot();
    return counted.rows() == 0 ? Optional.empty() : Optional.of(counted);
  }

  private static boolean addScored(
      CheckRequest request,
      Schema schema,
      Batch batch,
      ColumnData truth,
      ConfusionMatrix.Recorder matrix) {
    List<ColumnSpec> scores = schema.columns(Role.SCORE);
    Optional<String> positive = request.scoring().positive();
    if (scores.size() != 1
        || positive.isEmpty()
        || !(batch.column(scores.get(0).name()).orElse(null) instanceof NumericData score)) {
      return false;
    }
    for (int row = 0; row < batch.rows(); row++) {
      String actual = name(truth, row);
      double value = score.values()[row];
      if (actual != null && !Double.isNaN(value)) {
        String predicted =
            value >= request.scoring().threshold() ? positive.get() : "not " + positive.get();
        boolean isPositive = ClassLabel.of(actual).equals(ClassLabel.of(positive.get()));
        add(matrix, isPositive ? positive.get() : "not " + positive.get(), predicted);
      }
    }
    return true;
  }

  private static void add(
      ConfusionMatrix.Recorder matrix, @Nullable String actual, @Nullable String predicted) {
    if (actual != null && predicted != null) {
      matrix.add(ClassLabel.of(actual), ClassLabel.of(predicted));
    }
  }

  private static @Nullable String name(ColumnData data, int row) {
    if (data instanceof TextData text) {
      int code = text.codes()[row];
      return code == TextData.MISSING ? null : text.dictionary().get(code);
    }
    double value = ((NumericData) data).values()[row];
    return Double.isNaN(value) ? null : CategoryNames.of(value + 0.0);
  }

  /// The alert that a confirmed drop is.
  static Optional<Alert> alert(PerformanceComparison performance, Instant now) {
    Severity severity =
        switch (performance.drop().state()) {
          case CRITICAL -> Severity.CRITICAL;
          case CONFIRMED -> Severity.LOW;
          case PENDING, NONE -> null;
        };
    if (severity == null) {
      return Optional.empty();
    }
    String summary =
        String.format(
            Locale.ROOT,
            "accuracy fell by %.1f points, from %.1f %% to %.1f %%",
            100 * performance.drop().drop(),
            100 * performance.drop().referenceAccuracy(),
            100 * performance.drop().currentAccuracy());
    return Optional.of(
        new Alert(now, severity, AlertType.PERFORMANCE_DEGRADATION, List.of(), summary));
  }
}
