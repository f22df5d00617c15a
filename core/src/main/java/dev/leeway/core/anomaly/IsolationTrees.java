package dev.leeway.core.anomaly;

import java.util.Arrays;

/// The nodes of all trees in flat arrays.
///
/// A leaf has feature −1, its path length in `split` and its rows in `left`. Any other node sends a
/// row by the code v of its feature: to `left` when v < split, to `left` + 1 when v ≥ split, and to
/// `left` + 2 when v is NaN or below `low`. `smallest` and `largest` are the codes that the node's
/// rows had. Not thread-safe while it grows, immutable in use afterwards.
final class IsolationTrees {

  private static final int LEAF = -1;

  private int[] feature = new int[1024];
  private double[] split = new double[1024];
  private double[] low = new double[1024];
  private double[] smallest = new double[1024];
  private double[] largest = new double[1024];
  private int[] left = new int[1024];
  private int nodes;
  private int[] roots = new int[128];
  private int trees;

  /// Whether some tree has a split.
  boolean hasSplit() {
    return nodes > trees;
  }

  /// Starts a tree; its root is the node that is returned, a leaf so far.
  int addRoot() {
    if (trees == roots.length) {
      roots = Arrays.copyOf(roots, 2 * trees);
    }
    int root = addNodes(1);
    roots[trees++] = root;
    return root;
  }

  /// Adds leaves next to each other; returns the first.
  int addNodes(int count) {
    int first = nodes;
    nodes += count;
    if (nodes > feature.length) {
      int length = Math.max(nodes, 2 * feature.length);
      feature = Arrays.copyOf(feature, length);
      split = Arrays.copyOf(split, length);
      low = Arrays.copyOf(low, length);
      smallest = Arrays.copyOf(smallest, length);
      largest = Arrays.copyOf(largest, length);
      left = Arrays.copyOf(left, length);
    }
    Arrays.fill(feature, first, nodes, LEAF);
    return first;
  }

  void setLeaf(int node, int depth, int rows) {
    split[node] = depth + IsolationForest.averagePath(rows);
    left[node] = rows;
  }

  /// @param strange whether codes below the smallest take the third branch
  void setSplit(
      int node,
      int byFeature,
      boolean strange,
      double smallestCode,
      double largestCode,
      double at,
      int leftNode) {
    feature[node] = byFeature;
    low[node] = strange ? smallestCode : Double.NEGATIVE_INFINITY;
    smallest[node] = smallestCode;
    largest[node] = largestCode;
    split[node] = at;
    left[node] = leftNode;
  }

  int trees() {
    return trees;
  }

  /// The nodes of all trees; those of a tree lie together, from its root on.
  int nodes() {
    return nodes;
  }

  int root(int tree) {
    return roots[tree];
  }

  int feature(int node) {
    return feature[node];
  }

  double split(int node) {
    return split[node];
  }

  /// Codes below it take the third branch.
  double low(int node) {
    return low[node];
  }

  /// The rows that a leaf was grown with.
  int rows(int leaf) {
    return left[leaf];
  }

  double smallest(int node) {
    return smallest[node];
  }

  double largest(int node) {
    return largest[node];
  }

  int left(int node) {
    return left[node];
  }

  /// The path length in one tree of the row whose codes start at `start`.
  double path(int tree, double[] codes, int start) {
    int node = roots[tree];
    int by = feature[node];
    while (by >= 0) {
      node = child(node, codes[start + by]);
      by = feature[node];
    }
    return split[node];
  }

  private int child(int node, double value) {
    if (value >= low[node]) {
      return value < split[node] ? left[node] : left[node] + 1;
    }
    return left[node] + 2;
  }

  /// The same for a row with numbers beyond the range `from` … `to` of all fitted rows: the
  /// expected path if the row had been among those of every node that splits by such a number.
  /// There a uniform split between the extremes would have set it apart with chance (distance to
  /// the node's range) / (distance to its far end), and otherwise been one that the node might
  /// have.
  double pathBeyond(int tree, double[] codes, int start, double[] from, double[] to) {
    double path = 0;
    double chance = 1;
    int depth = 0;
    int node = roots[tree];
    int by = feature[node];
    while (by >= 0) {
      double value = codes[start + by];
      depth++;
      if (value < from[by] || value > to[by]) {
        double apart = apart(value, smallest[node], largest[node]);
        path += chance * apart * depth;
        chance *= 1 - apart;
      }
      node = child(node, value);
      by = feature[node];
    }
    return path + chance * split[node];
  }

  /// Halves, since differences of large doubles overflow.
  private static double apart(double value, double smallest, double largest) {
    double near = value > largest ? largest : smallest;
    double far = value > largest ? smallest : largest;
    return (value / 2 - near / 2) / (value / 2 - far / 2);
  }
}
