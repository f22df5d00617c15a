package dev.leeway.core.anomaly;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An isolation forest fitted on a reference: it gives a row a score that is the higher the fewer
/// random splits set the row apart from reference rows. Immutable.
///
/// **Score.** s(x) = 2^(−E[h(x)] / c(ψ)) in (0, 1), where h is the length of a row's path in a
/// tree, averaged over [#TREES] trees, each grown on ψ = min([#SUBSAMPLE], fitted rows) of the
/// fitted rows down to a height of ⌈log₂ ψ⌉. A path that ends in a leaf of n rows counts c(n) =
/// 2H(n − 1) − 2(n − 1)/n more, H being harmonic numbers (exact here): the average path of an
/// unsuccessful search in a binary search tree. Rows like the reference have scores around ½ and
/// below; clearly isolated ones approach 1. Liu, Ting, Zhou (2008), Isolation forest, ICDM,
/// equations 1 and 2. As in their text, a split draws a feature and a point between its extremes in
/// the node; features that do not vary there are not drawn.
///
/// **Features** are the schema's columns of role FEATURE. Numbers and datetimes are split as
/// numbers; infinities count as the largest finite numbers. Categories and booleans are split by
/// their share of fitted rows, so that a rare one is set apart sooner than a frequent one; a
/// missing category is one of them, and those seen once or never are taken together. Free text is
/// left out ([#leftOut()]).
///
/// **Missing numbers** (also NaN and unreadable ones) are a value of their own: each split has a
/// third branch for them, and so it has for categories rarer than all that the node saw. Where no
/// fitted row went that way the path ends, so that a value which the reference always has is
/// conspicuous when it is missing.
///
/// **Numbers beyond the range** of the fitted rows have no place in a tree: as published, a million
/// would be no more unusual than the largest number fitted. Instead, a split on such a feature
/// counts the expected path if the row had been in the node: a uniform split between the extremes
/// would set it apart with chance (distance to the node's range) / (distance to the far end of it).
/// The idea is that of insertion in Guha, Mishra, Roy, Schrijvers (2016), Robust random cut forest.
/// All other rows' scores are as published.
///
/// **What it cannot see.** A feature that is the same in all fitted rows is never split, and tells
/// nothing when it changes: drift detection does. Among many features a single odd one is seldom
/// drawn and moves the score little.
///
/// **Fitting and holding out.** Scores of fitted rows are lower than those of new rows, so what is
/// usual is learnt from rows that were not fitted: half of the reference's rows, drawn at random,
/// at most [#MOST_FITTED], are fitted, and at most [#MOST_HELD_OUT] others held out. The threshold
/// is one of the held-out rows' scores; see [UnusualSamples]. Nothing of the held-out rows enters
/// the forest.
///
/// Every draw comes from the seed: the same reference, rows in the same order, and the same seed
/// give the same forest to the bit, on every machine. Another order of the reference's rows gives
/// another, equally good forest. Scores of a row depend on the forest and the row alone.
public final class IsolationForest {

  /// The number of trees.
  public static final int TREES = 100;

  /// The most rows that one tree is grown on.
  public static final int SUBSAMPLE = 256;

  /// The most rows fitted: as many as all trees together can use.
  public static final int MOST_FITTED = TREES * SUBSAMPLE;

  /// The most rows held out, by which a share of 1 % is known to 0.07 points (standard error).
  public static final int MOST_HELD_OUT = 20_000;

  /// Fitted rows by whose values a row's are replaced, to see which of them matter.
  public static final int BACKGROUND = 32;

  private final List<FeatureCoding> codings;
  private final List<String> leftOut;
  private final IsolationTrees trees;
  private final Optional<RankedTrees> ranked;
  private final int subsample;
  private final double averagePath;

  /// The range of the fitted rows, by feature.
  private final double[] from;

  private final double[] to;

  /// Codes of some fitted rows, one row after the other.
  private final double[] background;

