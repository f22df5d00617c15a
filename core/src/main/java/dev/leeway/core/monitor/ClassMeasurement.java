package dev.leeway.core.monitor;

import dev.leeway.core.monitor.Measurement.TaskRecorder;
import dev.leeway.core.performance.ClassLabel;
import dev.leeway.core.performance.ClassificationState;
import dev.leeway.core.performance.ConfusionMatrix;
import dev.leeway.core.performance.PerformanceState;
import dev.leeway.core.performance.Resolution;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.CategoricalReference;
import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.TextData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Measures a classifier.
///
/// With one score column the score is of the positive class: the one that was named, or the second
/// of two classes that are customarily so named (0 and 1, −1 and 1, false and true, no and yes, …),
/// of which one alone implies the other. With several, each is of the class that its name ends with
/// (`score_red`); where that fails and there are as many as classes, they are of the classes in
/// order. Without a prediction column the answer is the positive class from the threshold on, or
/// the class with the largest score.
final class ClassMeasurement {

  /// More classes than this have no scores of their own.
  private static final int MOST_CLASSES = 1_000;

  /// Fewer rows may name different classes by chance.
  private static final int STRANGERS = 10;

  private static final int NAMED = 5;

  private static final Set<Set<String>> CUSTOMARY =
      Set.of(
          Set.of("0", "1"),
          Set.of("-1", "1"),
          Set.of("false", "true"),
          Set.of("no", "yes"),
          Set.of("n", "y"),
          Set.of("f", "t"),
          Set.of("negative", "positive"),
          Set.of("neg", "pos"),
          Set.of("bad", "good"));

  private final @Nullable String prediction;
  private final List<String> scores;
  private final @Nullable ClassLabel positive;
  private final @Nullable ClassLabel negative;

  /// The class of each score column; empty when scores are of the positive class, or of no class
  /// that is known.
  private final List<ClassLabel> scored;

  private final double threshold;

  /// The reference's classes.
  private final List<ClassLabel> known;

  private ClassMeasurement(
      @Nullable String prediction,
      List<String> scores,
      @Nullable ClassLabel positive,
      @Nullable ClassLabel negative,
      List<ClassLabel> scored,
      double threshold,
      List<ClassLabel> known) {
    this.prediction = prediction;
    this.scores = scores;
    this.positive = positive;
    this.negative = negative;
    this.scored = scored;
    this.threshold = threshold;
    this.known = known;
  }

  static ClassMeasurement of(Schema schema, Scoring scoring, Reference reference, Batch sample) {
    NavigableSet<ClassLabel> classes = new TreeSet<>();
    Measurement.column(schema, Role.LABEL, sample).ifPresent(label -> addClasses(classes, label));
    addClasses(classes, reference);
    List<String> scores = schema.columns(Role.SCORE).stream().map(ColumnSpec::name).toList();
    ClassLabel positive =
        scoring
            .positive()
            .map(ClassLabel::of)
            .orElseGet(() -> classes.size() == 1 ? implied(classes.first()) : customary(classes));
    List<ClassLabel> others = classes.stream().filter(label -> !label.equals(positive)).toList();
    return new ClassMeasurement(
        schema.columns(Role.PREDICTION).stream().map(ColumnSpec::name).findFirst().orElse(null),
        scores,
        scores.size() > 1 ? null : positive,
        others.size() == 1 ? others.get(0) : null,
        scores.size() > 1 ? scored(scores, new ArrayList<>(classes)) : List.of(),
        scoring.threshold(),
        List.copyOf(classes));
  }

  private static void addClasses(Set<ClassLabel> classes, ColumnData label) {
    if (label instanceof TextData text) {
      boolean[] used = new boolean[text.dictionary().size()];
      for (int row = 0; row < text.size(); row++) {
        int code = text.codes()[row];
        if (code != TextData.MISSING && !used[code]) {
          used[code] = true;
          classes.add(ClassLabel.of(text.dictionary().get(code)));
        }
      }
      return;
    }
    for (int row = 0; row < label.size() && classes.size() <= MOST_CLASSES; row++) {
      String name = CategoryNames.of(label, row);
      if (name != null) {
        classes.add(ClassLabel.of(name));
      }
    }
  }

