package dev.leeway.core.performance;

import dev.leeway.core.profile.ByteInput;
import dev.leeway.core.profile.ByteOutput;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The state behind the metrics of a ranking: for each measure the sums over queries. A query
/// weighs the same however many items it has.
///
/// An item is relevant when its relevance is above 0; NDCG takes the relevance as gain. The
/// measures see the first k items, the reciprocal rank all. Items with equal scores count in the
/// mean over all their orders, as scikit-learn's NDCG does. A query without relevant items counts
/// as 0 in every measure, as scikit-learn's NDCG has it; [#queriesWithoutRelevant()] says how many
/// there are. Average precision is divided by min(k, relevant items), so that a perfect ranking has
/// 1. A row whose score is NaN, or whose relevance is negative or not finite, is left out and
///    counted in [#unusableRows()].
///
/// **The rows of a query belong together.** States merge over queries: parts may hold any queries
/// in any order, but each query in one part only, since its measures are not sums over its rows.
/// The recorder keeps the rows of a query until it is finished.
///
/// Intervals: Student on the queries' values; Wilson for a hit rate without ties.
public final class RankingState implements PerformanceState {

  private static final List<Metric> DEFINED =
      List.copyOf(EnumSet.range(Metric.NDCG, Metric.HIT_RATE));

  private final int k;
  private final Sums sums;

  private RankingState(int k, Sums sums) {
    this.k = k;
    this.sums = sums;
  }

  private record Sums(
      MeanSums gains,
      MeanSums precisions,
      MeanSums reciprocalRanks,
      MeanSums hits,
      long withoutRelevant,
      long rows,
      long unusableRows) {}

  /// The state of the queries of both.
  ///
  /// @throws IllegalArgumentException when they differ in k
  public RankingState merge(RankingState other) {
    if (k != other.k) {
      throw new IllegalArgumentException(
          "states must look at as many items, were %d and %d".formatted(k, other.k));
    }
    Sums that = other.sums;
    return new RankingState(
        k,
        new Sums(
            sums.gains.merge(that.gains),
            sums.precisions.merge(that.precisions),
            sums.reciprocalRanks.merge(that.reciprocalRanks),
            sums.hits.merge(that.hits),
            sums.withoutRelevant + that.withoutRelevant,
            sums.rows + that.rows,
            sums.unusableRows + that.unusableRows));
  }

  @Override
  public Task task() {
    return Task.RANKING;
  }

  @Override
  public long rows() {
    return sums.rows;
  }

  /// The number of queries, which is the number of observations of every metric.
  public long queries() {
    return sums.gains.count();
  }

  /// The number of queries none of whose items is relevant.
  public long queriesWithoutRelevant() {
    return sums.withoutRelevant;
  }

  /// The number of rows left out because of their score or relevance.
  public long unusableRows() {
    return sums.unusableRows;
  }

  /// How many items of a query are looked at.
  public int k() {
    return k;
  }

  @Override
  public List<Metric> defined() {
    return DEFINED;
  }

  @Override
  public MetricValue metric(Metric metric) {
    if (!DEFINED.contains(metric)) {
      return MetricValue.absent(metric, queries(), Absence.NOT_APPLICABLE);
    }
    if (queries() == 0) {
      return MetricValue.absent(metric, 0, Absence.NO_ROWS);
    }
    return switch (metric) {
      case NDCG -> mean(metric, sums.gains);
      case MAP -> mean(metric, sums.precisions);
      case MRR -> mean(metric, sums.reciprocalRanks);
      case HIT_RATE ->
          // each is 0 or 1 exactly when their sum is that of their squares
          sums.hits.sum().compareTo(sums.hits.squares()) == 0
              ? MetricValue.ofShare(metric, sums.hits.sum().longValueExact(), queries(), queries())
              : mean(metric, sums.hits);
      default -> throw new IllegalArgumentException(metric + " is not of rankings");
    };
  }

  private static MetricValue mean(Metric metric, MeanSums values) {
    return MetricValue.student(metric, values.mean(), values.standardError(), values.count());
  }

  void write(ByteOutput out) {
    out.putCount(k);
    PerformanceCodec.write(out, sums.gains);
    PerformanceCodec.write(out, sums.precisions);
    PerformanceCodec.write(out, sums.reciprocalRanks);
    PerformanceCodec.write(out, sums.hits);
    out.putCount(sums.withoutRelevant);
    out.putCount(sums.rows);
    out.putCount(sums.unusableRows);
  }

