package dev.leeway.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.SchemaInference;
import dev.leeway.core.profile.TextData;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Rows scored together have the scores that they have alone, walked down [IsolationTrees].
class RankedTreesTest {

  private static final double[] ODD = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_VALUE,
    0.0,
    -0.0,
    1e300
  };

  private static Batch batch(int rows, SplittableRandom random, boolean odd) {
    double[] normal = new double[rows];
    double[] heavy = new double[rows];
    double[] ties = new double[rows];
    int[] names = new int[rows];
    for (int row = 0; row < rows; row++) {
      normal[row] = random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian();
      heavy[row] = Math.exp(4 * random.nextGaussian()) * (random.nextBoolean() ? 1 : -1);
      ties[row] = random.nextInt(4) - 1.0;
      names[row] = random.nextInt(random.nextInt(12) + 1) - 1;
      if (odd && random.nextInt(4) == 0) {
        normal[row] = ODD[random.nextInt(ODD.length)];
        heavy[row] = ODD[random.nextInt(ODD.length)];
        ties[row] = ODD[random.nextInt(ODD.length)];
      }
    }
    List<ColumnData> columns =
        List.of(
            NumericData.of(normal),
            NumericData.of(heavy),
            NumericData.of(ties),
            new TextData(
                names, rows, List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k")));
    return new Batch(List.of("normal", "heavy", "ties", "names"), columns, rows);
  }

  private static IsolationForest forest(Batch reference) {
    Schema schema = SchemaInference.infer(reference, Map.of(), Map.of(), Set.of());
    return IsolationForest.fit(schema, reference, 7);
  }

  private static void assertEqualBits(IsolationForest forest, Batch batch) {
    assertThat(forest.ranked()).isPresent();
    Scorer scorer = forest.scorer(batch);
    double[] together = scorer.scores();
    for (int row = 0; row < together.length; row++) {
      assertThat(together[row]).as("row %d", row).isEqualTo(forest.score(scorer.codes(row), 0));
    }
  }

  @Test
  void rowsTogetherScoreAsAlone() {
    SplittableRandom random = new SplittableRandom(1);
    IsolationForest forest = forest(batch(3_000, random, false));
    assertEqualBits(forest, batch(5_001, random, false));
  }

  @Test
  void extremesInfinitiesZerosAndMissingScoreAsAlone() {
    SplittableRandom random = new SplittableRandom(2);
    IsolationForest plain = forest(batch(2_000, random, false));
    IsolationForest odd = forest(batch(2_000, random, true));
    Batch current = batch(3_000, random, true);
    assertEqualBits(plain, current);
    assertEqualBits(odd, current);
  }

  @Test
  void absentColumnsScoreAsAlone() {
    SplittableRandom random = new SplittableRandom(3);
    IsolationForest forest = forest(batch(1_000, random, false));
    Batch whole = batch(300, random, false);
    Batch lacking =
        new Batch(
            List.of("normal", "names"),
            List.of(whole.column("normal").orElseThrow(), whole.column("names").orElseThrow()),
            300);
    assertEqualBits(forest, lacking);
  }

  @Test
  void aForestReadFromBytesScoresAlike() {
    SplittableRandom random = new SplittableRandom(4);
    IsolationForest forest = forest(batch(1_000, random, true));
    Batch current = batch(700, random, true);
    IsolationForest read = IsolationForest.ofBytes(forest.toBytes());
    assertThat(read.scores(current)).isEqualTo(forest.scores(current));
    assertEqualBits(read, current);
  }

  @Test
  void aConstantReferenceScoresHalf() {
    double[] same = new double[500];
    Batch reference = new Batch(List.of("x"), List.of(NumericData.of(same)), 500);
    assertEqualBits(forest(reference), reference);
  }
}