  /// Classes that a sample of the reference happens to lack. Booleans are profiled in lower case,
  /// so those that are missing are written as the others are.
  private static void addClasses(NavigableSet<ClassLabel> classes, Reference reference) {
    for (ColumnReference column : reference.columns()) {
      if (column.column().role() == Role.LABEL && column instanceof CategoricalReference label) {
        Set<String> known =
            classes.stream()
                .map(found -> CategoryNames.of(found.name(), column.column().kind()))
                .collect(Collectors.toSet());
        String example = classes.isEmpty() ? "-" : classes.first().name();
        for (String name : label.names()) {
          if (!known.contains(ClassLabel.of(name).name())) {
            classes.add(
                ClassLabel.of(
                    column.column().kind() == Kind.BOOLEAN ? spelled(name, example) : name));
          }
        }
        return;
      }
    }
  }

  /// The positive one of two classes whose names are customary; null for others.
  private static @Nullable ClassLabel customary(NavigableSet<ClassLabel> classes) {
    if (classes.size() != 2) {
      return null;
    }
    Set<String> names =
        Set.of(
            classes.first().name().toLowerCase(Locale.ROOT),
            classes.last().name().toLowerCase(Locale.ROOT));
    // in all pairs the positive name is the greater one
    return CUSTOMARY.contains(names) ? classes.last() : null;
  }

  /// The positive one of the two classes that a customary name implies, though the other does not
  /// occur: `0` implies 1, `No` implies Yes. Null for other names.
  private static @Nullable ClassLabel implied(ClassLabel only) {
    String name = only.name().toLowerCase(Locale.ROOT);
    for (Set<String> pair : CUSTOMARY) {
      if (pair.contains(name)) {
        String positive = Collections.max(pair);
        return positive.equals(name) ? only : ClassLabel.of(spelled(positive, only.name()));
      }
    }
    return null;
  }

