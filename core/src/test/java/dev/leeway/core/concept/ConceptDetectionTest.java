package dev.leeway.core.concept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.drift.Verdict;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.TextData;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConceptDetectionTest {

  private static final double NEVER = Double.POSITIVE_INFINITY;

  private static ConceptTest known(@Nullable ConceptTest test) {
    return Objects.requireNonNull(test);
  }

  @Test
  void anUnchangedRelationIsStable() {
    ConceptDrift drift = Scene.simulated(4_000, 1).against(Scene.simulated(2_000, 2));

    assertThat(drift.verdict()).isEqualTo(Verdict.STABLE);
    assertThat(drift.explainedByInputs()).isFalse();
    assertThat(drift.explanation())
        .startsWith("for like inputs the labels changed no more than by chance (q = ");
    assertThat(drift.features()).extracting(FeatureConcept::feature).containsExactly("a", "b");
    assertThat(drift.rows())
        .isEqualTo(new LabelledRows(4_000, 0, 2_000, 0, drift.rows().outside()));
    assertThat(drift.rows().outside()).isLessThan(10);
  }

  @Test
  void aReversalInOneRegionIsFoundAndNamed() {
    ConceptDrift drift = Scene.simulated(4_000, 1).against(Scene.simulated(2_000, 0, 0.5, 2));

    assertThat(drift.verdict()).isEqualTo(Verdict.DRIFTED);
    // labels are turned round in 30.9 % of the rows, most of which were of class 1 by 85 % or so
    assertThat(drift.effect()).isBetween(0.15, 0.31);
    assertThat(drift.feature("b").orElseThrow().drifted()).isTrue();
    assertThat(drift.shifts()).hasSize(3);
    ConceptShift most = drift.feature("b").orElseThrow().shifts().get(0);
    assertThat(most.bin()).matches("b (> .*|in \\(.*])");
    assertThat(most.label()).isEqualTo("1");
    assertThat(most.referenceShare() - most.currentShare()).isGreaterThan(0.4);
    assertThat(drift.explanation())
        .startsWith("for like inputs about ")
        .contains(" of the labels changed (")
        .contains("; most where b ")
        .contains(": rows with y = 1 from ");
  }

  @Test
  void aDriftOfTheInputsAloneIsExplainedByIt() {
    ConceptDrift drift = Scene.simulated(8_000, 1).against(Scene.simulated(4_000, 1, NEVER, 2));

    assertThat(drift.verdict()).isEqualTo(Verdict.STABLE);
    assertThat(drift.explainedByInputs()).isTrue();
    FeatureConcept correlated = drift.feature("b").orElseThrow();
    assertThat(correlated.explainedByInputs()).isTrue();
    assertThat(known(correlated.plain()).effect()).isGreaterThan(0.05);
    assertThat(known(correlated.adjusted()).effect()).isLessThan(0.05);
    assertThat(drift.explanation())
        .contains("; the drift of the inputs explains how labels moved within b");
  }

  @Test
  void aReversalIsFoundWhileTheInputsDrift() {
    ConceptDrift drift = Scene.simulated(8_000, 1).against(Scene.simulated(4_000, 0.5, 0.5, 2));

    assertThat(drift.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(drift.explainedByInputs()).isFalse();
    ConceptShift most = drift.feature("b").orElseThrow().shifts().get(0);
    assertThat(most.expectedShare()).isCloseTo(most.currentShare() - most.change(), within(1e-12));
  }

  @Test
  void aTrifleInManyRowsIsBelowTheFloor() {
    Scene current = Scene.simulated(40_000, 2);
    double[] y = current.numbers("y");
    for (int row = 0; row < y.length; row += 40) {
      y[row] = 1;
    }
    ConceptDrift drift = Scene.simulated(40_000, 1).against(current);

    assertThat(drift.verdict()).isEqualTo(Verdict.STABLE);
    assertThat(known(drift.joint()).q()).isLessThan(0.05);
    assertThat(drift.explanation())
        .startsWith(
            "changed, but little: for like inputs about 1.5 % of the labels, below the 5.0 %");
    assertThat(drift.slight()).isTrue();
  }

  @Test
  void aFeatureThatStartsToMatterIsFound() {
    Scene reference = Scene.simulated(4_000, 1);
    Scene current = Scene.simulated(4_000, 2);
    reference.with("c", Kind.NUMERIC, Role.FEATURE, noise(4_000, 3));
    current.with("c", Kind.NUMERIC, Role.FEATURE, noise(4_000, 4));
    double[] c = current.numbers("c");
    double[] y = current.numbers("y");
    Arrays.setAll(y, row -> c[row] > 0.6 ? 1 : c[row] < -0.6 ? 0 : y[row]);
    ConceptDrift drift = reference.against(current);

    assertThat(drift.feature("c").orElseThrow().drifted()).isTrue();
    assertThat(drift.shifts().get(0).feature()).isEqualTo("c");
  }

  @Test
  void aChangeThatNoFeatureShowsByItselfIsFound() {
    ConceptDrift drift = parity(4_000, 1, true).against(parity(4_000, 2, false));

    assertThat(drift.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(known(drift.joint()).effect()).isGreaterThan(0.8);
    assertThat(drift.shifts().get(0).bin()).matches("[ab] = [01] and [ab] = [01]");
    assertThat(drift.shifts().get(0).feature()).matches("a and b|b and a");
  }

  /// The label says whether two coins agree, or whether they differ.
  private static Scene parity(int rows, long seed, boolean agree) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] a = new double[rows];
    double[] b = new double[rows];
    double[] y = new double[rows];
    for (int row = 0; row < rows; row++) {
      a[row] = random.nextBoolean() ? 1 : 0;
      b[row] = random.nextBoolean() ? 1 : 0;
      y[row] = a[row] == b[row] == agree ? 1 : 0;
    }
    return new Scene()
        .with("a", Kind.CATEGORICAL, Role.FEATURE, NumericData.of(a))
        .with("b", Kind.CATEGORICAL, Role.FEATURE, NumericData.of(b))
        .with("y", Kind.CATEGORICAL, Role.LABEL, NumericData.of(y));
  }

  @Test
  void numbersAreComparedByFifthsOfTheReference() {
    Scene reference = number(4_000, 0, 1);

    assertThat(reference.against(number(2_000, 0, 2), Task.REGRESSION).verdict())
        .isEqualTo(Verdict.STABLE);
    ConceptDrift drift = reference.against(number(2_000, 1, 3), Task.REGRESSION);
    assertThat(drift.verdict()).isEqualTo(Verdict.DRIFTED);
    String label = drift.shifts().get(0).label();
    assertThat(label).containsAnyOf("≤", ">", "in (", "above");
    assertThat(drift.explanation()).contains(": rows with y " + label + " from ");
  }

  private static Scene number(int rows, double more, long seed) {
    Scene scene = Scene.simulated(rows, seed);
    double[] a = scene.numbers("a");
    double[] noise = noise(rows, seed + 100).values();
    double[] y = new double[rows];
    Arrays.setAll(y, row -> 2 * a[row] + noise[row] + (a[row] > 0 ? more : 0));
    return scene.with("y", Kind.NUMERIC, Role.LABEL, NumericData.of(y));
  }

  private static NumericData noise(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] noise = new double[rows];
    Arrays.setAll(noise, row -> random.nextGaussian());
    return NumericData.of(noise);
  }

  @Test
  void aClassThatTheReferenceLacksIsDrift() {
    Scene current = Scene.simulated(2_000, 2);
    double[] y = current.numbers("y");
    for (int row = 0; row < y.length; row += 8) {
      y[row] = 2;
    }
    ConceptDrift drift = Scene.simulated(4_000, 1).against(current);

    assertThat(drift.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(known(drift.joint()).effect()).isCloseTo(0.125, within(0.03));
    assertThat(drift.feature("a").orElseThrow().shifts())
        .extracting(ConceptShift::label)
        .contains("classes new to the reference");
  }

  @Test
  void labelsSpelledAsTextOrNumberAreTheSame() {
    Scene current = Scene.simulated(2_000, 2);
    String[] words = new String[2_000];
    Arrays.setAll(words, row -> current.numbers("y")[row] == 1 ? "1.0" : "0");
    current.with("y", Kind.CATEGORICAL, Role.LABEL, TextData.of(words));

    assertThat(Scene.simulated(4_000, 1).against(current))
        .isEqualTo(Scene.simulated(4_000, 1).against(Scene.simulated(2_000, 2)));
  }

  @Test
  void rowsWithoutALabelAreCountedAndDoNotMatter() {
    Scene current = Scene.simulated(3_000, 2).withLabels(row -> row % 3 != 0);
    ConceptDrift drift = Scene.simulated(4_000, 1).withLabels(row -> row % 4 != 0).against(current);

    assertThat(drift.verdict()).isEqualTo(Verdict.STABLE);
    assertThat(drift.rows())
        .isEqualTo(new LabelledRows(3_000, 1_000, 2_000, 1_000, drift.rows().outside()));
  }

  @Test
  void withoutLabelsNothingIsJudged() {
    Scene reference = Scene.simulated(500, 1);
    Scene current = Scene.simulated(500, 2);

    assertThat(Scene.reason(Scene.simulated(500, 1).without("y"), current))
        .isEqualTo(ConceptReason.NO_LABEL_COLUMN);
    assertThat(Scene.reason(Scene.simulated(500, 1).withLabels(row -> false), current))
        .isEqualTo(ConceptReason.NO_REFERENCE_LABELS);
    assertThat(Scene.reason(reference, Scene.simulated(500, 2).withLabels(row -> false)))
        .isEqualTo(ConceptReason.NO_CURRENT_LABELS);
    assertThat(Scene.reason(reference, Scene.simulated(500, 2).without("y")))
        .isEqualTo(ConceptReason.LABEL_ABSENT);
  }

  @Test
  void tooFewLabelledRowsAreInconclusive() {
    ConceptDrift drift =
        Scene.simulated(500, 1).against(Scene.simulated(500, 2).withLabels(row -> row < 49));

    assertThat(drift.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(drift.reason()).isEqualTo(ConceptReason.TOO_FEW_LABELLED_ROWS);
    assertThat(drift.explanation())
        .isEqualTo(
            "too few rows have a label: 500 in the reference and 49 in the current data, 50 are"
                + " needed");
    for (int rows : new int[] {1, 2, 20}) {
      assertThat(Scene.reason(Scene.simulated(rows, 1), Scene.simulated(rows, 2)))
          .isEqualTo(ConceptReason.TOO_FEW_LABELLED_ROWS);
    }
    assertThat(Scene.simulated(50, 1).against(Scene.simulated(50, 2)).reason()).isNull();
  }

  @Test
  void oneClassOnBothSidesIsInconclusive() {
    Scene reference = Scene.simulated(500, 1);
    Scene current = Scene.simulated(500, 2);
    Arrays.fill(reference.numbers("y"), 1);

    assertThat(reference.against(current).verdict()).isEqualTo(Verdict.DRIFTED);
    Arrays.fill(current.numbers("y"), 1);
    assertThat(Scene.reason(reference, current)).isEqualTo(ConceptReason.ONE_CLASS);
  }

  @Test
  void aFeatureThatIsNotThereIsLeftOut() {
    ConceptDrift drift = Scene.simulated(2_000, 1).against(Scene.simulated(2_000, 2).without("a"));

    assertThat(drift.leftOut()).containsExactly("a");
    assertThat(drift.features()).extracting(FeatureConcept::feature).containsExactly("b");
    assertThat(drift.verdict()).isEqualTo(Verdict.STABLE);
    assertThat(
            Scene.reason(
                Scene.simulated(500, 1), Scene.simulated(500, 2).without("a").without("b")))
        .isEqualTo(ConceptReason.NO_FEATURES);
  }

  @Test
  void anotherUnitOfAFeatureIsNotConceptDrift() {
    Scene current = Scene.simulated(2_000, 2);
    double[] a = current.numbers("a");
    Arrays.setAll(a, row -> 1_000 * a[row] + 50_000);
    ConceptDrift drift = Scene.simulated(4_000, 1).against(current);

    assertThat(drift.leftOut()).containsExactly("a");
    assertThat(drift.verdict()).isEqualTo(Verdict.STABLE);
  }

  @Test
  void aWindowOfInputsThatTheReferenceNeverHadIsInconclusive() {
    ConceptReference reference = Scene.simulated(2_000, 1).concept(Task.CLASSIFICATION);
    ConceptProfileBuilder window = reference.newProfile();
    window.add(Scene.simulated(1_000, 50, NEVER, 2).batch());
    window.add(Scene.simulated(1_000, 3).without("a").batch());
    ConceptDrift drift = ConceptDetection.compare(window.build(), ConceptPolicy.calibrated());

    assertThat(drift.reason()).isEqualTo(ConceptReason.NO_OVERLAP);
    assertThat(drift.rows().outside()).isEqualTo(2_000);
    assertThat(drift.explanation()).contains("only 0 of 2,000 labelled rows");
  }

  @Test
  void constantsAndEmptyFeaturesDoNotHurt() {
    Scene reference = Scene.simulated(2_000, 1);
    Scene current = Scene.simulated(2_000, 2);
    for (Scene scene : new Scene[] {reference, current}) {
      double[] constant = new double[2_000];
      double[] empty = new double[2_000];
      Arrays.fill(empty, Double.NaN);
      scene.with("constant", Kind.NUMERIC, Role.FEATURE, NumericData.of(constant));
      scene.with("empty", Kind.NUMERIC, Role.FEATURE, NumericData.of(empty));
      scene.with(
          "text",
          Kind.TEXT,
          Role.FEATURE,
          TextData.of(Collections.nCopies(2_000, "word").toArray(String[]::new)));
    }
    ConceptDrift drift = reference.against(current);

    assertThat(drift.verdict()).isEqualTo(Verdict.STABLE);
    assertThat(drift.leftOut()).containsExactly("empty", "text");
    assertThat(drift.features()).hasSize(3);
  }

  @Test
  void fiveHundredFeaturesAreCompared() {
    Scene reference = Scene.simulated(1_000, 1);
    Scene current = Scene.simulated(1_000, 0, 0, 2);
    for (int feature = 2; feature < 500; feature++) {
      reference.with("n" + feature, Kind.NUMERIC, Role.FEATURE, noise(1_000, feature));
      current.with("n" + feature, Kind.NUMERIC, Role.FEATURE, noise(1_000, 1_000 + feature));
    }
    ConceptDrift drift = reference.against(current);

    assertThat(drift.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(drift.features()).hasSize(500);
    assertThat(
            drift.features().stream().filter(FeatureConcept::drifted).map(FeatureConcept::feature))
        .contains("b")
        .hasSizeLessThan(5);
  }

  @Test
  void manyClassesArePutTogether() {
    Scene reference = Scene.simulated(3_000, 1);
    Scene current = Scene.simulated(3_000, 2);
    for (Scene scene : new Scene[] {reference, current}) {
      double[] a = scene.numbers("a");
      String[] y = new String[3_000];
      Arrays.setAll(y, row -> "k" + (int) Math.min(40, Math.floor(a[row] * a[row] * 20)));
      scene.with("y", Kind.CATEGORICAL, Role.LABEL, TextData.of(y));
    }
    ConceptDrift drift = reference.against(current);

    assertThat(drift.verdict()).as(drift.explanation()).isEqualTo(Verdict.STABLE);
  }
}
