package dev.leeway.core.stats;

import java.util.SplittableRandom;

/// Draws one of `weights.length` outcomes with chances in proportion to the weights, in constant
/// time. Walker (1977); the table is built as by Vose (1991).
final class AliasTable {
  private final double[] keep;
  private final int[] alias;

  /// At least one weight, none negative, not all 0.
  AliasTable(double[] weights) {
    int size = weights.length;
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    keep = new double[size];
    alias = new int[size];
    int[] order = new int[size];
    int small = 0;
    int large = size;
    for (int i = 0; i < size; i++) {
      keep[i] = weights[i] / total * size;
      alias[i] = i;
      if (keep[i] < 1) {
        order[small++] = i;
      } else {
        order[--large] = i;
      }
    }
    // [0, small) is the stack of outcomes below their fair share, [large, size) of those above
    while (small > 0 && large < size) {
      int poor = order[--small];
      int rich = order[large];
      alias[poor] = rich;
      keep[rich] -= 1 - keep[poor];
      if (keep[rich] < 1) {
        large++;
        order[small++] = rich;
      }
    }
    // what rounding left over is a full share
    while (small > 0) {
      keep[order[--small]] = 1;
    }
  }

  int draw(SplittableRandom random) {
    double position = random.nextDouble() * keep.length;
    int outcome = (int) position;
    return position - outcome < keep[outcome] ? outcome : alias[outcome];
  }
}
