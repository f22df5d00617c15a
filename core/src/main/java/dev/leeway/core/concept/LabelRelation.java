package dev.leeway.core.concept;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What was learnt of how label and losses depend on the inputs: which features tell most, cells of
/// inputs within which labels are alike, a model of each class, and for each loss cells within
/// which it is alike. Immutable.
final class LabelRelation {

  private static final int MOST_USED = 16;
  private static final int CELL_DEPTH = 4;
  private static final int LOSS_DEPTH = 5;
  private static final int LEAST_CELL_ROWS = 20;

  private final LabelClasses classes;
  private final int[] used;
  private final List<FeatureBins> bins;

  /// For each feature used the codes that the reference has, as bits.
  private final long[] known;

  private final Tree cells;
  private final List<LabelModel> models = new ArrayList<>();
  private final List<Tree> lossCells = new ArrayList<>();

  private LabelRelation(
      List<FeatureBins> features,
      LabelClasses classes,
      byte[][] codes,
      int[] rows,
      int[] labels,
      double[][] losses) {
    this.classes = classes;
    byte[][] learnt = select(codes, rows);
    this.used = mostTelling(features, classes, learnt, labels);
    this.bins = Arrays.stream(used).mapToObj(features::get).toList();
    this.known = knownCodes(used(codes));
    byte[][] usedCodes = used(learnt);
    this.cells = growCells(usedCodes, labels);
    for (double[] loss : losses) {
      lossCells.add(
          growCells(usedCodes, Arrays.stream(rows).mapToDouble(row -> loss[row]).toArray()));
    }
    for (int k = classes.ordered() ? 1 : 0; k < classes.known(); k++) {
      models.add(LabelModel.fit(bins, usedCodes, classes.hits(labels, k)));
    }
  }

  /// @param codes the code of every feature and row of the reference
  /// @param rows the rows to learn from
  /// @param labels their classes
  /// @param losses each loss of every row of the reference
  static LabelRelation learn(
      List<FeatureBins> features,
      LabelClasses classes,
      byte[][] codes,
      int[] rows,
      int[] labels,
      double[][] losses) {
    return new LabelRelation(features, classes, codes, rows, labels, losses);
  }

  Tree cells() {
    return cells;
  }

  /// For each loss its own cells of inputs.
  List<Tree> lossCells() {
    return lossCells;
  }

  /// Empty counts by pairs of the features that cells and model use.
  InputGrids newGrids() {
    return new InputGrids(bins);
  }

  /// The features that a cell is told from others by.
  String cellFeatures(int cell) {
    return cells.conditions(cell).keySet().stream()
        .map(at -> bins.get(at).name())
        .collect(Collectors.joining(" and "));
  }

  /// A cell in words, such as `X1 > 0.2 and X2 = red`.
  String cellWords(int cell) {
    return cells.conditions(cell).entrySet().stream()
        .map(condition -> bins.get(condition.getKey()).words(condition.getValue()))
        .collect(Collectors.joining(" and "));
  }

  /// Of the codes those of the features that cells and model use.
  byte[][] used(byte[][] codes) {
    byte[][] chosen = new byte[used.length][];
    Arrays.setAll(chosen, at -> codes[used[at]]);
    return chosen;
  }

  /// Whether some input that cells or model use has a code that the reference never had.
  boolean isOutside(byte[][] usedCodes, int row) {
    for (int at = 0; at < usedCodes.length; at++) {
      if ((known[at] >>> usedCodes[at][row] & 1) == 0) {
        return true;
      }
    }
    return false;
  }

