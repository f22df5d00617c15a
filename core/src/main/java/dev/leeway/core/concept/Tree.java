package dev.leeway.core.concept;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A binary tree of splits. Immutable once grown.
final class Tree {

  /// @param split how to go on, or null at a leaf
  /// @param left the next node to the left, or the number of the leaf
  private record Node(@Nullable Split split, int left, int right) {}

  private final Node[] nodes;
  private final int leaves;

  private Tree(Node[] nodes, int leaves) {
    this.nodes = nodes;
    this.leaves = leaves;
  }

  /// What happens with the rows `rows[from … to)` of a leaf while a tree grows.
  interface LeafVisitor {
    void leaf(int leaf, int[] rows, int from, int to);
  }

  /// Grows a tree by always taking the best split.
  ///
  /// @param rows the rows to grow it on; their order changes
  static Tree grow(Split.Finder finder, int[] rows, int depth, LeafVisitor visitor) {
    List<Node> nodes = new ArrayList<>();
    int leaves = grow(finder, rows, 0, rows.length, depth, nodes, 0, visitor);
    return new Tree(nodes.toArray(Node[]::new), leaves);
  }

  private static int grow(
      Split.Finder finder,
      int[] rows,
      int from,
      int to,
      int depth,
      List<Node> nodes,
      int leaves,
      LeafVisitor visitor) {
    int at = nodes.size();
    Split split = depth == 0 ? null : finder.best(rows, from, to);
    if (split == null) {
      nodes.add(new Node(null, leaves, leaves));
      visitor.leaf(leaves, rows, from, to);
      return leaves + 1;
    }
    int middle = partition(finder, rows, from, to, split);
    nodes.add(new Node(split, 0, 0));
    int left = nodes.size();
    int next = grow(finder, rows, from, middle, depth - 1, nodes, leaves, visitor);
    int right = nodes.size();
    next = grow(finder, rows, middle, to, depth - 1, nodes, next, visitor);
    nodes.set(at, new Node(split, left, right));
    return next;
  }

  private static int partition(Split.Finder finder, int[] rows, int from, int to, Split split) {
    int low = from;
    int high = to;
    while (low < high) {
      if (split.goesLeft(finder.codes(), rows[low])) {
        low++;
      } else {
        high--;
        int moved = rows[low];
        rows[low] = rows[high];
        rows[high] = moved;
      }
    }
    return low;
  }

  int leaves() {
    return leaves;
  }

  /// What the splits on the way to a leaf say: for each feature they ask about, in that order, the
  /// codes that lead there.
  Map<Integer, Long> conditions(int leaf) {
    Map<Integer, Long> conditions = new LinkedHashMap<>();
    for (Node node = nodes[0]; node.split != null; ) {
      boolean left = firstLeaf(nodes[node.right]) > leaf;
      long codes = left ? node.split.left() : ~node.split.left();
      conditions.merge(node.split.feature(), codes, (one, other) -> one & other);
      node = nodes[left ? node.left : node.right];
    }
    return conditions;
  }

  private int firstLeaf(Node node) {
    Node first = node;
    while (first.split != null) {
      first = nodes[first.left];
    }
    return first.left;
  }

  /// The leaf of a row.
  int leaf(byte[][] codes, int row) {
    Node node = nodes[0];
    while (node.split != null) {
      node = nodes[node.split.goesLeft(codes, row) ? node.left : node.right];
    }
    return node.left;
  }
}