  /// Ascending.
  private final double[] heldOut;

  IsolationForest(
      List<FeatureCoding> codings,
      List<String> leftOut,
      IsolationTrees trees,
      int subsample,
      double[] background,
      double[] heldOut) {
    this.codings = List.copyOf(codings);
    this.leftOut = List.copyOf(leftOut);
    this.trees = trees;
    this.ranked = RankedTrees.of(trees, this.codings);
    this.subsample = subsample;
    this.averagePath = averagePath(subsample);
    this.from = this.codings.stream().mapToDouble(FeatureCoding::from).toArray();
    this.to = this.codings.stream().mapToDouble(FeatureCoding::to).toArray();
    this.background = background;
    this.heldOut = heldOut;
  }

  /// Fits a forest on the features of `schema` in `reference`. A reference without rows, features
  /// or variation gives a forest whose scores are all ½; [UnusualSamples#reason()] says so.
  ///
  /// Time and memory: O(rows) to draw, then bounded by the constants above; about 0.1 s.
  ///
  /// @throws IllegalArgumentException when a feature of the schema is not in the reference
  public static IsolationForest fit(Schema schema, Batch reference, long seed) {
    List<String> leftOut = new ArrayList<>();
    List<FeatureCoding> codings = new ArrayList<>();
    List<double[]> fittedCodes = new ArrayList<>();
    RowSplit split = RowSplit.of(reference.rows(), new SplitMix(seed));
    for (ColumnSpec column : schema.columns(Role.FEATURE)) {
      ColumnData data =
          reference
              .column(column.name())
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "the reference data must have the schema's column " + column.name()));
      if (column.kind() == Kind.TEXT) {
        leftOut.add(column.name());
      } else {
        FeatureCoding coding = FeatureCoding.of(column, data, split.fitted());
        codings.add(coding);
        fittedCodes.add(
            Arrays.stream(split.fitted()).mapToDouble(coding.codes(data)::at).toArray());
      }
    }
    double[][] codes = fittedCodes.toArray(new double[0][]);
    int fitted = split.fitted().length;
    int subsample = Math.min(SUBSAMPLE, fitted);
    IsolationForest forest =
        new IsolationForest(
            codings,
            leftOut,
            grow(codes, codings, fitted, subsample, seed),
            subsample,
            background(codes, Math.min(BACKGROUND, fitted)),
            new double[0]);
    double[] heldOut = forest.scorer(reference).scores(split.heldOut());
    Arrays.sort(heldOut);
    return new IsolationForest(
        codings, leftOut, forest.trees, subsample, forest.background, heldOut);
  }

  private static IsolationTrees grow(
      double[][] codes, List<FeatureCoding> codings, int rows, int subsample, long seed) {
    boolean[] lowIsStrange = new boolean[codings.size()];
    for (int feature = 0; feature < lowIsStrange.length; feature++) {
      lowIsStrange[feature] = codings.get(feature).lowIsStrange();
    }
    IsolationTrees trees = new IsolationTrees();
    TreeGrower grower = new TreeGrower(trees, codes, lowIsStrange, subsample);
    int[] rowNumbers = new int[rows];
    for (int tree = 0; tree < TREES; tree++) {
      SplitMix random = SplitMix.stream(seed, tree);
      for (int row = 0; row < rows; row++) {
        rowNumbers[row] = row;
      }
      grower.grow(RowSplit.shuffled(rowNumbers, subsample, random), random);
    }
    return trees;
  }

  private static double[] background(double[][] codes, int rows) {
    double[] background = new double[rows * codes.length];
    for (int row = 0; row < rows; row++) {
      for (int feature = 0; feature < codes.length; feature++) {
        background[row * codes.length + feature] = codes[feature][row];
      }
    }
    return background;
  }

  /// c(n), the average path length of an unsuccessful search in a binary search tree of n rows; 0
  /// below 2.
  static double averagePath(int n) {
    if (n < 2) {
      return 0;
    }
    double harmonic = 0;
    for (int i = n - 1; i > 0; i--) {
      harmonic += 1.0 / i;
    }
    return 2 * harmonic - 2 * (n - 1.0) / n;
  }

  /// Which of n held-out scores, from the highest, is the threshold: max(1, ⌊(n + 1) / 100⌋).
  static long rank(long heldOut) {
    return Math.max(1, (heldOut + 1) / 100);
  }

  /// The forest as bytes, from which [#ofBytes(byte[])] makes an equal one; equal forests have
  /// equal bytes. At most about 1 MB for numbers, and more where categories are many.
  public byte[] toBytes() {
    return ForestCodec.write(this);
  }

  /// The forest that [#toBytes()] wrote.
  ///
  /// @throws IllegalArgumentException when the bytes are damaged, of another version or no forest
  public static IsolationForest ofBytes(byte[] bytes) {
    return ForestCodec.read(bytes);
  }

  /// The features that rows are scored by, in the schema's order.
  public List<String> features() {
    return codings.stream().map(coding -> coding.column().name()).toList();
  }

  /// The features that are free text and not used.
  public List<String> leftOut() {
    return leftOut;
  }

  /// Whether the fitted rows are alike in all features, so that all scores are ½.
  public boolean isConstant() {
    return !trees.hasSplit();
  }

  /// The score above which a row is unusual; ½ when no row was held out.
  public double threshold() {
    return heldOut.length == 0
        ? 0.5
        : heldOut[Math.toIntExact(heldOut.length - rank(heldOut.length))];
  }

  /// The held-out rows, and how many of them score above the threshold.
  public RowShare reference() {
    return new RowShare(atLeast(Math.nextUp(threshold())), heldOut.length);
  }

  /// The scores of the rows of a batch, ready to be computed.
  public Scorer scorer(Batch batch) {
    return new Scorer(this, batch);
  }

  /// The scores of all rows.
  public double[] scores(Batch batch) {
    return scorer(batch).scores();
  }

  /// Held-out rows that score `score` or higher.
  int atLeast(double score) {
    int low = 0;
    int high = heldOut.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (heldOut[middle] < score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return heldOut.length - low;
  }

  /// The score of the row whose codes start at `start`.
  double score(double[] codes, int start) {
    boolean beyond = isBeyond(codes, start);
    double sum = 0;
    for (int tree = 0; tree < trees.trees(); tree++) {
      sum +=
          beyond ? trees.pathBeyond(tree, codes, start, from, to) : trees.path(tree, codes, start);
    }
    return score(sum);
  }

  /// Whether a number of the row lies beyond the range of the fitted rows.
  private boolean isBeyond(double[] codes, int start) {
    for (int feature = 0; feature < from.length; feature++) {
      double code = codes[start + feature];
      if (code < from[feature] || code > to[feature]) {
        return true;
      }
    }
    return false;
  }

  /// Marks the rows whose code of one feature lies beyond the range of the fitted rows.
  void markBeyond(int feature, double[] codes, int rows, boolean[] beyond) {
    double least = from[feature];
    double most = to[feature];
    for (int row = 0; row < rows; row++) {
      beyond[row] |= codes[row] < least || codes[row] > most;
    }
  }

  /// The score for paths of this sum. StrictMath, since equal forests must give equal bits.
  double score(double sumOfPaths) {
    return averagePath == 0 || isConstant()
        ? 0.5
        : StrictMath.pow(2, -sumOfPaths / (trees.trees() * averagePath));
  }

  List<FeatureCoding> codings() {
    return codings;
  }

  /// The trees for many rows at once, if they can be laid out so.
  Optional<RankedTrees> ranked() {
    return ranked;
  }

  IsolationTrees trees() {
    return trees;
  }

  int subsample() {
    return subsample;
  }

  double[] background() {
    return background;
  }

  double[] heldOut() {
    return heldOut;
  }
}
