package dev.leeway.core.concept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConceptProfileLawTest {

  private static final ConceptReference REFERENCE = scene(2_000, 1).concept(Task.CLASSIFICATION);

  private static Scene scene(int rows, long seed) {
    Scene scene = Scene.simulated(rows, seed);
    double[] a = scene.numbers("a");
    double[] score = new double[rows];
    double[] answer = new double[rows];
    Arrays.setAll(score, row -> 1 / (1 + Math.exp(-3 * a[row])));
    Arrays.setAll(answer, row -> a[row] > 0 ? 1 : 0);
    return scene
        .with("score", Kind.NUMERIC, Role.SCORE, NumericData.of(score))
        .with("answer", Kind.CATEGORICAL, Role.PREDICTION, NumericData.of(answer));
  }

  @Test
  void anySplitOfTheRowsMergesToTheSameProfile() {
    Batch rows = scene(1_000, 2).batch();
    ConceptProfile whole = count(rows);
    SplittableRandom random = new SplittableRandom(3);
    for (int repetition = 0; repetition < 5; repetition++) {
      double share = random.nextDouble();
      BitSet first = new BitSet();
      for (int row = 0; row < rows.rows(); row++) {
        first.set(row, random.nextDouble() < share);
      }
      BitSet second = (BitSet) first.clone();
      second.flip(0, rows.rows());
      ConceptProfile left = count(rows.select(first));
      ConceptProfile right = count(rows.select(second));

      assertThat(left.merge(right)).isEqualTo(whole).isEqualTo(right.merge(left));
      assertThat(left.merge(right)).hasSameHashCodeAs(whole);
    }
    assertThat(whole.merge(REFERENCE.newProfile().build())).isEqualTo(whole);
  }

  private static ConceptProfile count(Batch rows) {
    ConceptProfileBuilder builder = REFERENCE.newProfile();
    builder.add(rows);
    return builder.build();
  }

  @Test
  void aBuilderGoesOnWithoutTouchingWhatItBuilt() {
    ConceptProfileBuilder builder = REFERENCE.newProfile();
    builder.add(scene(100, 4).batch());
    ConceptProfile before = builder.build();
    builder.add(scene(100, 5).batch());

    assertThat(before.labelled()).isEqualTo(100);
    assertThat(before).isEqualTo(count(scene(100, 4).batch())).isNotEqualTo(builder.build());
  }

  @Test
  void profilesWithoutLabelsShareTheirTables() {
    Batch unlabelled = scene(50, 8).without("y").batch();
    ConceptProfileBuilder builder = REFERENCE.newProfile();
    builder.add(unlabelled);
    ConceptProfile none = builder.build();
    builder.add(scene(100, 4).batch());
    ConceptProfile some = builder.build();

    assertThat(none.cells()).isSameAs(REFERENCE.newProfile().build().cells());
    assertThat(none.cells().rows()).isZero();
    assertThat(none.absent()).isEqualTo(50);
    assertThat(none.merge(count(scene(100, 4).batch()))).isEqualTo(some);
    assertThat(count(scene(100, 4).batch()).merge(none)).isEqualTo(some);
    ConceptProfile read = ConceptProfile.from(none.toBytes(), REFERENCE);
    assertThat(read).isEqualTo(none);
    assertThat(read.cells()).isSameAs(none.cells());
    assertThat(ConceptProfile.from(some.toBytes(), REFERENCE)).isEqualTo(some);
  }

  @Test
  void whatWasLearntFromIsNotCompared() {
    long compared = REFERENCE.profile().cells().rows();

    assertThat(REFERENCE.profile().labelled()).isEqualTo(2_000);
    assertThat(compared).isBetween(900L, 1_100L);
    assertThat(REFERENCE.profile().losses().get(0).rows()).isEqualTo(2_000);
  }

  @Test
  void theSameRowsGiveTheSameReference() {
    ConceptReference again = scene(2_000, 1).concept(Task.CLASSIFICATION);

    assertThat(again.profile().cells()).isEqualTo(REFERENCE.profile().cells());
    assertThat(again.profile().features()).isEqualTo(REFERENCE.profile().features());
  }

  @Test
  void profilesOfDifferentReferencesDoNotMerge() {
    ConceptProfile other = scene(2_000, 7).concept(Task.CLASSIFICATION).newProfile().build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> count(scene(10, 6).batch()).merge(other))
        .withMessageContaining("the same reference");
  }
}
