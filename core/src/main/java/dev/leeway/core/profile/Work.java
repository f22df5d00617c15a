package dev.leeway.core.profile;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Does independent pieces of work. Core starts no threads; who has some lends them by this, and
/// what is found does not depend on it.
@FunctionalInterface
public interface Work {

  /// Does every piece from 0 to `count` − 1 once, in any order, and returns when all are done.
  void each(int count, IntConsumer piece);

  /// One piece after the other, on the calling thread.
  static Work inOrder() {
    return (count, piece) -> IntStream.range(0, count).forEach(piece);
  }
}
