package dev.leeway.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.performance.ClassificationMetrics.Scores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Against the values of scikit-learn that `core/src/test/python/performance_goldens.py` writes.
class ClassificationMetricsTest {

  /// Sums of at most 40 terms in [0, 1]: 40 · 2⁻⁵³ is below 1e-14.
  private static final double TOLERANCE = 1e-14;

  record Golden(
      String name,
      ConfusionMatrix matrix,
      double accuracy,
      List<double[]> averages,
      List<double[]> perClass) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Golden> goldens() throws IOException {
    try (InputStream in =
        ClassificationMetricsTest.class.getResourceAsStream("classifications.csv")) {
      assertThat(in).isNotNull();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(2).map(line -> golden(line.split(";")));
    }
  }

  private static Golden golden(String[] cells) {
    return new Golden(
        cells[0],
        ConfusionMatrix.of(labels(cells[1]), labels(cells[2])),
        Double.parseDouble(cells[3]),
        List.of(numbers(cells[4]), numbers(cells[5])),
        List.of(numbers(cells[6]), numbers(cells[7]), numbers(cells[8])));
  }

  private static int[] labels(String cell) {
    return Arrays.stream(cell.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  private static double[] numbers(String cell) {
    return Arrays.stream(cell.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void averagesEqualScikitLearns(Golden golden) {
    assertThat(ClassificationMetrics.accuracy(golden.matrix))
        .isCloseTo(golden.accuracy, within(TOLERANCE));
    assertScores(ClassificationMetrics.weighted(golden.matrix), golden.averages.get(0));
    assertScores(ClassificationMetrics.macro(golden.matrix), golden.averages.get(1));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void scoresOfEachClassEqualScikitLearns(Golden golden) {
    assertColumn(golden, Scores::precision, golden.perClass.get(0));
    assertColumn(golden, Scores::recall, golden.perClass.get(1));
    assertColumn(golden, Scores::f1, golden.perClass.get(2));
  }

  private static void assertColumn(
      Golden golden, ToDoubleFunction<Scores> column, double[] expected) {
    double[] actual =
        golden.matrix.labels().stream()
            .map(label -> ClassificationMetrics.of(golden.matrix, label))
            .mapToDouble(column)
            .toArray();
    assertThat(actual).containsExactly(expected, within(TOLERANCE));
  }

  private static void assertScores(Scores actual, double[] expected) {
    assertThat(new double[] {actual.precision(), actual.recall(), actual.f1()})
        .containsExactly(expected, within(TOLERANCE));
  }

  @Test
  void weightedRecallIsAccuracy() {
    ConfusionMatrix matrix =
        ConfusionMatrix.of(new int[] {0, 1, 2, 2, 1, 0}, new int[] {0, 2, 2, 1, 1, 0});
    assertThat(ClassificationMetrics.weighted(matrix).recall())
        .isCloseTo(ClassificationMetrics.accuracy(matrix), within(TOLERANCE));
  }

  @Test
  void classThatDoesNotOccurScoresZero() {
    ConfusionMatrix matrix = ConfusionMatrix.of(new int[] {0}, new int[] {0});
    assertThat(ClassificationMetrics.of(matrix, ClassLabel.of(7))).isEqualTo(new Scores(0, 0, 0));
  }

  @Test
  void noRowsHaveNoMetrics() {
    assertThatThrownBy(() -> ClassificationMetrics.accuracy(ConfusionMatrix.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("metrics need at least 1 row, had none");
  }
}
