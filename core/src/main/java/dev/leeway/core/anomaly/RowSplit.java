package dev.leeway.core.anomaly;

import java.util.Arrays;

/// Reference rows drawn at random without replacement, those to fit and those to hold out.
record RowSplit(int[] fitted, int[] heldOut) {

  static RowSplit of(int rows, SplitMix random) {
    int fitted = Math.min((rows + 1) / 2, IsolationForest.MOST_FITTED);
    int heldOut = Math.min(rows - fitted, IsolationForest.MOST_HELD_OUT);
    int[] drawn = draw(rows, fitted + heldOut, random);
    return new RowSplit(
        Arrays.copyOf(drawn, fitted), Arrays.copyOfRange(drawn, fitted, drawn.length));
  }

  /// `size` of the numbers below `rows`, in random order. Knuth, The art of computer programming
  /// 3.4.2, algorithm S, then P.
  private static int[] draw(int rows, int size, SplitMix random) {
    int[] drawn = new int[size];
    int chosen = 0;
    for (int row = 0; chosen < size; row++) {
      if (random.nextDouble() * (rows - row) < size - chosen) {
        drawn[chosen++] = row;
      }
    }
    return shuffled(drawn, size, random);
  }

  /// The first `size` entries of a random order of `numbers`, which it reorders.
  static int[] shuffled(int[] numbers, int size, SplitMix random) {
    for (int i = 0; i < size; i++) {
      int other = i + random.nextInt(numbers.length - i);
      int number = numbers[other];
      numbers[other] = numbers[i];
      numbers[i] = number;
    }
    return Arrays.copyOf(numbers, size);
  }
}
