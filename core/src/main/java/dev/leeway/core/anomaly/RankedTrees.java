package dev.leeway.core.anomaly;

import dev.leeway.core.profile.BinIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The trees of a forest, laid out to walk many rows down them at once. Immutable.
///
/// A tree compares a code only with the limits in its nodes, so a code may be replaced by its
/// *rank*: 0 for NaN, else one more than the number of the feature's limits in all trees that are
/// not above it. Ranks of 15 bits let a node fit into one long, and a comparison with both of its
/// limits into one subtraction, without a branch that a processor would have to guess: the rank
/// stands twice in an int, each time below a set guard bit, and the guard bits left after the
/// limits are subtracted count the limits that are not above it. That many places after the first
/// child lies the next node: first the branch of missing and strange codes, then left, then right.
/// A leaf leads to itself, so that all rows take as many steps as the tree is high, and several go
/// abreast.
///
/// The leaves that rows reach, and the order in which path lengths are added, are those of
/// [IsolationTrees]; so are the sums, to the bit.
final class RankedTrees {

  /// Rows that are walked down together, and lie together in what [#rank] writes.
  static final int BLOCK = 256;

  private static final int ABREAST = 8;
  private static final int GUARDS = 0x80008000;
  private static final int CHILD_BITS = 18;
  private static final int CHILD = (1 << CHILD_BITS) - 1;
  private static final int MOST_FEATURES = 1 << (Integer.SIZE - CHILD_BITS);

  /// Above every rank.
  private static final int NO_RANK = 0x7fff;

  /// By feature.
  private final BinIndex[] limits;

  /// From the highest bit: the limits of right and left (16 bits each), the feature, the first
  /// child.
  private final long[] nodes;

  /// The length of the path that ends in a leaf.
  private final double[] paths;

  /// By tree.
  private final int[] roots;

  /// By tree.
  private final int[] heights;

  private RankedTrees(BinIndex[] limits, IsolationTrees trees) {
    this.limits = limits;
    this.nodes = new long[trees.nodes()];
    this.paths = new double[trees.nodes()];
    this.roots = new int[trees.trees()];
    this.heights = new int[trees.trees()];
    for (int tree = 0; tree < roots.length; tree++) {
      roots[tree] = trees.root(tree);
      heights[tree] = place(trees, roots[tree], roots[tree]);
    }
  }

  /// The layout of the trees; empty where features, limits or nodes are more than it can number,
  /// which takes more than 16,000 features.
  static Optional<RankedTrees> of(IsolationTrees trees, List<FeatureCoding> codings) {
    if (codings.size() > MOST_FEATURES || trees.nodes() > CHILD) {
      return Optional.empty();
    }
    double[][] limits = limits(trees, codings.size());
    BinIndex[] indices = new BinIndex[limits.length];
    for (int feature = 0; feature < limits.length; feature++) {
      if (limits[feature].length >= NO_RANK - 1) {
        return Optional.empty();
      }
      double[] likely =
          codings.get(feature) instanceof NumberCoding numbers
              ? numbers.quantiles()
              : limits[feature];
      indices[feature] = BinIndex.of(limits[feature], likely);
    }
    return Optional.of(new RankedTrees(indices, trees));
  }

  /// For each feature what its nodes compare with: the double below each limit, so that a code is
  /// above it when it is not below the limit.
  private static double[][] limits(IsolationTrees trees, int features) {
    int[] counts = new int[features];
    double[][] limits = new double[features][16];
    for (int node = 0; node < trees.nodes(); node++) {
      int feature = trees.feature(node);
      if (feature >= 0) {
        if (counts[feature] + 2 > limits[feature].length) {
          limits[feature] = Arrays.copyOf(limits[feature], 2 * limits[feature].length);
        }
        if (trees.split(node) <= Double.MAX_VALUE) {
          limits[feature][counts[feature]++] = Math.nextDown(trees.split(node));
        }
        if (trees.low(node) != Double.NEGATIVE_INFINITY) {
          limits[feature][counts[feature]++] = Math.nextDown(trees.low(node));
        }
      }
    }
    for (int feature = 0; feature < features; feature++) {
      limits[feature] =
          Arrays.stream(limits[feature], 0, counts[feature]).sorted().distinct().toArray();
    }
    return limits;
  }

