package dev.leeway.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.anomaly.UnusualSamples.State;
import dev.leeway.core.profile.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rate that [UnusualSamples] states, small sizes; the larger ones are `./dev bench anomaly`.
class UnusualShareTest {

  private static final int PAIRS = 250;

  @ParameterizedTest
  @CsvSource({"100, 100, false", "300, 100, true", "150, 400, false"})
  void unchangedBatchesAreSeldomFound(int referenceRows, int currentRows, boolean tied) {
    SplittableRandom random = new SplittableRandom(20260101);
    int found = 0;
    int significant = 0;
    for (int pair = 0; pair < PAIRS; pair++) {
      Batch reference = draw(referenceRows, tied, random);
      Batch current = draw(currentRows, tied, random);
      IsolationForest forest = IsolationForest.fit(Samples.features(reference), reference, pair);
      UnusualSamples result = UnusualSamples.of(forest, counted(forest, current));
      found += result.state() == State.INCREASED ? 1 : 0;
      significant += result.p().orElseThrow().value() <= 0.1 ? 1 : 0;
    }
    assertThat(found / (double) PAIRS).isLessThanOrEqualTo(most(UnusualSamples.LEVEL));
    assertThat(significant / (double) PAIRS).isLessThanOrEqualTo(most(0.1));
  }

  /// Without the worst rows, whose explanation takes time and decides nothing.
  private static ScoredRows counted(IsolationForest forest, Batch current) {
    long unusual =
        Arrays.stream(forest.scores(current)).filter(score -> score > forest.threshold()).count();
    return new ScoredRows(current.rows(), current.rows(), unusual, List.of(), List.of());
  }

  private static double most(double level) {
    return level + 3 * Math.sqrt(level * (1 - level) / PAIRS);
  }

  /// Three columns, when tied of few values each.
  private static Batch draw(int rows, boolean tied, SplittableRandom random) {
    return tied
        ? Samples.batch(
            Samples.names(rows, row -> "c" + (int) (4 * Math.pow(random.nextDouble(), 3))),
            Samples.names(rows, row -> random.nextInt(90) == 0 ? null : "x"),
            Samples.numbers(random.ints(rows, 0, 3).asDoubleStream().toArray()))
        : Samples.normal(3, rows, random);
  }
}
