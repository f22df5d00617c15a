package dev.leeway.core.monitor;

import dev.leeway.core.drift.Reason;
import dev.leeway.core.performance.Absence;
import dev.leeway.core.performance.ClassLabel;
import dev.leeway.core.performance.ClassificationState;
import dev.leeway.core.performance.ConfusionMatrix;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.performance.PerformanceState;
import dev.leeway.core.performance.ServingState;
import dev.leeway.core.performance.Share;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongBiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What has to be known beside the figures on performance: what could not be measured on one side,
/// or was measured over less than a reader would think.
final class Caveats {

  private static final int NAMED = 5;

  private Caveats() {}

  static List<String> of(Evaluation evaluation) {
    List<String> sentences = new ArrayList<>();
    PerformanceComparison performance = evaluation.performance();
    sentences.addAll(lostAnswers(evaluation));
    if (performance.reference() instanceof ClassificationState reference
        && performance.current() instanceof ClassificationState current) {
      unnamedScores(evaluation, reference).ifPresent(sentences::add);
      ConfusionMatrix known = reference.matrix();
      List<ClassLabel> labels =
          known.labels().stream().filter(label -> known.actualRows(label) > 0).toList();
      unseen(current.matrix(), ConfusionMatrix::actualRows, labels, "labels")
          .ifPresent(sentences::add);
      unseen(
              current.matrix(),
              ConfusionMatrix::predictedRows,
              known.labels(),
              "labels and predictions")
          .ifPresent(sentences::add);
    }
    average(performance.reference(), "reference").ifPresent(sentences::add);
    average(performance.current(), "current data").ifPresent(sentences::add);
    PerformanceComparison latency = evaluation.latency();
    unusable(latency.reference(), "reference").ifPresent(sentences::add);
    unusable(latency.current(), "current data").ifPresent(sentences::add);
    return sentences;
  }

  /// Predictions and scores that the reference has and the current data lack, and the metrics lost
  /// with them.
  static List<String> lostAnswers(Evaluation evaluation) {
    return Stream.of(lostPredictions(evaluation), lostScores(evaluation))
        .flatMap(Optional::stream)
        .toList();
  }

  static Optional<String> lostPredictions(Evaluation evaluation) {
    List<String> absent = absent(evaluation, Role.PREDICTION);
    if (absent.isEmpty()) {
      return Optional.empty();
    }
    boolean isMeasured =
        !evaluation.performance().metrics().isEmpty()
            || evaluation.drift().columns(Role.LABEL).isEmpty();
    return Optional.of(
        isMissing("prediction column", absent)
            + (isMeasured ? "" : ": how good the answers are cannot be measured"));
  }

  private static List<String> absent(Evaluation evaluation, Role role) {
    return evaluation.drift().columns(role).stream()
        .filter(column -> column.reason() == Reason.ABSENT)
        .map(column -> column.column().name())
        .toList();
  }

  private static String isMissing(String what, List<String> columns) {
    return "%s %s %s missing in the current data"
        .formatted(
            Counted.noun(columns.size(), what),
            listed(columns),
            columns.size() == 1 ? "is" : "are");
  }

  private static Optional<String> lostScores(Evaluation evaluation) {
    List<String> absent = absent(evaluation, Role.SCORE);
    List<Metric> lost = lostMetrics(evaluation.performance());
    if (absent.isEmpty() && lost.isEmpty()) {
      return Optional.empty();
    }
    String what =
        absent.isEmpty()
            ? "no row of the current data has a score"
            : isMissing("score column", absent);
    if (lost.isEmpty()) {
      return Optional.of(what);
    }
    String others = lost.size() == 1 ? "" : " and " + Counted.of(lost.size() - 1L, "other metric");
    return Optional.of(
        what + ": " + MetricWords.inSentence(lost.get(0)) + others + " cannot be measured");
  }

  private static List<Metric> lostMetrics(PerformanceComparison performance) {
    return performance.reference() instanceof ClassificationState reference
            && performance.current() instanceof ClassificationState current
        ? reference.metrics().stream()
            .filter(MetricValue::isPresent)
            .map(MetricValue::metric)
            .filter(metric -> current.metric(metric).reason() == Absence.NO_SCORES)
            .toList()
        : List.of();
  }

  private static Optional<String> unnamedScores(
      Evaluation evaluation, ClassificationState reference) {
    List<String> scores =
        evaluation.drift().columns(Role.SCORE).stream()
            .map(score -> score.column().name())
            .toList();
    return scores.isEmpty() || reference.hasScores() || reference.positive().isPresent()
        ? Optional.empty()
        : Optional.of(
            "the scores in %s %s are not measured: it is not known which class they are of"
                .formatted(Counted.noun(scores.size(), "column"), listed(scores)));
  }

  private static Optional<String> unseen(
      ConfusionMatrix current,
      ToLongBiFunction<ConfusionMatrix, ClassLabel> rows,
      List<ClassLabel> known,
      String among) {
    List<ClassLabel> unseen =
        current.labels().stream()
            .filter(label -> rows.applyAsLong(current, label) > 0 && !known.contains(label))
            .toList();
    if (unseen.isEmpty()) {
      return Optional.empty();
    }
    long count = unseen.stream().mapToLong(label -> rows.applyAsLong(current, label)).sum();
    return Optional.of(
        "%s %s (%s of the current data) %s not among the reference's %s"
            .formatted(
                Counted.noun(unseen.size(), "class"),
                listed(unseen.stream().map(ClassLabel::name).toList()),
                Counted.of(count, "row"),
                unseen.size() == 1 ? "is" : "are",
                among));
  }

  private static Optional<String> average(@Nullable PerformanceState state, String side) {
    return Stream.ofNullable(state)
        .map(known -> known.metric(Metric.ROC_AUC_MACRO))
        .flatMap(macro -> Stream.ofNullable(macro.classes()))
        .filter(classes -> classes.part() < classes.whole())
        .map(classes -> over(classes, side))
        .findFirst();
  }

  private static String over(Share classes, String side) {
    return "averages of ROC AUC are over %d of %s in the %s, those that have scores and rows"
        .formatted(classes.part(), Counted.of(classes.whole(), "class"), side);
  }

  private static Optional<String> unusable(@Nullable PerformanceState state, String side) {
    return state instanceof ServingState serving && serving.unusableRows() > 0
        ? Optional.of(
            "%s of the %s %s a negative or infinite latency and %s not counted"
                .formatted(
                    Counted.of(serving.unusableRows(), "row"),
                    side,
                    serving.unusableRows() == 1 ? "has" : "have",
                    serving.unusableRows() == 1 ? "is" : "are"))
        : Optional.empty();
  }

  private static String listed(List<String> names) {
    String list = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() > NAMED ? list + ", …" : list;
  }
}
