package dev.leeway.core.concept;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The chance of a class, or of several together, given the inputs, learnt from rows of the
/// reference: a [RankRegression] where that serves better than the class's share, boosted with
/// small trees on the features' fine bins. Friedman (2001); steps of Newton, after Friedman, Hastie
/// & Tibshirani (2000), Additive logistic regression. As many trees as serve best on a quarter of
/// the rows that they do not see, which may be none. Immutable.
final class LabelModel {

  /// Chances are given as whole numbers of this part of 1, so that sums of them are exact.
  static final int SCALE = 1 << 12;

  private static final int MOST_TREES = 50;
  private static final int PATIENCE = 8;
  private static final int DEPTH = 3;
  private static final double STEP = 0.2;
  private static final double RIDGE = 1;
  private static final int LEAST_ROWS = 10;
  private static final int FOLD = 4;
  private static final int LEAST_FOR_REGRESSION = 20;

  private final RankRegression base;
  private final List<Tree> trees;
  private final List<double[]> values;

  private LabelModel(RankRegression base, List<Tree> trees, List<double[]> values) {
    this.base = base;
    this.trees = List.copyOf(trees);
    this.values = List.copyOf(values);
  }

  /// @param bins the features to use
  /// @param codes their codes of every row
  /// @param hits whether a row is of the class
  static LabelModel fit(List<FeatureBins> bins, byte[][] codes, boolean[] hits) {
    int rows = hits.length;
    int[] learning = IntStream.range(0, rows).filter(row -> row % FOLD != 0).toArray();
    int count = 0;
    for (boolean hit : hits) {
      count += hit ? 1 : 0;
    }
    if (count == 0 || count == rows) {
      double certain = count == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      return new LabelModel(constant(certain, bins.size()), List.of(), List.of());
    }
    RankRegression base = constant(StrictMath.log((double) count / (rows - count)), bins.size());
    double[] score = scores(base, codes, rows);
    double least = surprise(score, hits);
    if (rows >= LEAST_FOR_REGRESSION) {
      RankRegression linear = RankRegression.fit(bins, codes, hits, learning);
      double[] linearScore = scores(linear, codes, rows);
      double surprise = surprise(linearScore, hits);
      if (surprise < least) {
        base = linear;
        score = linearScore;
        least = surprise;
      }
    }
    double[] gradient = new double[rows];
    double[] weight = new double[rows];
    Split.Finder finder =
        new Split.Finder(bins, codes, new double[][] {gradient}, weight, RIDGE, LEAST_ROWS);
    List<Tree> trees = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    int best = 0;
    while (trees.size() < MOST_TREES && trees.size() - best < PATIENCE) {
      for (int row = 0; row < rows; row++) {
        double chance = chance(score[row]);
        gradient[row] = (hits[row] ? 1 : 0) - chance;
        weight[row] = Math.max(1e-6, chance * (1 - chance));
      }
      double[] steps = new double[1 << DEPTH];
      Tree tree =
          Tree.grow(
              finder,
              learning.clone(),
              DEPTH,
              (leaf, order, from, to) -> steps[leaf] = step(gradient, weight, order, from, to));
      if (tree.leaves() == 1) {
        break;
      }
      for (int row = 0; row < rows; row++) {
        score[row] += steps[tree.leaf(codes, row)];
      }
      trees.add(tree);
      values.add(steps);
      double surprise = surprise(score, hits);
      if (surprise < least) {
        least = surprise;
        best = trees.size();
      }
    }
    return new LabelModel(base, trees.subList(0, best), values.subList(0, best));
  }

  private static RankRegression constant(double score, int features) {
    return new RankRegression(score, new double[features][FeatureBins.MOST_CODES]);
  }

  private static double[] scores(RankRegression base, byte[][] codes, int rows) {
    double[] scores = new double[rows];
    for (int row = 0; row < rows; row++) {
      scores[row] = base.score(codes, row);
    }
    return scores;
  }

  private static double step(double[] gradient, double[] weight, int[] order, int from, int to) {
    double sum = 0;
    double weights = RIDGE;
    for (int at = from; at < to; at++) {
      sum += gradient[order[at]];
      weights += weight[order[at]];
    }
    return STEP * sum / weights;
  }

  /// The log loss over the rows kept back.
  private static double surprise(double[] score, boolean[] hits) {
    double sum = 0;
    for (int row = 0; row < score.length; row += FOLD) {
      double margin = hits[row] ? score[row] : -score[row];
      sum += StrictMath.log1p(StrictMath.exp(-margin));
    }
    return sum;
  }

  private static double chance(double score) {
    return 1 / (1 + StrictMath.exp(-score));
  }

  /// The chance for each of `rows` rows, in parts of [#SCALE].
  int[] chances(byte[][] codes, int rows) {
    double[] score = scores(base, codes, rows);
    for (int tree = 0; tree < trees.size(); tree++) {
      double[] steps = values.get(tree);
      for (int row = 0; row < rows; row++) {
        score[row] += steps[trees.get(tree).leaf(codes, row)];
      }
    }
    int[] chances = new int[rows];
    for (int row = 0; row < rows; row++) {
      chances[row] = (int) Math.round(SCALE * chance(score[row]));
    }
    return chances;
  }
}
