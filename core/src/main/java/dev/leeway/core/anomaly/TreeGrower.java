package dev.leeway.core.anomaly;

/// Grows isolation trees on subsamples. Liu, Ting, Zhou (2008), Isolation forest, algorithm 2, with
/// two additions: only features that vary in a node are drawn, and rows whose feature is missing
/// have a branch of their own.
final class TreeGrower {

  private final IsolationTrees trees;
  private final double[][] codes;
  private final boolean[] lowIsStrange;
  private final int heightLimit;

  /// @param codes by feature and row
  /// @param lowIsStrange by feature, whether codes below a node's take the third branch
  /// @param subsample the most rows a tree is grown on
  TreeGrower(IsolationTrees trees, double[][] codes, boolean[] lowIsStrange, int subsample) {
    this.trees = trees;
    this.codes = codes;
    this.lowIsStrange = lowIsStrange;
    this.heightLimit = heightLimit(subsample);
  }

  /// ⌈log₂ size⌉, about the height of a balanced tree.
  static int heightLimit(int size) {
    return size < 2 ? 0 : 32 - Integer.numberOfLeadingZeros(size - 1);
  }

  /// Adds a tree on `sample`, which it reorders.
  void grow(int[] sample, SplitMix random) {
    int[] features = new int[codes.length];
    for (int i = 0; i < features.length; i++) {
      features[i] = i;
    }
    grow(trees.addRoot(), sample, 0, sample.length, 0, features, features.length, random);
  }

  /// @param features the first `varying` of them may vary in the node's rows, the others do not
  private void grow(
      int node,
      int[] sample,
      int from,
      int to,
      int depth,
      int[] features,
      int varying,
      SplitMix random) {
    if (depth < heightLimit && to - from > 1) {
      int left = varying;
      while (left > 0) {
        int at = random.nextInt(left);
        int feature = features[at];
        Range range = Range.of(codes[feature], sample, from, to);
        if (range.varies()) {
          split(node, feature, range, sample, from, to, depth, features, left, random);
          return;
        }
        features[at] = features[--left];
        features[left] = feature;
      }
    }
    trees.setLeaf(node, depth, to - from);
  }

  private void split(
      int node,
      int feature,
      Range range,
      int[] sample,
      int from,
      int to,
      int depth,
      int[] features,
      int varying,
      SplitMix random) {
    double at = range.draw(random);
    double[] values = codes[feature];
    // rows in order: left, right, missing
    int left = from;
    int right = from;
    for (int i = from; i < to; i++) {
      int row = sample[i];
      double value = values[row];
      if (value < at) {
        sample[i] = sample[right];
        sample[right++] = sample[left];
        sample[left++] = row;
      } else if (value >= at) {
        sample[i] = sample[right];
        sample[right++] = row;
      }
    }
    int children = trees.addNodes(3);
    trees.setSplit(
        node, feature, lowIsStrange[feature], range.smallest(), range.largest(), at, children);
    grow(children, sample, from, left, depth + 1, features, varying, random);
    grow(children + 1, sample, left, right, depth + 1, features, varying, random);
    grow(children + 2, sample, right, to, depth + 1, features, varying, random);
  }

  /// The values of a feature in a node.
  ///
  /// @param present rows with a value
  private record Range(double smallest, double largest, int present, int rows) {

    static Range of(double[] values, int[] sample, int from, int to) {
      double smallest = Double.POSITIVE_INFINITY;
      double largest = Double.NEGATIVE_INFINITY;
      int present = 0;
      for (int i = from; i < to; i++) {
        double value = values[sample[i]];
        if (!Double.isNaN(value)) {
          present++;
          smallest = Math.min(smallest, value);
          largest = Math.max(largest, value);
        }
      }
      return new Range(smallest, largest, present, to - from);
    }

    boolean varies() {
      return smallest < largest || (present > 0 && present < rows);
    }

    /// Uniform on (smallest, largest], without overflow; infinite when only missing rows are to be
    /// told apart.
    double draw(SplitMix random) {
      if (smallest == largest) {
        return Double.POSITIVE_INFINITY;
      }
      double u = random.nextDouble();
      double at = smallest * u + largest * (1 - u);
      return at > smallest && at <= largest ? at : largest;
    }
  }
}
