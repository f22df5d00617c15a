package dev.leeway.core.performance;

import java.util.Arrays;

/// How well the items of one query are ranked, each measure the mean over all orders of items with
/// equal scores. McSherry and Najork (2008), *Computing information retrieval performance measures
/// efficiently in the presence of tied scores*.
///
/// @param ndcg gains are the relevances, the discount of rank r is 1/log₂(r + 1); 0 when nothing is
///   relevant
/// @param averagePrecision the mean, over min(k, relevant items), of the precision at each relevant
///   item among the first k; 0 when nothing is relevant
/// @param reciprocalRank one over the rank of the first relevant item, among all items
/// @param hit the chance of a relevant item among the first k
/// @param hasRelevant whether an item has a relevance above 0
record QueryScores(
    double ndcg, double averagePrecision, double reciprocalRank, double hit, boolean hasRelevant) {

  /// @param relevance of each item, at least 0
  /// @param score of each item; the highest ranks first
  static QueryScores of(double[] relevance, double[] score, int k) {
    Integer[] order = new Integer[score.length];
    Arrays.setAll(order, index -> index);
    Arrays.sort(
        order,
        (left, right) -> {
          int byScore = Double.compare(score[right], score[left]);
          return byScore != 0 ? byScore : Double.compare(relevance[right], relevance[left]);
        });
    Walk walk = new Walk(k);
    int from = 0;
    while (from < order.length) {
      int to = from + 1;
      while (to < order.length && score[order[to]] == score[order[from]]) {
        to++;
      }
      double gain = 0;
      int relevant = 0;
      for (int index = from; index < to; index++) {
        gain += relevance[order[index]];
        relevant += relevance[order[index]] > 0 ? 1 : 0;
      }
      walk.group(to - from, relevant, gain);
      from = to;
    }
    return walk.scores(idealGain(relevance, k));
  }

  private static double idealGain(double[] relevance, int k) {
    double[] sorted = relevance.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int rank = 1; rank <= Math.min(k, sorted.length); rank++) {
      sum += sorted[sorted.length - rank] * discount(rank);
    }
    return sum;
  }

  private static double discount(int rank) {
    return StrictMath.log(2) / StrictMath.log(rank + 1.0);
  }

  /// Goes down the groups of equal score.
  private static final class Walk {

    private final int k;
    private int items;
    private int relevant;
    private double gain;
    private double precisions;
    private double reciprocalRank;
    private double miss = 1;

    private Walk(int k) {
      this.k = k;
    }

    private void group(int size, int hits, double gains) {
      boolean isFirst = relevant == 0;
      double before = miss;
      double none = 1;
      for (int place = 1; place <= size; place++) {
        int rank = items + place;
        if (rank <= k) {
          gain += gains / size * discount(rank);
          double earlier = size == 1 ? 0 : (place - 1.0) * (hits - 1.0) / (size - 1.0);
          precisions += (double) hits / size * (relevant + 1 + earlier) / rank;
        }
        // chance that the first hit of the group is here: none before, then one of what is left
        double here = Math.min(1, hits / (size - place + 1.0));
        if (isFirst) {
          reciprocalRank += none * here / rank;
        }
        none *= 1 - here;
        if (rank <= k) {
          miss = before * none;
        }
      }
      items += size;
      relevant += hits;
    }

    private QueryScores scores(double ideal) {
      return new QueryScores(
          ideal == 0 ? 0 : Math.min(1, gain / ideal),
          relevant == 0 ? 0 : Math.min(1, precisions / Math.min(k, relevant)),
          reciprocalRank,
          relevant == 0 ? 0 : 1 - miss,
          relevant > 0);
    }
  }
}
