package dev.leeway.core.performance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/// The law of every state: neither the order of rows nor the way they are split shows.
final class Splits {

  private static final long SEED = 20260101;

  private Splits() {}

  /// @param parts how rows are split; whole rows, or groups that belong together
  static <R, S> void assertInvisible(
      List<R> parts, Function<List<R>, S> record, BinaryOperator<S> merge) {
    S whole = record.apply(parts);
    Random random = new Random(SEED);
    for (int round = 0; round < 20; round++) {
      List<R> shuffled = new ArrayList<>(parts);
      Collections.shuffle(shuffled, random);
      S sum = record.apply(List.of());
      int from = 0;
      while (from < shuffled.size()) {
        int to = Math.min(shuffled.size(), from + 1 + random.nextInt(shuffled.size()));
        S part = record.apply(shuffled.subList(from, to));
        sum = random.nextBoolean() ? merge.apply(sum, part) : merge.apply(part, sum);
        from = to;
      }
      assertThat(sum).as("round %s of seed %s", round, SEED).isEqualTo(whole);
      assertThat(sum.hashCode()).isEqualTo(whole.hashCode());
    }
  }
}
