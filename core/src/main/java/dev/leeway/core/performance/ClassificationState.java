package dev.leeway.core.performance;

import dev.leeway.core.profile.ByteInput;
import dev.leeway.core.profile.ByteOutput;
import dev.leeway.core.stats.Interval;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The state behind the metrics of a classifier: a [ConfusionMatrix], and where rows have scores,
/// the scores of each class against the rest and the sums of their losses.
///
/// Values are those of scikit-learn, with these outcomes where it warns or throws:
///
/// - precision or recall of nothing: no value for the positive class alone; 0 within an average;
/// - kappa of a single class, areas of a single class: no value;
/// - macro and weighted areas: over the classes that have rows and lack some;
/// - log loss, Brier score, calibration error: no value when a score lies outside [0, 1], or a
///   row's scores do not sum to 1 within 0.02; log loss none when an actual class has no score.
///   Scores that are no probabilities still rank, so the areas keep their values;
/// - rows whose score is NaN count in the matrix only.
///
/// Log loss cuts probabilities to [2⁻⁵², 1 − 2⁻⁵²]. The Brier score of scores of a positive class
/// is the mean of (p − y)², that of several classes the mean of the sum of it over classes. The
/// expected calibration error has ten bins of equal width, (0, 0.1] to (0.9, 1]: for a positive
/// class of its probability against its frequency, for several classes of the largest probability
/// against the frequency of being right. Guo et al. (2017), *On calibration of modern neural
/// networks*.
///
/// Intervals: Wilson for shares, and for F1 through the share TP / (TP + FP + FN) of which it is a
/// function; DeLong for the areas under ROC curves (for an average over classes their errors are
/// added, which is on the safe side); Student for mean losses; the delta method for all else.
public final class ClassificationState implements PerformanceState {

  private final ConfusionMatrix matrix;
  private final Scoring scoring;
  private final List<ScoredClass> scores;
  private final ProbabilityLosses losses;
  private final long scoredRows;

  private ClassificationState(
      ConfusionMatrix matrix,
      Scoring scoring,
      List<ScoredClass> scores,
      ProbabilityLosses losses,
      long scoredRows) {
    this.matrix = matrix;
    this.scoring = scoring;
    this.scores = scores;
    this.losses = losses;
    this.scoredRows = scoredRows;
  }

  /// What scores mean.
  ///
  /// @param positive the positive class, if one was named
  /// @param classes those that have a score, in the order of the scores
  private record Scoring(
      @Nullable ClassLabel positive, List<ClassLabel> classes, Resolution resolution) {}

  /// Precision, recall and F1 of one class.
  ///
  /// @param label the class
  /// @param actualRows rows that really are of it
  /// @param predictedRows rows for which it was predicted
  public record OfClass(
      ClassLabel label,
      long actualRows,
      long predictedRows,
      MetricValue precision,
      MetricValue recall,
      MetricValue f1) {}

  /// The state of the rows of both.
  ///
  /// @throws IllegalArgumentException when they differ in the positive class or in the classes that
  ///   have scores
  public ClassificationState merge(ClassificationState other) {
    if (scoring.resolution != other.scoring.resolution) {
      return binned().merge(other.binned());
    }
    if (!scoring.equals(other.scoring)) {
      throw new IllegalArgumentException(
          "states must score the same classes, were %s and %s".formatted(scoring, other.scoring));
    }
    List<ScoredClass> merged = new ArrayList<>();
    for (int index = 0; index < scores.size(); index++) {
      merged.add(scores.get(index).merge(other.scores.get(index)));
    }
    return new ClassificationState(
        matrix.merge(other.matrix),
        scoring,
        List.copyOf(merged),
        losses.merge(other.losses),
        scoredRows + other.scoredRows);
  }

  /// The same with scores rounded as [Resolution#BINNED] does.
  public ClassificationState binned() {
    return new ClassificationState(
        matrix,
        new Scoring(scoring.positive, scoring.classes, Resolution.BINNED),
        scores.stream().map(ScoredClass::rounded).toList(),
        losses,
        scoredRows);
  }

  @Override
  public Task task() {
    return Task.CLASSIFICATION;
  }

  @Override
  public long rows() {
    return matrix.rows();
  }

  /// The number of rows that have scores.
  public long scoredRows() {
    return scoredRows;
  }

  /// Actual against predicted classes.
  public ConfusionMatrix matrix() {
    return matrix;
  }

  /// The positive class, if one was named.
  public Optional<ClassLabel> positive() {
    return Optional.ofNullable(scoring.positive);
  }

  /// Whether there are scores to rank rows by.
  public boolean hasScores() {
    return scoredRows > 0;
  }

  /// Precision, recall and F1 of every class that occurs, in the order of the classes.
  public List<OfClass> classes() {
    MatrixMetrics metrics = new MatrixMetrics(matrix);
    return matrix.labels().stream().map(metrics::ofClass).toList();
  }

