package dev.leeway.core.alert;

import dev.leeway.core.alert.Recommendation.Ground;
import dev.leeway.core.alert.Symptoms.Loss;
import dev.leeway.core.alert.Symptoms.Relation;
import dev.leeway.core.alert.Symptoms.Serving;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.profile.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Recommendations in words.
final class RecommendationWords {

  private static final int NAMED = 5;

  private RecommendationWords() {}

  static String reason(Ground ground, Symptoms found) {
    return switch (ground) {
      case UPSTREAM_FAULT -> fault(found);
      case CRITICAL_LOSS -> "Retrain on recent labelled rows: the loss is confirmed, " + why(found);
      case CONCEPT_DRIFT ->
          found.relation() == Relation.CHANGED_IN_PART
              ? "Retrain on recent labelled rows: where inputs are like the reference's, labels say"
                  + " that what they mean has changed; other rows lie where the reference has few."
              : "Retrain on recent labelled rows: labels confirm that what the inputs mean for the"
                  + " label has changed.";
      case PENDING_LOSS ->
          "Do not decide yet: more than 5 points are lost, but chance could still explain it"
              + needed(found)
              + ".";
      case SMALL_LOSS ->
          "Plan a retraining and do not hurry: the loss is confirmed, but 5 points or less.";
      case SAME_ANSWER ->
          "Look at the model and what it is given: it always gives the same answer (%s), which it did"
                  .formatted(found.sameAnswers().get(0).column())
              + " not in the reference.";
      case UNLABELLED_DRIFT ->
          "Find out what changed upstream: %d features drifted together, and without labels nobody can"
                  .formatted(found.driftedFeatures().size())
              + " tell whether the model still holds.";
      case COVARIATE_DRIFT ->
          switch (found.loss()) {
            case UNKNOWN ->
                "Get labels for some recent rows: inputs changed, and without labels nobody can tell"
                    + " whether the model still holds.";
            case UNMEASURED -> unmeasured(found.relation());
            case NONE, PENDING, CONFIRMED, CRITICAL ->
                "Do not retrain: inputs changed, but labels show no loss.";
          };
      case OUTPUT_DRIFT ->
          "Keep an eye on the model: its answers changed, though no input did and no loss is known.";
      case LABEL_DRIFT ->
          "Keep an eye on thresholds and calibration: the label's shares changed, but no loss is"
              + " known.";
      case SLIGHT_CONCEPT_DRIFT ->
          found.loss() == Loss.UNMEASURED
              ? "Name the prediction column (--prediction) to follow the loss: what the inputs mean"
                  + " for the label has changed, but little."
              : "Keep an eye on the loss: what the inputs mean for the label has changed, but little.";
      case SLOWER_ANSWERS ->
          found.serving() == Serving.SLOWER
              ? "Look at the serving: answers take longer than in the reference. The model itself is"
                  + " not concerned."
              : "Keep an eye on the serving: the latency changed, but is not confirmed to be worse.";
      case SEGMENT_DRIFT ->
          "Keep an eye on the segments: their shares changed, though no column did that the model"
              + " uses.";
      case UNUSUAL_ROWS ->
          "Look at the unusual rows: there are more of them, though no column by itself changed.";
      case NOT_JUDGED -> "Nothing could be judged: more rows, or labels, are needed.";
      case NO_CHANGE -> "Nothing speaks for a change of data, answers or accuracy.";
    };
  }

  private static String unmeasured(Relation relation) {
    String kept =
        switch (relation) {
          case UNCHANGED -> ", the relation of label and inputs did not";
          case SLIGHT -> ", the relation of label and inputs but little";
          case UNKNOWN, APART, CHANGED, CHANGED_IN_PART -> "";
        };
    return "Inputs changed%s; name the prediction column (--prediction) to know what it cost."
        .formatted(kept);
  }

  private static String why(Symptoms found) {
    return switch (found.relation()) {
      case CHANGED -> "and what the inputs mean for the label has changed.";
      case CHANGED_IN_PART ->
          "and where inputs are like the reference's, what they mean has changed.";
      case APART -> "and most rows lie where the reference has few.";
      case UNKNOWN, UNCHANGED, SLIGHT ->
          "and no column shows a fault upstream that would explain it.";
    };
  }