  /// A word in capitals where the example is.
  private static String spelled(String word, String example) {
    if (!Character.isUpperCase(example.charAt(0))) {
      return word;
    }
    boolean all = example.length() > 1 && example.equals(example.toUpperCase(Locale.ROOT));
    return all || word.length() == 1
        ? word.toUpperCase(Locale.ROOT)
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static List<ClassLabel> scored(List<String> columns, List<ClassLabel> classes) {
    List<ClassLabel> named = new ArrayList<>();
    for (String column : columns) {
      List<ClassLabel> fitting =
          classes.stream()
              .filter(label -> !named.contains(label) && Scoring.isScoreOf(column, label.name()))
              .toList();
      if (fitting.size() != 1) {
        return columns.size() == classes.size() ? classes : List.of();
      }
      named.add(fitting.get(0));
    }
    return named;
  }

  Optional<ClassLabel> positive() {
    return Optional.ofNullable(positive);
  }

  /// Everything that measuring depends on, in words.
  String description() {
    return "prediction %s, scores %s of %s or %s against %s from %s, classes %s"
        .formatted(prediction, scores, scored, positive, negative, threshold, known);
  }

  /// Scores are of the positive class, or one of each class, or of nothing that is known. A batch
  /// without them has no scores, and the answers of its prediction column.
  TaskRecorder recorder(Resolution resolution) {
    if (scores.size() > 1 && !scored.isEmpty()) {
      return new Recorder(ClassificationState.Recorder.ofScores(scored, resolution));
    }
    if (positive == null) {
      return new Recorder(ClassificationState.Recorder.ofLabels());
    }
    return new Recorder(
        scores.isEmpty()
            ? ClassificationState.Recorder.ofLabels(positive)
            : ClassificationState.Recorder.ofScores(positive, resolution));
  }

  private final class Recorder implements TaskRecorder {

    private final ClassificationState.Recorder recorder;

    Recorder(ClassificationState.Recorder recorder) {
      this.recorder = recorder;
    }

    @Override
    public Shortage add(ColumnData label, Batch rows) {
      List<NumericData> numbers = numbers(rows);
      boolean ofPositive = numbers.size() == 1 && positive != null;
      boolean ofClasses = numbers.size() > 1 && !scored.isEmpty();
      ColumnData answer = prediction == null ? null : rows.column(prediction).orElse(null);
      if (answer == null && !ofPositive && !ofClasses) {
        return missing(numbers.size());
      }
      Labels actual = new Labels(label);
      Labels predicted = answer == null ? null : new Labels(answer);
      double[] row = new double[numbers.size()];
      for (int at = 0; at < rows.rows(); at++) {
        ClassLabel truth = actual.of(at);
        if (truth == null) {
          continue;
        }
        boolean complete = true;
        for (int score = 0; score < row.length; score++) {
          row[score] = numbers.get(score).values()[at];
          complete &= !Double.isNaN(row[score]);
        }
        ClassLabel said = predicted == null ? answer(row, complete) : predicted.of(at);
        if (said == null) {
          continue;
        }
        if (ofPositive) {
          recorder.add(predicted == null ? classOf(truth) : truth, said, row[0]);
        } else if (ofClasses) {
          recorder.add(truth, said, row);
        } else {
          recorder.add(truth, said);
        }
      }
      return Shortage.NO_ANSWERED_ROW;
    }

    @Override
    public PerformanceState snapshot() {
      return recorder.snapshot();
    }
  }

  /// The score columns; none where one of them is missing or is no column of numbers.
  private List<NumericData> numbers(Batch rows) {
    List<NumericData> numbers = new ArrayList<>();
    for (String name : scores) {
      if (!(rows.column(name).orElse(null) instanceof NumericData number)) {
        return List.of();
      }
      numbers.add(number);
    }
    return numbers;
  }

  /// What makes labels and answers strangers to each other, or to the reference; empty for nothing.
  String stranger(PerformanceState state) {
    return state instanceof ClassificationState known ? stranger(known.matrix()) : "";
  }

  /// Labels and answers that name no class in common, or labels that name none of the reference's,
  /// are written in two ways: measuring them would say that every answer is wrong.
  private String stranger(ConfusionMatrix matrix) {
    List<ClassLabel> actual =
        matrix.labels().stream().filter(label -> matrix.actualRows(label) > 0).toList();
    List<ClassLabel> said =
        matrix.labels().stream().filter(label -> matrix.predictedRows(label) > 0).toList();
    if (matrix.rows() >= STRANGERS && actual.stream().noneMatch(said::contains)) {
      return "labels (%s) and answers (%s) name no class in common"
          .formatted(named(actual), named(said));
    }
    if (matrix.rows() >= STRANGERS && actual.stream().noneMatch(known::contains)) {
      return "the labels (%s) are none of the reference's classes (%s)"
          .formatted(named(actual), named(known));
    }
    return "";
  }

  private static String named(List<ClassLabel> labels) {
    String names =
        labels.stream().limit(NAMED).map(ClassLabel::name).collect(Collectors.joining(", "));
    return labels.size() > NAMED ? names + ", …" : names;
  }

  private Shortage missing(int numbers) {
    if (prediction == null && scores.isEmpty()) {
      return Shortage.NO_ANSWER_COLUMN;
    }
    if (prediction != null) {
      return Shortage.PREDICTION_MISSING;
    }
    if (numbers == 0) {
      return Shortage.SCORE_MISSING;
    }
    return numbers == 1 ? Shortage.SCORE_OF_UNKNOWN_CLASS : Shortage.SCORES_OF_UNKNOWN_CLASSES;
  }

  /// Where answers come from a score of one class of many, the others are one class together.
  private ClassLabel classOf(ClassLabel truth) {
    return Objects.equals(positive, truth) || negative != null ? truth : other();
  }

  private ClassLabel other() {
    return negative == null ? ClassLabel.of("not " + positive) : negative;
  }

  private @Nullable ClassLabel answer(double[] row, boolean complete) {
    if (!complete) {
      return null;
    }
    if (row.length == 1) {
      return row[0] >= threshold ? positive : other();
    }
    int best = 0;
    for (int score = 1; score < row.length; score++) {
      best = row[score] > row[best] ? score : best;
    }
    return scored.get(best);
  }

  /// The labels of a column, each name parsed once.
  private static final class Labels {

    private final ColumnData data;
    private final @Nullable ClassLabel[] ofCodes;

    Labels(ColumnData data) {
      this.data = data;
      this.ofCodes =
          data instanceof TextData text
              ? text.dictionary().stream().map(ClassLabel::of).toArray(ClassLabel[]::new)
              : new ClassLabel[0];
    }

    @Nullable ClassLabel of(int row) {
      if (data instanceof TextData text) {
        int code = text.codes()[row];
        return code == TextData.MISSING ? null : ofCodes[code];
      }
      String name = CategoryNames.of(data, row);
      return name == null ? null : ClassLabel.of(name);
    }
  }
}