  @Override
  public List<Metric> defined() {
    EnumSet<Metric> metrics = EnumSet.range(Metric.ACCURACY, Metric.ECE);
    if (scoring.positive == null) {
      metrics.removeAll(
          EnumSet.of(Metric.PRECISION, Metric.RECALL, Metric.F1, Metric.ROC_AUC, Metric.PR_AUC));
    } else {
      metrics.removeAll(EnumSet.of(Metric.ROC_AUC_MACRO, Metric.ROC_AUC_WEIGHTED));
    }
    return List.copyOf(metrics);
  }

  @Override
  public MetricValue metric(Metric metric) {
    if (!defined().contains(metric)) {
      return MetricValue.absent(metric, rows(), Absence.NOT_APPLICABLE);
    }
    if (matrix.rows() == 0) {
      return MetricValue.absent(metric, 0, Absence.NO_ROWS);
    }
    if (MatrixMetrics.DEFINED.contains(metric)) {
      return new MatrixMetrics(matrix).of(metric, scoring.positive);
    }
    return scoredRows == 0 ? MetricValue.absent(metric, 0, Absence.NO_SCORES) : byScores(metric);
  }

  private MetricValue byScores(Metric metric) {
    return switch (metric) {
      case ROC_AUC, PR_AUC -> scores.get(0).area(metric);
      case ROC_AUC_MACRO, ROC_AUC_WEIGHTED -> average(metric).value(scoredRows);
      case LOG_LOSS ->
          losses.withoutScore() > 0
              ? MetricValue.absent(metric, scoredRows, Absence.CLASS_WITHOUT_SCORE)
              : loss(metric, losses.logarithms());
      case BRIER -> loss(metric, losses.brier());
      case ECE ->
          improbable()
              .map(reason -> MetricValue.absent(metric, scoredRows, reason))
              .orElseGet(() ->
                  MetricValue.withoutInterval(
                      metric, losses.calibrationError(), scoredRows, Absence.NO_METHOD));
      default -> throw new IllegalArgumentException(metric + " does not come from scores");
    };
  }

  private AverageArea average(Metric metric) {
    long unscored =
        matrix.labels().stream()
            .filter(label -> matrix.actualRows(label) > 0 && !scoring.classes.contains(label))
            .count();
    return new AverageArea(metric, scores, unscored);
  }

  private MetricValue loss(Metric metric, MeanSums sums) {
    return improbable()
        .map(reason -> MetricValue.absent(metric, scoredRows, reason))
        .orElseGet(
            () -> MetricValue.student(metric, sums.mean(), sums.standardError(), sums.count()));
  }

  private Optional<Absence> improbable() {
    if (losses.outside() > 0) {
      return Optional.of(Absence.SCORES_NOT_PROBABILITIES);
    }
    return losses.notAddingUp() > 0 ? Optional.of(Absence.SCORES_NOT_ADDING_UP) : Optional.empty();
  }

  /// How far rounding may have moved an area: what holds the value of the scores before they were
  /// rounded as [Resolution#BINNED] does. The value itself when nothing was rounded; empty for
  /// other metrics, which rounding does not touch, and where there is no value.
  public Optional<Interval> roundingBounds(Metric metric) {
    Double value = metric(metric).value();
    if (value == null) {
      return Optional.empty();
    }
    boolean isRounded = scoring.resolution == Resolution.BINNED;
    return switch (metric) {
      case ROC_AUC, PR_AUC ->
          Optional.of(isRounded ? scores.get(0).bounds(metric) : new Interval(value, value));
      case ROC_AUC_MACRO, ROC_AUC_WEIGHTED ->
          Optional.of(isRounded ? average(metric).bounds() : new Interval(value, value));
      default -> Optional.empty();
    };
  }

  void write(ByteOutput out) {
    matrix.write(out);
    out.putCount(scoring.positive == null ? 0 : 1);
    if (scoring.positive != null) {
      PerformanceCodec.write(out, scoring.positive);
    }
    out.putCount(scoring.resolution.ordinal());
    out.putCount(scores.size());
    for (int index = 0; index < scores.size(); index++) {
      PerformanceCodec.write(out, scoring.classes.get(index));
      scores.get(index).own().write(out);
      scores.get(index).others().write(out);
    }
    losses.write(out);
    out.putCount(scoredRows);
  }

  static ClassificationState read(ByteInput in) {
    ConfusionMatrix matrix = ConfusionMatrix.read(in);
    ClassLabel positive = in.flag() ? PerformanceCodec.readLabel(in) : null;
    Resolution resolution = Resolution.values()[in.count(Resolution.values().length - 1)];
    List<ClassLabel> classes = new ArrayList<>();
    List<ScoredClass> scores = new ArrayList<>();
    for (int left = in.entries(4); left > 0; left--) {
      ClassLabel label = PerformanceCodec.readLabel(in);
      if (classes.contains(label)) {
        throw in.damaged("class %s has two scores".formatted(label));
      }
      classes.add(label);
      scores.add(new ScoredClass(ValueCounts.read(in), ValueCounts.read(in)));
    }
    boolean fit = positive == null ? classes.size() != 1 : classes.size() < 2;
    if (!fit || (positive != null && !classes.isEmpty() && !classes.get(0).equals(positive))) {
      throw in.damaged("scores of %s with positive class %s".formatted(classes, positive));
    }
    ProbabilityLosses losses = ProbabilityLosses.read(in);
    long scoredRows = in.count();
    for (ScoredClass scored : scores) {
      if (scored.own().total() + scored.others().total() != scoredRows) {
        throw in.damaged("not all of %d scored rows have scores".formatted(scoredRows));
      }
    }
    if (scoredRows > (classes.isEmpty() ? 0 : matrix.rows())) {
      throw in.damaged("%d of %d rows have scores".formatted(scoredRows, matrix.rows()));
    }
    return new ClassificationState(
        matrix,
        new Scoring(positive, List.copyOf(classes), resolution),
        List.copyOf(scores),
        losses,
        scoredRows);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassificationState that
        && matrix.equals(that.matrix)
        && scoring.equals(that.scoring)
        && scores.equals(that.scores)
        && losses.equals(that.losses)
        && scoredRows == that.scoredRows;
  }

