package dev.leeway.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

  private static final ClassLabel NO = ClassLabel.of(0);
  private static final ClassLabel YES = ClassLabel.of(1);

  @Test
  void countsPairs() {
    ConfusionMatrix matrix =
        ConfusionMatrix.of(new int[] {0, 0, 0, 1, 1}, new int[] {0, 1, 1, 1, 0});
    assertThat(matrix.labels()).containsExactly(NO, YES);
    assertThat(matrix.count(NO, NO)).isEqualTo(1);
    assertThat(matrix.count(NO, YES)).isEqualTo(2);
    assertThat(matrix.count(YES, NO)).isEqualTo(1);
    assertThat(matrix.count(YES, YES)).isEqualTo(1);
    assertThat(matrix.count(YES, ClassLabel.of("maybe"))).isZero();
    assertThat(matrix.actualRows(NO)).isEqualTo(3);
    assertThat(matrix.predictedRows(NO)).isEqualTo(2);
    assertThat(matrix.rows()).isEqualTo(5);
    assertThat(matrix.correct()).isEqualTo(2);
  }

  @Test
  void extremeIntegersAreLabelsToo() {
    int[] extremes = {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE};
    ConfusionMatrix matrix = ConfusionMatrix.of(extremes, extremes);
    assertThat(matrix.correct()).isEqualTo(4);
    assertThat(matrix.labels())
        .containsExactlyElementsOf(Arrays.stream(extremes).mapToObj(ClassLabel::of).toList());
  }

  @Test
  void numbersAndTextsCountTheSame() {
    List<ClassLabel> actual = List.of(ClassLabel.of("1"), ClassLabel.of(0.0));
    List<ClassLabel> predicted = List.of(ClassLabel.of(1.0), ClassLabel.of("1.0"));
    assertThat(ConfusionMatrix.of(actual, predicted))
        .isEqualTo(ConfusionMatrix.of(new int[] {1, 0}, new int[] {1, 1}));
  }

  @Test
  void anySplitAndOrderMergesToTheWhole() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 50; round++) {
      int[] actual = random.ints(200, 0, 5).toArray();
      int[] predicted = random.ints(200, 0, 6).toArray();
      int cut = random.nextInt(201);
      ConfusionMatrix first = part(actual, predicted, 0, cut);
      ConfusionMatrix second = part(actual, predicted, cut, 200);
      ConfusionMatrix whole = ConfusionMatrix.of(actual, predicted);
      assertThat(first.merge(second)).isEqualTo(whole).hasSameHashCodeAs(whole);
      assertThat(second.merge(first)).isEqualTo(whole).hasToString(whole.toString());
    }
  }

  private static ConfusionMatrix part(int[] actual, int[] predicted, int from, int to) {
    return ConfusionMatrix.of(
        Arrays.copyOfRange(actual, from, to), Arrays.copyOfRange(predicted, from, to));
  }

  @Test
  void emptyIsNeutral() {
    ConfusionMatrix matrix = ConfusionMatrix.of(new int[] {3, 4}, new int[] {3, 3});
    assertThat(matrix.merge(ConfusionMatrix.empty())).isEqualTo(matrix);
    assertThat(ConfusionMatrix.empty().labels()).isEmpty();
  }

  @Test
  void snapshotDoesNotFollowItsRecorder() {
    ConfusionMatrix.Recorder recorder = new ConfusionMatrix.Recorder();
    recorder.add(YES, YES);
    ConfusionMatrix before = recorder.snapshot();
    recorder.add(YES, NO, 5);
    assertThat(before.rows()).isEqualTo(1);
    assertThat(recorder.snapshot().rows()).isEqualTo(6);
  }

  @Test
  void overflowIsAnErrorNotAWrongCount() {
    ConfusionMatrix.Recorder recorder = new ConfusionMatrix.Recorder();
    recorder.add(YES, YES, Long.MAX_VALUE);
    assertThatThrownBy(() -> recorder.add(YES, YES)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void lengthsMustAgree() {
    assertThatThrownBy(() -> ConfusionMatrix.of(new int[2], new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("actual and predicted labels must be as many, were 2 and 3");
  }
}
