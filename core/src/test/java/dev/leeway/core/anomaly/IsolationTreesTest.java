package dev.leeway.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IsolationTreesTest {

  private static final double NONE = Double.NEGATIVE_INFINITY;

  /// Splits x at 5 (seen 2 to 9), then on the left y at 1 (seen 0 to 4, below is strange).
  private static IsolationTrees byHand() {
    IsolationTrees trees = new IsolationTrees();
    int root = trees.addRoot();
    int first = trees.addNodes(3);
    trees.setSplit(root, 0, false, 2, 9, 5, first);
    int second = trees.addNodes(3);
    trees.setSplit(first, 1, true, 0, 4, 1, second);
    trees.setLeaf(first + 1, 1, 3);
    trees.setLeaf(first + 2, 1, 0);
    trees.setLeaf(second, 2, 1);
    trees.setLeaf(second + 1, 2, 2);
    trees.setLeaf(second + 2, 2, 0);
    return trees;
  }

  private static double path(double x, double y) {
    return byHand().path(0, new double[] {x, y}, 0);
  }

  @Test
  void pathIsItsEdgesAndTheAverageOfWhatTheLeafHolds() {
    assertThat(path(4.9, 0.5)).isEqualTo(2);
    assertThat(path(4.9, 1)).isEqualTo(3);
    assertThat(path(5, 1)).isCloseTo(1 + 5 / 3.0, within(1e-15));
    assertThat(path(Double.NaN, 1)).as("missing").isEqualTo(1);
    assertThat(path(4, -0.1)).as("strange").isEqualTo(2);
    assertThat(path(4, Double.NaN)).as("missing").isEqualTo(2);
  }

  @Test
  void beyondTheRangeThePathIsTheExpectedOne() {
    double[] from = {2, NONE};
    double[] to = {9, Double.POSITIVE_INFINITY};
    // at 16 it is 7 beyond, 14 from the far end: half the time it is set apart at once
    assertThat(byHand().pathBeyond(0, new double[] {16, 0}, 0, from, to))
        .isCloseTo(0.5 * 1 + 0.5 * (1 + 5 / 3.0), within(1e-15));
    // at 0 it is 2 beyond and 9 from the far end, and goes on to a leaf of path 3
    assertThat(byHand().pathBeyond(0, new double[] {0, 2}, 0, from, to))
        .isCloseTo(2 / 9.0 * 1 + 7 / 9.0 * 3, within(1e-15));
    assertThat(byHand().pathBeyond(0, new double[] {Double.MAX_VALUE, 2}, 0, from, to))
        .isCloseTo(1, within(1e-15));
    assertThat(byHand().pathBeyond(0, new double[] {4, 2}, 0, from, to)).isEqualTo(path(4, 2));
  }

  @Test
  void treeOfTwoRowsSplitsBetweenThem() {
    IsolationTrees trees = grow(new double[][] {{3, 8}}, 1);
    assertThat(trees.split(trees.root(0))).isGreaterThan(3).isLessThanOrEqualTo(8);
    assertThat(trees.path(0, new double[] {3}, 0)).isEqualTo(1);
    assertThat(trees.path(0, new double[] {8}, 0)).isEqualTo(1);
  }

  @Test
  void neighbouringDoublesAreToldApart() {
    double low = 1;
    double high = Math.nextUp(low);
    for (int seed = 0; seed < 20; seed++) {
      IsolationTrees trees = grow(new double[][] {{low, high}}, seed);
      assertThat(trees.split(trees.root(0))).isEqualTo(high);
    }
  }

  @Test
  void missingRowsHaveTheirOwnBranchAndDoNotCountWithOthers() {
    double nan = Double.NaN;
    IsolationTrees trees = grow(new double[][] {{1, 1, nan, 1, nan, 1}}, 1);
    // all present values are equal, so the one split is between present and missing
    assertThat(trees.path(0, new double[] {1}, 0))
        .isCloseTo(1 + IsolationForest.averagePath(4), within(1e-15));
    assertThat(trees.path(0, new double[] {nan}, 0)).isEqualTo(2);
  }

  @Test
  void everyLeafHoldsTheRowsThatReachIt() {
    MixedRows rows = new MixedRows(256, 5);
    IsolationTrees trees = grow(rows.codes, 3);
    int[] reached = new int[4096];
    double[] row = new double[5];
    for (int i = 0; i < 256; i++) {
      for (int feature = 0; feature < 5; feature++) {
        row[feature] = rows.codes[feature][i];
      }
      int node = trees.root(0);
      int depth = 0;
      while (trees.feature(node) >= 0) {
        double value = row[trees.feature(node)];
        node = trees.left(node) + (Double.isNaN(value) ? 2 : value < trees.split(node) ? 0 : 1);
        depth++;
      }
      reached[node]++;
      assertThat(depth).isLessThanOrEqualTo(8);
    }
    for (int node = 0; node < reached.length; node++) {
      if (reached[node] > 0) {
        assertThat(trees.rows(node)).isEqualTo(reached[node]);
      }
    }
  }

  @Test
  void heightLimitIsTheLogarithmRoundedUp() {
    assertThat(TreeGrower.heightLimit(0)).isZero();
    assertThat(TreeGrower.heightLimit(1)).isZero();
    assertThat(TreeGrower.heightLimit(2)).isEqualTo(1);
    assertThat(TreeGrower.heightLimit(3)).isEqualTo(2);
    assertThat(TreeGrower.heightLimit(255)).isEqualTo(8);
    assertThat(TreeGrower.heightLimit(256)).isEqualTo(8);
    assertThat(TreeGrower.heightLimit(257)).isEqualTo(9);
  }

  private static IsolationTrees grow(double[][] codes, long seed) {
    IsolationTrees trees = new IsolationTrees();
    int rows = codes[0].length;
    new TreeGrower(trees, codes, new boolean[codes.length], rows)
        .grow(IntStream.range(0, rows).toArray(), new SplitMix(seed));
    return trees;
  }

  /// Numbers, some tied and some missing.
  private record MixedRows(double[][] codes) {
    MixedRows(int rows, int features) {
      this(new double[features][rows]);
      SplitMix random = new SplitMix(5);
      for (double[] column : codes) {
        for (int row = 0; row < rows; row++) {
          column[row] = random.nextInt(20) == 0 ? Double.NaN : random.nextInt(40);
        }
      }
    }
  }
}
