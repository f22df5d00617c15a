package dev.leeway.core.alert;

import dev.leeway.core.alert.Symptoms.Loss;
import dev.leeway.core.alert.Symptoms.Relation;
import dev.leeway.core.alert.Symptoms.Serving;
import dev.leeway.core.drift.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whether to retrain a model, and if not, what to do instead. The first row of this table whose
/// condition holds decides; [Ground] holds the rows in their order.
///
/// | ground | when | action |
/// |---|---|---|
/// | `upstream_fault` | a column shows a fault: absent, missing, unreadable, infinite, frozen, recoded, unit changed | investigate the data |
/// | `critical_loss` | the main metric lost more than 5 points, confirmed | retrain |
/// | `concept_drift` | concept drift, confirmed with labels | retrain |
/// | `pending_loss` | more than 5 points lost, not confirmed | watch |
/// | `small_loss` | 5 points or less lost, confirmed | watch |
/// | `same_answer` | the model always gives the same answer | investigate the data |
/// | `unlabelled_drift` | no labels, and 3 or more features drifted | investigate the data |
/// | `covariate_drift` | a feature drifted | watch |
/// | `output_drift` | the output drifted | watch |
/// | `label_drift` | the label drifted | watch |
/// | `slight_concept_drift` | concept drift that is sure and small | watch |
/// | `unusual_rows` | the share of unusual rows rose | watch |
/// | `slower_answers` | the latency rose or drifted | watch |
/// | `segment_drift` | the segments' shares drifted | watch |
/// | `not_judged` | nothing could be judged | watch |
/// | `no_change` | else | nothing |
///
/// A fault comes first even when accuracy fell: a model retrained on faulty data learns the fault,
/// and is wrong again on the day it is mended. Features that drift while labels show no loss are
/// watched and no reason to retrain: the model still answers well where the inputs went.
///
/// @param action what to do
/// @param ground the row of the table that decided
/// @param reason why, in one sentence
/// @param evidence what was found, a sentence each, what matters most first; never empty
/// @param columns the columns to look at, worst first; empty where none is known
public record Recommendation(
    Action action, Ground ground, String reason, List<String> evidence, List<String> columns) {

  /// What a person should do about a model.
  public enum Action {
    RETRAIN("retrain"),
    INVESTIGATE_DATA("investigate the data"),
    WATCH("watch"),
    NOTHING("nothing to do");

    private final String words;

    Action(String words) {
      this.words = words;
    }

    /// The name used in reports.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The action in words.
    public String words() {
      return words;
    }
  }

  /// The rows of the table, in order.
  public enum Ground {
    UPSTREAM_FAULT(Action.INVESTIGATE_DATA),
    CRITICAL_LOSS(Action.RETRAIN),
    CONCEPT_DRIFT(Action.RETRAIN),
    PENDING_LOSS(Action.WATCH),
    SMALL_LOSS(Action.WATCH),
    SAME_ANSWER(Action.INVESTIGATE_DATA),
    UNLABELLED_DRIFT(Action.INVESTIGATE_DATA),
    COVARIATE_DRIFT(Action.WATCH),
    OUTPUT_DRIFT(Action.WATCH),
    LABEL_DRIFT(Action.WATCH),
    SLIGHT_CONCEPT_DRIFT(Action.WATCH),
    UNUSUAL_ROWS(Action.WATCH),
    SLOWER_ANSWERS(Action.WATCH),
    SEGMENT_DRIFT(Action.WATCH),
    NOT_JUDGED(Action.WATCH),
    NO_CHANGE(Action.NOTHING);

    private final Action action;

    Ground(Action action) {
      this.action = action;
    }

    private boolean holds(Symptoms found) {
      int features = found.driftedFeatures().size();
      return switch (this) {
        case UPSTREAM_FAULT -> !found.faulty().isEmpty();
        case CRITICAL_LOSS -> found.loss() == Loss.CRITICAL;
        case CONCEPT_DRIFT -> found.relation().hasChanged();
        case PENDING_LOSS -> found.loss() == Loss.PENDING;
        case SMALL_LOSS -> found.loss() == Loss.CONFIRMED;
        case SAME_ANSWER -> !found.sameAnswers().isEmpty();
        case UNLABELLED_DRIFT ->
            found.loss() == Loss.UNKNOWN && features >= DriftAlerts.MANY_FEATURES;
        case COVARIATE_DRIFT -> found.features() == Verdict.DRIFTED || features > 0;
        case OUTPUT_DRIFT -> found.output() == Verdict.DRIFTED;
        case LABEL_DRIFT -> found.label() == Verdict.DRIFTED;
        case SLIGHT_CONCEPT_DRIFT -> found.relation() == Relation.SLIGHT;
        case SLOWER_ANSWERS ->
            found.serving() == Serving.SLOWER || found.serving() == Serving.DRIFTED;
        case SEGMENT_DRIFT -> found.segments() == Verdict.DRIFTED;
        case UNUSUAL_ROWS -> found.unusualRows() == Verdict.DRIFTED;
        case NOT_JUDGED -> isNothingJudged(found);
        case NO_CHANGE -> true;
      };
    }

    /// The name used in reports.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// What to do on this ground.
    public Action action() {
      return action;
    }

    private static boolean isNothingJudged(Symptoms found) {
      return (found.loss() == Loss.UNKNOWN || found.loss() == Loss.UNMEASURED)
          && (found.relation() == Relation.UNKNOWN || found.relation() == Relation.APART)
          && found.serving() == Serving.UNKNOWN
          && Stream.of(
                  found.features(),
                  found.output(),
                  found.label(),
                  found.unusualRows(),
                  found.segments())
              .allMatch(verdict -> verdict == Verdict.INCONCLUSIVE);
    }
  }

  public Recommendation {
    evidence = List.copyOf(evidence);
    columns = List.copyOf(columns);
  }

  /// What is recommended on these symptoms.
  public static Recommendation of(Symptoms found) {
    return of(found, null);
  }

  /// What is recommended on these symptoms and a loss of the main metric over time, which is
  /// confirmed by the budget of false alarms and leads the evidence.
  ///
  /// @param overTime the alert that the loss is; null when there is none
  public static Recommendation of(Symptoms period, @Nullable Alert overTime) {
    Symptoms found = overTime == null ? period : withLoss(period, overTime.severity());
    Ground ground = Ground.NO_CHANGE;
    for (Ground row : Ground.values()) {
      if (row.holds(found)) {
        ground = row;
        break;
      }
    }
    List<String> evidence = new ArrayList<>(RecommendationWords.evidence(period));
    if (overTime != null) {
      evidence.add(0, overTime.summary());
    }
    List<ColumnSymptom> concerned =
        switch (ground) {
          case UPSTREAM_FAULT -> found.faulty();
          case CRITICAL_LOSS, CONCEPT_DRIFT, SMALL_LOSS, UNLABELLED_DRIFT, COVARIATE_DRIFT ->
              found.driftedFeatures();
          case SAME_ANSWER -> found.sameAnswers();
          case PENDING_LOSS,
              OUTPUT_DRIFT,
              LABEL_DRIFT,
              SLIGHT_CONCEPT_DRIFT,
              UNUSUAL_ROWS,
              SLOWER_ANSWERS,
              SEGMENT_DRIFT,
              NOT_JUDGED,
              NO_CHANGE ->
              List.of();
        };
    return new Recommendation(
        ground.action,
        ground,
        RecommendationWords.reason(ground, found),
        evidence,
        concerned.stream().map(ColumnSymptom::column).toList());
  }

  private static Symptoms withLoss(Symptoms period, Severity overTime) {
    Loss lasting = overTime == Severity.CRITICAL ? Loss.CRITICAL : Loss.CONFIRMED;
    boolean isLarger = lasting.compareTo(period.loss()) > 0 && !isLargeAndPending(period, lasting);
    return isLarger ? period.withLoss(lasting, period.labelledRows(), period.rowsNeeded()) : period;
  }

  /// A small loss over time does not settle whether a large one in the period is chance.
  private static boolean isLargeAndPending(Symptoms period, Loss lasting) {
    return period.loss() == Loss.PENDING && lasting == Loss.CONFIRMED;
  }
}