  /// Places a node and what is below it; returns its height.
  private int place(IsolationTrees trees, int from, int at) {
    int feature = trees.feature(from);
    if (feature < 0) {
      nodes[at] = node(NO_RANK, NO_RANK, 0, at);
      paths[at] = trees.split(from);
      return 0;
    }
    double low = trees.low(from);
    int lowRank = low == Double.NEGATIVE_INFINITY ? 1 : rank(feature, low);
    int first = trees.left(from);
    nodes[at] = node(rank(feature, trees.split(from)), lowRank, feature, first);
    int missing = place(trees, first + 2, first);
    int left = place(trees, first, first + 1);
    int right = place(trees, first + 1, first + 2);
    return 1 + Math.max(missing, Math.max(left, right));
  }

  private static long node(int split, int low, int feature, int first) {
    return (long) split << 48 | (long) low << 32 | (long) feature << CHILD_BITS | first;
  }

  private int rank(int feature, double limit) {
    // the first bin of codes that are not below the limit; no code is above the largest double
    return limit > Double.MAX_VALUE ? NO_RANK : limits[feature].bin(limit) + 1;
  }

  /// Room for the ranks of some rows, all NaN so far.
  int[] ranks(int rows) {
    int blocks = (rows + BLOCK - 1) / BLOCK;
    int[] ranks = new int[Math.multiplyExact(blocks * BLOCK, limits.length)];
    Arrays.fill(ranks, GUARDS);
    return ranks;
  }

  /// Writes the ranks of one feature's codes, block by block and within it feature by feature.
  ///
  /// @param located room for as many bins
  void rank(int feature, double[] codes, int rows, int[] located, int[] ranks) {
    limits[feature].locate(codes, 0, rows, located);
    for (int start = 0; start < rows; start += BLOCK) {
      int at = start * limits.length + feature * BLOCK;
      for (int row = start; row < Math.min(rows, start + BLOCK); row++) {
        int rank = Double.isNaN(codes[row]) ? 0 : located[row] + 1;
        ranks[at++] = rank * 0x10001 | GUARDS;
      }
    }
  }

  /// Adds up the lengths of the paths in all trees for the block of rows that begins with row
  /// `first`.
  ///
  /// @param sums as many as a block has rows
  void sumPaths(int[] ranks, int first, double[] sums) {
    long[] nodes = this.nodes;
    double[] paths = this.paths;
    Arrays.fill(sums, 0);
    for (int tree = 0; tree < roots.length; tree++) {
      int root = roots[tree];
      int height = heights[tree];
      for (int row = 0; row < BLOCK; row += ABREAST) {
        int at = first * limits.length + row;
        int a = root;
        int b = root;
        int c = root;
        int d = root;
        int e = root;
        int f = root;
        int g = root;
        int h = root;
        for (int step = 0; step < height; step++) {
          a = child(nodes[a], ranks, at);
          b = child(nodes[b], ranks, at + 1);
          c = child(nodes[c], ranks, at + 2);
          d = child(nodes[d], ranks, at + 3);
          e = child(nodes[e], ranks, at + 4);
          f = child(nodes[f], ranks, at + 5);
          g = child(nodes[g], ranks, at + 6);
          h = child(nodes[h], ranks, at + 7);
        }
        sums[row] += paths[a];
        sums[row + 1] += paths[b];
        sums[row + 2] += paths[c];
        sums[row + 3] += paths[d];
        sums[row + 4] += paths[e];
        sums[row + 5] += paths[f];
        sums[row + 6] += paths[g];
        sums[row + 7] += paths[h];
      }
    }
  }

  private static int child(long node, int[] ranks, int at) {
    int rank = ranks[at + ((int) node >>> CHILD_BITS) * BLOCK];
    return ((int) node & CHILD) + Integer.bitCount(rank - (int) (node >>> 32) & GUARDS);
  }
}