  /// The chance of every class and row, in parts of [LabelModel#SCALE]; 0 for classes that the
  /// reference does not have. Models of ordered classes give the chance of a class or a greater
  /// one, and differences of these may be slightly below 0.
  int[][] chances(byte[][] usedCodes, int rows) {
    int[][] chances = new int[classes.size()][rows];
    if (!classes.ordered()) {
      for (int k = 0; k < models.size(); k++) {
        chances[k] = models.get(k).chances(usedCodes, rows);
      }
      return chances;
    }
    Arrays.fill(chances[0], LabelModel.SCALE);
    for (int k = 1; k <= models.size(); k++) {
      int[] reaching = models.get(k - 1).chances(usedCodes, rows);
      for (int row = 0; row < rows; row++) {
        chances[k - 1][row] -= reaching[row];
        chances[k][row] = reaching[row];
      }
    }
    return chances;
  }

  /// Positions of the features within whose coarse bins labels are most alike: largest sum of
  /// squares between bins for each bin.
  private static int[] mostTelling(
      List<FeatureBins> features, LabelClasses classes, byte[][] codes, int[] labels) {
    double[] gain = new double[features.size()];
    for (int feature = 0; feature < gain.length; feature++) {
      FeatureBins bins = features.get(feature);
      double[][] hits = new double[bins.coarseBins()][classes.size()];
      double[] rows = new double[bins.coarseBins()];
      for (int row = 0; row < labels.length; row++) {
        int bin = bins.coarse(codes[feature][row]);
        hits[bin][labels[row]]++;
        rows[bin]++;
      }
      double[] all = new double[classes.size()];
      int occupied = 0;
      for (int bin = 0; bin < rows.length; bin++) {
        if (rows[bin] > 0) {
          occupied++;
          for (int k = 0; k < all.length; k++) {
            all[k] += hits[bin][k];
            gain[feature] += hits[bin][k] * hits[bin][k] / rows[bin];
          }
        }
      }
      gain[feature] -= Arrays.stream(all).map(h -> h * h).sum() / Math.max(1, labels.length);
      gain[feature] /= Math.max(1, occupied - 1);
    }
    List<Integer> order = new ArrayList<>();
    for (int feature = 0; feature < gain.length; feature++) {
      order.add(feature);
    }
    order.sort(Comparator.comparingDouble(feature -> -gain[feature]));
    return order.stream().limit(MOST_USED).mapToInt(feature -> feature).toArray();
  }

  private static byte[][] select(byte[][] codes, int[] rows) {
    byte[][] selected = new byte[codes.length][rows.length];
    for (int feature = 0; feature < codes.length; feature++) {
      for (int at = 0; at < rows.length; at++) {
        selected[feature][at] = codes[feature][rows[at]];
      }
    }
    return selected;
  }

  private static long[] knownCodes(byte[][] codes) {
    long[] known = new long[codes.length];
    for (int at = 0; at < known.length; at++) {
      for (byte code : codes[at]) {
        known[at] |= 1L << code;
      }
    }
    return known;
  }

  /// Cells within which labels are alike.
  private Tree growCells(byte[][] codes, int[] labels) {
    double[][] targets = new double[classes.size()][labels.length];
    int[] rows = new int[labels.length];
    for (int row = 0; row < labels.length; row++) {
      targets[labels[row]][row] = 1;
      rows[row] = row;
    }
    return growCells(codes, targets, rows, CELL_DEPTH);
  }

  /// Cells within which a loss is alike.
  private Tree growCells(byte[][] codes, double[] losses) {
    int[] rows =
        IntStream.range(0, losses.length).filter(row -> !Double.isNaN(losses[row])).toArray();
    return growCells(codes, new double[][] {losses}, rows, LOSS_DEPTH);
  }

  private Tree growCells(byte[][] codes, double[][] targets, int[] rows, int depth) {
    double[] weights = new double[targets.length == 0 ? 0 : targets[0].length];
    Arrays.fill(weights, 1);
    int least = Math.max(LEAST_CELL_ROWS, rows.length >> (depth + 1));
    Split.Finder finder = new Split.Finder(bins, codes, targets, weights, 0, least);
    return Tree.grow(finder, rows, depth, (leaf, order, from, to) -> {});
  }
}
