package dev.leeway.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.core.alert.Recommendation.Action;
import dev.leeway.core.alert.Recommendation.Ground;
import dev.leeway.core.alert.Symptoms.Loss;
import dev.leeway.core.alert.Symptoms.Relation;
import dev.leeway.core.alert.Symptoms.Serving;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.profile.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RecommendationTest {

  /// Columns are written as `name sign+sign`, several with `/`; `@label` and `@score` give another
  /// role than feature. D is drifted, S stable, - not judged.
  @ParameterizedTest(name = "{0}: {7}")
  @CsvSource(
      textBlock =
          """
          # case                           loss       columns                               output label concept unusual ground
          bug though accuracy fell,        CRITICAL,  a MISSING,                             D,     S,    S,      S,      UPSTREAM_FAULT
          bug though the concept drifted,  CRITICAL,  a UNREADABLE,                          S,     S,    D,      S,      UPSTREAM_FAULT
          bug without labels,              UNKNOWN,   a DISTRIBUTION+FROZEN,                 S,     -,    -,      -,      UPSTREAM_FAULT
          bug without loss,                NONE,      a INFINITE,                            S,     S,    S,      S,      UPSTREAM_FAULT
          bug and a pending loss,          PENDING,   a ABSENT,                              S,     S,    -,      S,      UPSTREAM_FAULT
          bug among drifted features,      CONFIRMED, a DISTRIBUTION/b DISTRIBUTION+RECODED, D,     D,    S,      D,      UPSTREAM_FAULT
          bug in the label,                CRITICAL,  y@label DISTRIBUTION+RECODED,          S,     D,    -,      S,      UPSTREAM_FAULT
          bug in the score,                UNKNOWN,   p@score MISSING,                       D,     -,    -,      -,      UPSTREAM_FAULT
          critical alone,                  CRITICAL,  ,                                      S,     S,    -,      S,      CRITICAL_LOSS
          critical with drifted inputs,    CRITICAL,  a DISTRIBUTION/b NEW_CATEGORY,         D,     D,    S,      D,      CRITICAL_LOSS
          critical and concept,            CRITICAL,  a DISTRIBUTION,                        D,     D,    D,      S,      CRITICAL_LOSS
          critical with late labels,       CRITICAL,  y@label MISSING,                       S,     D,    -,      S,      CRITICAL_LOSS
          critical and values out of range,CRITICAL,  a OUT_OF_RANGE,                        S,     S,    -,      S,      CRITICAL_LOSS
          critical and cleaner data,       CRITICAL,  a CLEANER,                             S,     S,    -,      S,      CRITICAL_LOSS
          concept with a small loss,       CONFIRMED, ,                                      S,     S,    D,      S,      CONCEPT_DRIFT
          concept with a pending loss,     PENDING,   a DISTRIBUTION,                        S,     S,    D,      S,      CONCEPT_DRIFT
          concept without loss,            NONE,      ,                                      S,     S,    D,      S,      CONCEPT_DRIFT
          concept in part,                 NONE,      a DISTRIBUTION,                        S,     S,    P,      S,      CONCEPT_DRIFT
          critical and inputs apart,       CRITICAL,  a DISTRIBUTION,                        D,     S,    A,      S,      CRITICAL_LOSS
          inputs apart and no loss,        NONE,      a DISTRIBUTION,                        S,     S,    A,      S,      COVARIATE_DRIFT
          slight concept drift alone,      NONE,      ,                                      S,     S,    s,      S,      SLIGHT_CONCEPT_DRIFT
          slight with a drifted feature,   NONE,      a DISTRIBUTION,                        S,     S,    s,      S,      COVARIATE_DRIFT
          slight with a small loss,        CONFIRMED, ,                                      S,     S,    s,      S,      SMALL_LOSS
          same answer without labels,      UNKNOWN,   a DISTRIBUTION/p@prediction DISTRIBUTION+SAME_ANSWER, D, -, -,  S,  SAME_ANSWER
          same answer and a great loss,    CRITICAL,  a DISTRIBUTION/p@score DISTRIBUTION+SAME_ANSWER, D, S, S,    S,      CRITICAL_LOSS
          pending,                         PENDING,   a DISTRIBUTION,                        D,     D,    S,      D,      PENDING_LOSS
          small loss,                      CONFIRMED, a DISTRIBUTION/b DISTRIBUTION/c DISTRIBUTION, D, D, S,     D,      SMALL_LOSS
          three features and no labels,    UNKNOWN,   a DISTRIBUTION/b NEW_CATEGORY/c OUT_OF_RANGE, D, -, -,     S,      UNLABELLED_DRIFT
          two features and no labels,      UNKNOWN,   a DISTRIBUTION/b DISTRIBUTION,         D,     -,    -,      S,      COVARIATE_DRIFT
          three features and no loss,      NONE,      a DISTRIBUTION/b DISTRIBUTION/c DISTRIBUTION, D, D, S,     D,      COVARIATE_DRIFT
          one feature and no loss,         NONE,      a DISTRIBUTION,                        S,     S,    -,      S,      COVARIATE_DRIFT
          output alone,                    UNKNOWN,   p@score DISTRIBUTION,                  D,     -,    -,      S,      OUTPUT_DRIFT
          output and label,                NONE,      ,                                      D,     D,    S,      D,      OUTPUT_DRIFT
          label alone,                     NONE,      y@label DISTRIBUTION,                  S,     D,    S,      S,      LABEL_DRIFT
          unusual rows alone,              UNKNOWN,   ,                                      S,     -,    -,      D,      UNUSUAL_ROWS
          nothing judged,                  UNKNOWN,   ,                                      -,     -,    -,      -,      NOT_JUDGED
          all quiet,                       NONE,      ,                                      S,     S,    S,      S,      NO_CHANGE
          quiet without labels,            UNKNOWN,   ,                                      S,     -,    -,      -,      NO_CHANGE
          quiet labels only,               NONE,      ,                                      -,     -,    -,      -,      NO_CHANGE
          """)
  void theFirstRowThatHoldsDecides(
      String story,
      Loss loss,
      @Nullable String columns,
      String output,
      String label,
      String concept,
      String unusual,
      Ground ground) {
    Recommendation advice =
        Recommendation.of(symptoms(loss, columns, output, label, concept, unusual));

    assertThat(advice.ground()).as(story).isEqualTo(ground);
    assertThat(advice.action()).isEqualTo(ground.action());
    assertThat(advice.reason()).endsWith(".").hasSizeBetween(20, 200);
    assertThat(advice.evidence()).isNotEmpty().allMatch(line -> !line.isBlank());
  }

  @ParameterizedTest
  @CsvSource({
    "UPSTREAM_FAULT, investigate_data",
    "CRITICAL_LOSS, retrain",
    "CONCEPT_DRIFT, retrain",
    "PENDING_LOSS, watch",
    "SMALL_LOSS, watch",
    "SAME_ANSWER, investigate_data",
    "UNLABELLED_DRIFT, investigate_data",
    "COVARIATE_DRIFT, watch",
    "OUTPUT_DRIFT, watch",
    "LABEL_DRIFT, watch",
    "SLIGHT_CONCEPT_DRIFT, watch",
    "UNUSUAL_ROWS, watch",
    "SLOWER_ANSWERS, watch",
    "SEGMENT_DRIFT, watch",
    "NOT_JUDGED, watch",
    "NO_CHANGE, nothing",
  })
  void groundsAskForTheirAction(Ground ground, String action) {
    assertThat(ground.action().id()).isEqualTo(action);
  }

  @ParameterizedTest
  @EnumSource(value = Sign.class, mode = Mode.EXCLUDE, names = "UNIT_CHANGED")
  void onlySignsOfAFaultForbidRetraining(Sign sign) {
    Symptoms found = symptoms(Loss.CRITICAL, "a " + sign.name(), "S", "S", "D", "S");

    assertThat(Recommendation.of(found).action())
        .isEqualTo(sign.isFault() ? Action.INVESTIGATE_DATA : Action.RETRAIN);
  }

  @Test
  void aFaultSaysWhichColumnsAndNotToRetrain() {
    Symptoms found =
        symptoms(
            Loss.CRITICAL, "a MISSING/b DISTRIBUTION/c DISTRIBUTION+FROZEN", "S", "S", "D", "S");
    Recommendation advice = Recommendation.of(found);

    assertThat(advice.reason())
        .isEqualTo(
            "Do not retrain: upstream data fault (a lost values, c is frozen to one value); mend it"
                + " and check again, then decide.");
    assertThat(advice.columns()).containsExactly("a", "c");
    assertThat(advice.evidence())
        .containsExactly(
            "a: lost values",
            "c: is frozen to one value; changed its distribution",
            "more than 5 points lost on 1,200 labelled rows, confirmed",
            "concept drift is confirmed with labels",
            "b: changed its distribution");
  }

  @Test
  void manyFaultsAreNamedUpToFive() {
    String columns = "a MISSING/b MISSING/c MISSING/d MISSING/e MISSING/f MISSING/g MISSING";
    Recommendation advice = Recommendation.of(symptoms(Loss.NONE, columns, "S", "S", "S", "S"));

    assertThat(advice.reason())
        .contains("e lost values and 2 more columns)")
        .doesNotContain("f lost");
    assertThat(advice.columns()).hasSize(7);
  }

  @Test
  void aPendingLossSaysHowManyRowsWillTell() {
    Symptoms pending = Symptoms.unknown().withLoss(Loss.PENDING, 40, OptionalLong.of(1_234));

    assertThat(Recommendation.of(pending).reason())
        .endsWith("chance could still explain it; about 1,234 more labelled rows will tell.");
    assertThat(Recommendation.of(pending.withLoss(Loss.PENDING, 40, OptionalLong.empty())).reason())
        .endsWith("chance could still explain it.");
  }

  @Test
  void withoutLabelsTheEvidenceSaysSo() {
    Recommendation advice = Recommendation.of(Symptoms.unknown());

    assertThat(advice.evidence())
        .containsExactly("the loss is unknown: there are no labels", "no feature could be judged");
    assertThat(advice.columns()).isEmpty();
  }

  @Test
  void aCriticalLossOverTimeSettlesAPendingOneAndLeadsTheEvidence() {
    Symptoms pending = symptoms(Loss.PENDING, null, "S", "S", "S", "S");
    Recommendation critical = Recommendation.of(pending, overTime(Severity.CRITICAL));

    assertThat(critical.ground()).isEqualTo(Ground.CRITICAL_LOSS);
    assertThat(critical.evidence())
        .startsWith(
            "over time accuracy fell",
            "more than 5 points lost on 1,200 labelled rows, not confirmed");
    assertThat(Recommendation.of(pending, overTime(Severity.LOW)).ground())
        .isEqualTo(Ground.PENDING_LOSS);
    Symptoms none = symptoms(Loss.NONE, null, "S", "S", "S", "S");
    assertThat(Recommendation.of(none, overTime(Severity.LOW)).ground())
        .isEqualTo(Ground.SMALL_LOSS);
  }

  private static Alert overTime(Severity severity) {
    return new Alert(
        Instant.EPOCH,
        severity,
        AlertType.PERFORMANCE_DEGRADATION,
        List.of(),
        "over time accuracy fell");
  }

  @Test
  void labelsWithoutPredictionsAreNotAskedForAgain() {
    String columns = "a DISTRIBUTION/b DISTRIBUTION/c DISTRIBUTION";
    Recommendation advice =
        Recommendation.of(symptoms(Loss.UNMEASURED, columns, "-", "S", "S", "S"));

    assertThat(advice.ground()).isEqualTo(Ground.COVARIATE_DRIFT);
    assertThat(advice.reason())
        .isEqualTo(
            "Inputs changed, the relation of label and inputs did not; name the prediction column"
                + " (--prediction) to know what it cost.");
    assertThat(advice.evidence())
        .startsWith("the loss is unknown: no column is known to hold the predictions");
    assertThat(
            Recommendation.of(symptoms(Loss.UNMEASURED, "a DISTRIBUTION", "-", "S", "-", "S"))
                .reason())
        .startsWith("Inputs changed; name the prediction column");
  }

  @Test
  void aLossThatNobodyMeasuresCannotBeWatched() {
    Symptoms labelled = symptoms(Loss.UNMEASURED, null, "S", "S", "S", "S");

    assertThat(Recommendation.of(labelled.withRelation(Symptoms.Relation.SLIGHT)).reason())
        .startsWith("Name the prediction column (--prediction) to follow the loss:");
    assertThat(
            Recommendation.of(
                    symptoms(Loss.NONE, null, "S", "S", "S", "S")
                        .withRelation(Symptoms.Relation.SLIGHT))
                .reason())
        .startsWith("Keep an eye on the loss:");
  }

  @Test
  void slowerAnswersAreWatchedAndConcernTheServing() {
    Symptoms quiet = symptoms(Loss.NONE, null, "S", "S", "S", "S");
    Recommendation slower =
        Recommendation.of(quiet.withServing(Serving.SLOWER, Verdict.INCONCLUSIVE));
    Recommendation drifted =
        Recommendation.of(quiet.withServing(Serving.DRIFTED, Verdict.INCONCLUSIVE));

    assertThat(slower.ground()).isEqualTo(Ground.SLOWER_ANSWERS);
    assertThat(slower.reason()).startsWith("Look at the serving: answers take longer");
    assertThat(slower.evidence()).contains("answers take longer, confirmed");
    assertThat(drifted.ground()).isEqualTo(Ground.SLOWER_ANSWERS);
    assertThat(drifted.reason()).contains("not confirmed to be worse");
    assertThat(Recommendation.of(quiet.withServing(Serving.STABLE, Verdict.STABLE)).ground())
        .isEqualTo(Ground.NO_CHANGE);
  }

  @Test
  void segmentsThatMovedAloneAreWatched() {
    Symptoms moved =
        symptoms(Loss.NONE, null, "S", "S", "S", "S").withServing(Serving.UNKNOWN, Verdict.DRIFTED);

    assertThat(Recommendation.of(moved).ground()).isEqualTo(Ground.SEGMENT_DRIFT);
    assertThat(Recommendation.of(moved).evidence()).contains("the segments' shares drifted");
  }

  @Test
  void aChangeForAPartOfTheRowsIsToldAsOne() {
    Recommendation advice =
        Recommendation.of(symptoms(Loss.NONE, "a DISTRIBUTION", "S", "S", "P", "S"));

    assertThat(advice.reason())
        .contains("where inputs are like the reference's")
        .doesNotContain("labels confirm");
  }

  @Test
  void negativeRowsAreRefused() {
    assertThatThrownBy(() -> Symptoms.unknown().withLoss(Loss.NONE, -1, OptionalLong.empty()))
        .hasMessage("labelled rows must be 0 or more, were -1");
  }

  private static Symptoms symptoms(
      Loss loss,
      @Nullable String columns,
      String output,
      String label,
      String concept,
      String unusual) {
    List<ColumnSymptom> seen = new ArrayList<>();
    if (columns != null) { // JUnit's word for an empty cell
      Stream.of(columns.split("/", -1)).map(RecommendationTest::column).forEach(seen::add);
    }
    boolean drifted = seen.stream().anyMatch(c -> c.role() == Role.FEATURE);
    Verdict features =
        drifted ? Verdict.DRIFTED : output.equals("-") ? Verdict.INCONCLUSIVE : Verdict.STABLE;
    return Symptoms.unknown()
        .withLoss(loss, loss == Loss.UNKNOWN ? 0 : 1_200, OptionalLong.empty())
        .withDrift(features, seen, verdict(output), verdict(label))
        .withRelation(relation(concept))
        .withUnusualRows(verdict(unusual));
  }

  private static ColumnSymptom column(String written) {
    String[] parts = written.split("[ @]", -1);
    Role role = parts.length == 3 ? Role.valueOf(parts[1].toUpperCase(Locale.ROOT)) : Role.FEATURE;
    Sign[] signs =
        Arrays.stream(parts[parts.length - 1].split("\\+", -1))
            .map(Sign::valueOf)
            .toArray(Sign[]::new);
    return ColumnSymptom.of(parts[0], role, signs);
  }

  private static Relation relation(String letter) {
    return switch (letter) {
      case "D" -> Relation.CHANGED;
      case "P" -> Relation.CHANGED_IN_PART;
      case "s" -> Relation.SLIGHT;
      case "S" -> Relation.UNCHANGED;
      case "A" -> Relation.APART;
      default -> Relation.UNKNOWN;
    };
  }

  private static Verdict verdict(String letter) {
    return switch (letter) {
      case "D" -> Verdict.DRIFTED;
      case "S" -> Verdict.STABLE;
      default -> Verdict.INCONCLUSIVE;
    };
  }
}
