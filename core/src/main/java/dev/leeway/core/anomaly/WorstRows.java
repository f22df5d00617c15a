package dev.leeway.core.anomaly;

import dev.leeway.core.profile.ColumnData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// The rows with the highest scores, and the features that make them so.
///
/// A feature's part is how much the score falls when its value alone is replaced by those of
/// reference rows, on average. That names what is conspicuous by itself or beside the rest of the
/// row. Where two features are unusual each on its own, the other keeps the score up and both parts
/// look small; their order still holds. Where a combination is unusual, each of its features gets
/// credit, since replacing either mends it. Parts do not add up to anything.
final class WorstRows {

  private WorstRows() {}

  /// @param row its index in the scorer's batch
  /// @param number its number, to be listed by
  static UnusualRow of(Scorer scorer, int row, double score, long number, Optional<String> id) {
    IsolationForest forest = scorer.forest();
    double reference = (1.0 + forest.atLeast(score)) / (1.0 + forest.reference().rows());
    return new UnusualRow(
        number, id, score, score > forest.threshold(), reference, features(scorer, row));
  }

  /// The rows of the highest scores, at most [UnusualSamples#WORST], highest first and by their
  /// order where equal.
  static List<Integer> highest(double[] scores) {
    Comparator<Integer> worse =
        Comparator.<Integer>comparingDouble(row -> scores[row])
            .thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> rows = new PriorityQueue<>(worse);
    for (int row = 0; row < scores.length; row++) {
      if (rows.size() < UnusualSamples.WORST) {
        rows.add(row);
      } else if (scores[row] > scores[rows.element()]) {
        rows.remove();
        rows.add(row);
      }
    }
    return rows.stream().sorted(worse.reversed()).toList();
  }

  private static List<UnusualFeature> features(Scorer scorer, int row) {
    List<FeatureCoding> codings = scorer.forest().codings();
    double[] falls = falls(scorer.forest(), scorer.codes(row));
    List<UnusualFeature> features = new ArrayList<>();
    for (int feature = 0; feature < falls.length; feature++) {
      if (falls[feature] > 0) {
        FeatureCoding coding = codings.get(feature);
        ColumnData data = scorer.batch().column(coding.column().name()).orElseThrow();
        features.add(coding.describe(falls[feature], data, row));
      }
    }
    // a stable sort: equal falls keep the schema's order
    features.sort(Comparator.comparingDouble(UnusualFeature::fall).reversed());
    return features.subList(0, Math.min(UnusualSamples.FEATURES, features.size()));
  }

  private static double[] falls(IsolationForest forest, double[] codes) {
    double[] background = forest.background();
    int rows = background.length / codes.length;
    double score = forest.score(codes, 0);
    double[] falls = new double[codes.length];
    for (int feature = 0; feature < codes.length; feature++) {
      double own = codes[feature];
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        codes[feature] = background[row * codes.length + feature];
        sum += forest.score(codes, 0);
      }
      codes[feature] = own;
      falls[feature] = score - sum / rows;
    }
    return falls;
  }
}
