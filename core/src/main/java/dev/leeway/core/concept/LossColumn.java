package dev.leeway.core.concept;

import dev.leeway.core.performance.ClassLabel;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a loss is read from label and answer.
///
/// @param loss the loss
/// @param label the label column
/// @param answer the column of predictions or scores
/// @param positive the class whose probability a score is; null unless for the log loss
/// @param unit what [LossSums] counts in, so small that rounding does not show
record LossColumn(
    Loss loss, String label, String answer, @Nullable ClassLabel positive, double unit) {

  private static final double LEAST_CHANCE = 1e-15;
  private static final double LOG_UNIT = 0x1p-24;

  /// The label's variance is this many units of the squared error.
  private static final double SQUARE_UNITS = 0x1p16;

  /// The losses that the reference allows: the error with a predicted class, the log loss with two
  /// classes and scores in [0, 1], the squared error with a predicted number.
  ///
  /// @param positive the class whose probability a score is; null for the greater of the two
  static List<LossColumn> of(
      Schema schema,
      Batch reference,
      Task task,
      LabelClasses classes,
      @Nullable ClassLabel positive) {
    List<LossColumn> losses = new ArrayList<>();
    Optional<String> label = first(schema, Role.LABEL, reference);
    Optional<String> prediction = first(schema, Role.PREDICTION, reference);
    Optional<String> score = first(schema, Role.SCORE, reference);
    if (label.isEmpty() || classes.known() == 0) {
      return losses;
    }
    if (task != Task.CLASSIFICATION) {
      prediction
          .or(() -> score)
          .filter(answer -> reference.column(answer).orElseThrow() instanceof NumericData)
          .ifPresent(answer ->
              losses.add(
                  new LossColumn(
                      Loss.SQUARED_ERROR,
                      label.get(),
                      answer,
                      null,
                      squareUnit(reference.column(label.get()).orElseThrow()))));
      return losses;
    }
    prediction.ifPresent(
        answer -> losses.add(new LossColumn(Loss.ERROR, label.get(), answer, null, 1)));
    Optional<ClassLabel> greater =
        classes.byLabel().keySet().stream()
            .max(ClassLabel::compareTo)
            .filter(max -> classes.known() == 2);
    if (score.isPresent()
        && greater.isPresent()
        && areChances(reference.column(score.get()).orElseThrow())) {
      losses.add(
          new LossColumn(
              Loss.LOG_LOSS,
              label.get(),
              score.get(),
              positive == null ? greater.get() : positive,
              LOG_UNIT));
    }
    return losses;
  }

  private static Optional<String> first(Schema schema, Role role, Batch batch) {
    return schema.columns(role).stream()
        .map(ColumnSpec::name)
        .filter(name -> batch.column(name).isPresent())
        .findFirst();
  }

  private static boolean areChances(ColumnData score) {
    return score instanceof NumericData numbers
        && Arrays.stream(numbers.values(), 0, numbers.size())
            .allMatch(value -> Double.isNaN(value) || (value >= 0 && value <= 1));
  }

  private static double squareUnit(ColumnData label) {
    double[] values =
        Arrays.stream(((NumericData) label).values(), 0, label.size())
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double centre = values[values.length / 2];
    double variance =
        Arrays.stream(values).map(value -> (value - centre) * (value - centre)).average().orElse(1);
    boolean usable = variance > Double.MIN_NORMAL && variance < Double.MAX_VALUE;
    return Math.scalb(1.0, Math.getExponent(usable ? variance : 1)) / SQUARE_UNITS;
  }

  /// The loss of every row; NaN where label or answer is missing or cannot be used.
  double[] losses(Batch batch) {
    Optional<ColumnData> truth = batch.column(label);
    Optional<ColumnData> answers = batch.column(answer);
    double[] losses = new double[batch.rows()];
    Arrays.fill(losses, Double.NaN);
    if (truth.isPresent() && answers.isPresent()) {
      switch (loss) {
        case ERROR -> errors(truth.get(), answers.get(), losses);
        case LOG_LOSS -> logLosses(truth.get(), answers.get(), losses);
        case SQUARED_ERROR -> squaredErrors(truth.get(), answers.get(), losses);
      }
    }
    return losses;
  }

  private static void errors(ColumnData truth, ColumnData answers, double[] losses) {
    List<ClassLabel> seen = new ArrayList<>();
    int[] actual = LabelClasses.ids(truth, seen);
    int[] predicted = LabelClasses.ids(answers, seen);
    for (int row = 0; row < losses.length; row++) {
      if (actual[row] != LabelClasses.NONE && predicted[row] != LabelClasses.NONE) {
        losses[row] = actual[row] == predicted[row] ? 0 : 1;
      }
    }
  }

  private void logLosses(ColumnData truth, ColumnData answers, double[] losses) {
    List<ClassLabel> seen = new ArrayList<>();
    int[] actual = LabelClasses.ids(truth, seen);
    if (answers instanceof NumericData scores && positive != null) {
      for (int row = 0; row < losses.length; row++) {
        double score = scores.values()[row];
        if (actual[row] != LabelClasses.NONE && score >= 0 && score <= 1) {
          double chance = seen.get(actual[row]).equals(positive) ? score : 1 - score;
          losses[row] = -StrictMath.log(Math.min(1, Math.max(LEAST_CHANCE, chance)));
        }
      }
    }
  }

  private static void squaredErrors(ColumnData truth, ColumnData answers, double[] losses) {
    if (truth instanceof NumericData labels && answers instanceof NumericData numbers) {
      for (int row = 0; row < losses.length; row++) {
        double error = numbers.values()[row] - labels.values()[row];
        losses[row] = Double.isFinite(error) ? error * error : Double.NaN;
      }
    }
  }
}
