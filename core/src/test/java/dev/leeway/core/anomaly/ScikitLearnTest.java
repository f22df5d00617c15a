package dev.leeway.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.profile.NumericData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Against what `core/src/test/python/anomaly_goldens.py` wrote.
class ScikitLearnTest {

  private static final int SEEDS = 3;

  static List<String> sets() throws IOException {
    return lines("isolation-auc.csv");
  }

  @ParameterizedTest
  @MethodSource("sets")
  void findsPlantedRowsAsWellAsScikitLearn(String line) {
    String[] golden = line.split(";", -1);
    PlantedRows rows = PlantedRows.of(golden[0]);
    double[] firstColumn = ((NumericData) rows.reference().columns().get(0)).values();
    assertThat(firstColumn[0]).as("the same data").isEqualTo(Double.parseDouble(golden[1]));
    double area = 0;
    double ordinary = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      double[] scores =
          IsolationForest.fit(Samples.features(rows.reference()), rows.reference(), seed)
              .scores(rows.current());
      area += area(scores) / SEEDS;
      ordinary +=
          Arrays.stream(scores, PlantedRows.PLANTED, scores.length).average().orElseThrow() / SEEDS;
    }
    assertThat(area).isGreaterThanOrEqualTo(golden[0].equals("faint") ? 0.75 : 0.95);
    // more is allowed: what lies beyond the reference's range is found better
    assertThat(area).isGreaterThanOrEqualTo(Double.parseDouble(golden[2]) - 0.01);
    assertThat(ordinary).isCloseTo(Double.parseDouble(golden[3]), within(0.01));
  }

  /// Mann and Whitney's share of pairs in which the planted row scores higher, ties half.
  private static double area(double[] scores) {
    double wins = 0;
    for (int planted = 0; planted < PlantedRows.PLANTED; planted++) {
      for (int row = PlantedRows.PLANTED; row < scores.length; row++) {
        int sign = Double.compare(scores[planted], scores[row]);
        wins += (sign + 1) / 2.0;
      }
    }
    return wins / PlantedRows.PLANTED / (scores.length - PlantedRows.PLANTED);
  }

  @Test
  void averagePathIsThatOfHarmonicNumbers() throws IOException {
    assertThat(IsolationForest.averagePath(0)).isZero();
    assertThat(IsolationForest.averagePath(1)).isZero();
    for (String line : lines("average-path.csv")) {
      String[] golden = line.split(",", -1);
      assertThat(IsolationForest.averagePath(Integer.parseInt(golden[0])))
          .as(line)
          .isCloseTo(Double.parseDouble(golden[1]), within(1e-14 * 11));
    }
  }

  private static List<String> lines(String file) throws IOException {
    try (InputStream in = ScikitLearnTest.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).skip(1).toList();
    }
  }
}