  static RankingState read(ByteInput in) {
    int k = in.count(Integer.MAX_VALUE);
    Sums sums =
        new Sums(
            PerformanceCodec.readMeanSums(in),
            PerformanceCodec.readMeanSums(in),
            PerformanceCodec.readMeanSums(in),
            PerformanceCodec.readMeanSums(in),
            in.count(),
            in.count(),
            in.count());
    long queries = sums.gains.count();
    if (k < 1
        || sums.precisions.count() != queries
        || sums.reciprocalRanks.count() != queries
        || sums.hits.count() != queries
        || sums.withoutRelevant > queries
        || sums.rows < queries) {
      throw in.damaged("counts do not fit %d queries".formatted(queries));
    }
    return new RankingState(k, sums);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RankingState that && k == that.k && sums.equals(that.sums);
  }

  @Override
  public int hashCode() {
    return 31 * k + sums.hashCode();
  }

  @Override
  public String toString() {
    return "RankingState[%d queries, k = %d]".formatted(queries(), k);
  }

  /// Collects rows of queries. For one thread.
  public static final class Recorder {

    private final int k;
    private final Map<String, Items> open = new HashMap<>();
    private final Means finished = new Means();
    private long rows;
    private long unusableRows;

    /// @param k how many items of a query to look at, at least 1
    public Recorder(int k) {
      if (k < 1) {
        throw new IllegalArgumentException("k must be at least 1, was " + k);
      }
      this.k = k;
    }

    /// Adds an item to a query, which stays open until [#finish(String)].
    ///
    /// @param query its name
    /// @param relevance of the item, at least 0
    /// @param score by which it is ranked, the highest first
    public void add(String query, double relevance, double score) {
      if (Double.isNaN(score) || !(relevance >= 0 && relevance <= Double.MAX_VALUE)) {
        unusableRows++;
        return;
      }
      open.computeIfAbsent(query, name -> new Items()).add(relevance, score + 0.0);
      rows++;
    }

    /// Declares that a query has no more rows, which frees them. A row that comes later starts a
    /// query of its own.
    public void finish(String query) {
      Items items = open.remove(query);
      if (items != null) {
        finished.add(items.scores(k));
      }
    }

    /// The finished queries, and the open ones as they stand; the recorder can go on.
    public RankingState snapshot() {
      Means unfinished = new Means();
      open.values().forEach(items -> unfinished.add(items.scores(k)));
      return new RankingState(k, finished.snapshot(rows, unusableRows))
          .merge(new RankingState(k, unfinished.snapshot(0, 0)));
    }
  }

  private static final class Items {

    private double[] relevance = new double[8];
    private double[] score = new double[8];
    private int size;

    private void add(double relevance, double score) {
      if (size == this.score.length) {
        this.relevance = Arrays.copyOf(this.relevance, 2 * size);
        this.score = Arrays.copyOf(this.score, 2 * size);
      }
      this.relevance[size] = relevance;
      this.score[size++] = score;
    }

    private QueryScores scores(int k) {
      return QueryScores.of(Arrays.copyOf(relevance, size), Arrays.copyOf(score, size), k);
    }
  }

  private static final class Means {

    private final MeanSums.Recorder gains = new MeanSums.Recorder();
    private final MeanSums.Recorder precisions = new MeanSums.Recorder();
    private final MeanSums.Recorder reciprocalRanks = new MeanSums.Recorder();
    private final MeanSums.Recorder hits = new MeanSums.Recorder();
    private long withoutRelevant;

    private void add(QueryScores scores) {
      gains.add(scores.ndcg());
      precisions.add(scores.averagePrecision());
      reciprocalRanks.add(scores.reciprocalRank());
      hits.add(scores.hit());
      withoutRelevant += scores.hasRelevant() ? 0 : 1;
    }

    private Sums snapshot(long rows, long unusableRows) {
      return new Sums(
          gains.snapshot(),
          precisions.snapshot(),
          reciprocalRanks.snapshot(),
          hits.snapshot(),
          withoutRelevant,
          rows,
          unusableRows);
    }
  }
}