  @Override
  public int hashCode() {
    return 31 * matrix.hashCode() + scores.hashCode();
  }

  @Override
  public String toString() {
    return "ClassificationState[%s, %s, %d scored]".formatted(matrix, scoring, scoredRows);
  }

  /// Counts rows one by one. For one thread.
  public static final class Recorder {

    private final ConfusionMatrix.Recorder matrix = new ConfusionMatrix.Recorder();
    private final Scoring scoring;
    private final Map<ClassLabel, Integer> indices = new HashMap<>();
    private final List<ValueCounts.Recorder> own = new ArrayList<>();
    private final List<ValueCounts.Recorder> others = new ArrayList<>();
    private final ProbabilityLosses.Recorder losses = new ProbabilityLosses.Recorder();
    private long scoredRows;

    private Recorder(Scoring scoring) {
      this.scoring = scoring;
      DoubleUnaryOperator rounding =
          scoring.resolution == Resolution.BINNED ? ScoredClass::round : score -> score;
      for (ClassLabel label : scoring.classes) {
        if (indices.put(label, own.size()) != null) {
          throw new IllegalArgumentException("class " + label + " must have one score, had two");
        }
        own.add(new ValueCounts.Recorder(rounding));
        others.add(new ValueCounts.Recorder(rounding));
      }
    }

    /// For rows without scores.
    public static Recorder ofLabels() {
      return new Recorder(new Scoring(null, List.of(), Resolution.EXACT));
    }

    /// For rows without scores where one class is the positive one.
    public static Recorder ofLabels(ClassLabel positive) {
      return new Recorder(new Scoring(positive, List.of(), Resolution.EXACT));
    }

    /// For rows with a score of the positive class.
    public static Recorder ofScores(ClassLabel positive, Resolution resolution) {
      return new Recorder(new Scoring(positive, List.of(positive), resolution));
    }

    /// For rows with a score of each class, two or more.
    ///
    /// @param classes in the order of the scores
    public static Recorder ofScores(List<ClassLabel> classes, Resolution resolution) {
      if (classes.size() < 2) {
        throw new IllegalArgumentException(
            "scores of several classes need at least 2 classes, were " + classes);
      }
      return new Recorder(new Scoring(null, List.copyOf(classes), resolution));
    }

    /// Counts a row without scores.
    public void add(ClassLabel actual, ClassLabel predicted) {
      matrix.add(actual, predicted);
    }

    /// Counts a row with the score of the positive class; NaN where it has none.
    public void add(ClassLabel actual, ClassLabel predicted, double score) {
      ClassLabel positive = scoring.positive;
      if (positive == null || scoring.classes.isEmpty()) {
        throw new IllegalArgumentException("this recorder takes no score of a positive class");
      }
      matrix.add(actual, predicted);
      if (!Double.isNaN(score)) {
        boolean isPositive = actual.equals(positive);
        (isPositive ? own : others).get(0).add(score);
        losses.add(isPositive, score);
        scoredRows++;
      }
    }

    /// Counts a row with the scores of all classes; a row with a NaN among them has none.
    public void add(ClassLabel actual, ClassLabel predicted, double[] scores) {
      if (scoring.positive != null || scores.length != own.size()) {
        throw new IllegalArgumentException(
            "scores must be as many as the classes %s, were %d"
                .formatted(scoring.classes, scores.length));
      }
      matrix.add(actual, predicted);
      for (double score : scores) {
        if (Double.isNaN(score)) {
          return;
        }
      }
      int index = indices.getOrDefault(actual, -1);
      for (int scored = 0; scored < scores.length; scored++) {
        (scored == index ? own : others).get(scored).add(scores[scored]);
      }
      losses.add(index, scores);
      scoredRows++;
    }

    /// What was counted so far; the recorder can go on.
    public ClassificationState snapshot() {
      List<ScoredClass> scores = new ArrayList<>();
      for (int index = 0; index < own.size(); index++) {
        scores.add(new ScoredClass(own.get(index).snapshot(), others.get(index).snapshot()));
      }
      return new ClassificationState(
          matrix.snapshot(), scoring, List.copyOf(scores), losses.snapshot(), scoredRows);
    }
  }
}