  private static String fault(Symptoms found) {
    List<ColumnSymptom> faulty = found.faulty();
    String columns =
        faulty.stream()
            .limit(NAMED)
            .map(RecommendationWords::fault)
            .collect(Collectors.joining(", "));
    String more =
        faulty.size() > NAMED ? " and " + Counted.of(faulty.size() - NAMED, "more column") : "";
    return "Do not retrain: upstream data fault (%s%s); mend it and check again, then decide."
        .formatted(columns, more);
  }

  private static String fault(ColumnSymptom column) {
    Sign first =
        column.faults().stream()
            .filter(sign -> sign == Sign.UNIT_CHANGED || sign == Sign.RECODED)
            .findFirst()
            .orElseGet(() -> column.faults().iterator().next());
    return column.column() + " " + first.words();
  }

  private static String needed(Symptoms found) {
    return found.rowsNeeded().isPresent()
        ? "; about "
            + Counted.of(found.rowsNeeded().getAsLong(), "more labelled row")
            + " will tell"
        : "";
  }

  static List<String> evidence(Symptoms found) {
    List<String> evidence = new ArrayList<>();
    List<ColumnSymptom> faulty = found.faulty();
    faulty.forEach(column -> evidence.add(column.words()));
    evidence.add(loss(found));
    String relation = relation(found.relation());
    add(evidence, !relation.isEmpty(), relation);
    List<ColumnSymptom> drifted =
        found.driftedFeatures().stream().filter(column -> !faulty.contains(column)).toList();
    drifted.stream().limit(NAMED).forEach(column -> evidence.add(column.words()));
    if (drifted.size() > NAMED) {
      evidence.add(Counted.of(drifted.size() - NAMED, "more feature") + " drifted");
    } else if (drifted.isEmpty()
        && found.features() == Verdict.DRIFTED
        && found.driftedFeatures().isEmpty()) {
      evidence.add("features drifted");
    }
    add(evidence, found.features() == Verdict.STABLE, "no feature drifted");
    add(evidence, found.features() == Verdict.INCONCLUSIVE, "no feature could be judged");
    found.sameAnswers().forEach(column -> evidence.add(column.words()));
    add(
        evidence,
        found.output() == Verdict.DRIFTED && found.sameAnswers().isEmpty(),
        "the output drifted");
    add(evidence, found.label() == Verdict.DRIFTED, "the label drifted");
    add(evidence, found.unusualRows() == Verdict.DRIFTED, "the share of unusual rows rose");
    add(evidence, found.serving() == Serving.SLOWER, "answers take longer, confirmed");
    add(evidence, found.serving() == Serving.DRIFTED, "the latency drifted");
    add(evidence, found.segments() == Verdict.DRIFTED, "the segments' shares drifted");
    return evidence;
  }

  private static String relation(Relation relation) {
    return switch (relation) {
      case CHANGED -> "concept drift is confirmed with labels";
      case CHANGED_IN_PART ->
          "concept drift is confirmed with labels for the rows whose inputs are like the reference's";
      case SLIGHT -> "labels show a change of the concept below 5 % of them";
      case UNCHANGED -> "no concept drift is seen in the labels";
      case APART -> "concept drift cannot be judged: the inputs hardly overlap";
      case UNKNOWN -> "";
    };
  }

  private static void add(List<String> evidence, boolean holds, String words) {
    if (holds) {
      evidence.add(words);
    }
  }

  private static String loss(Symptoms found) {
    return switch (found.loss()) {
      case UNKNOWN -> "the loss is unknown: there are no labels";
      case UNMEASURED -> "the loss is unknown: no column is known to hold the predictions";
      case NONE -> "no loss on " + rows(found);
      case PENDING -> "more than 5 points lost on " + rows(found) + ", not confirmed";
      case CONFIRMED -> "5 points or less lost on " + rows(found) + ", confirmed";
      case CRITICAL -> "more than 5 points lost on " + rows(found) + ", confirmed";
    };
  }

  private static String rows(Symptoms found) {
    return Counted.of(found.labelledRows(), "labelled row");
  }
}
