package dev.leeway.core.drift.parity;

import dev.leeway.core.drift.parity.PeerColumn.Categories;
import dev.leeway.core.drift.parity.PeerColumn.Numbers;
import dev.leeway.core.stats.TwoProportions;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/// The formulas of Evidently 0.7.21 for counts and bins, `evidently/legacy/calculations/stattests`,
/// faults included.
final class EvidentlyScores {

  /// From so many different reference values on numbers are binned.
  private static final int BINNED_ABOVE = 20;

  /// The mass of a bin that is empty, unless a full bin has no more.
  private static final double ZERO_FILL = 0.0001;

  private static final double ZERO_FILL_PART = 1e6;

  /// Totals may differ by so much of the smaller one; SciPy's tolerance.
  private static final double TOTALS_AGREE = Math.sqrt(Math.ulp(1.0));

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /// A statistic, and a p-value where the method is a test.
  record Score(@Nullable Double statistic, @Nullable Double p) {

    static Score test(double statistic, double p) {
      return new Score(Double.isFinite(statistic) ? statistic : null, p);
    }

    static Score distance(double value) {
      return new Score(value, null);
    }

    double decisive() {
      return p != null ? p : statistic != null ? statistic : Double.NaN;
    }
  }

  private EvidentlyScores() {}

  /// @param column without rows that have no value, and with some on both sides
  static Score of(EvidentlyMethod method, PeerColumn column) {
    if (column instanceof Numbers numbers) {
      Score score = EvidentlySampleTests.of(method, numbers);
      if (score != null) {
        return score;
      }
    }
    Counts counts = Counts.of(column);
    return switch (method) {
      case CHISQUARE -> chiSquare(counts);
      case Z -> proportions(counts);
      case FISHER_EXACT -> fisher(counts);
      case G_TEST -> g(counts);
      case HELLINGER ->
          Score.distance(
              column instanceof Numbers numbers ? hellinger(numbers) : hellinger(counts));
      case PSI -> {
        Shares shares = Shares.of(column).filled();
        yield Score.distance(stability(shares.reference, shares.current));
      }
      case KL_DIV -> {
        Shares shares = Shares.of(column).filled();
        yield Score.distance(PeerDistances.kullbackLeibler(shares.reference, shares.current));
      }
      case JENSENSHANNON -> {
        Shares shares = Shares.of(column);
        yield Score.distance(PeerDistances.jensenShannon(shares.reference, shares.current, Math.E));
      }
      case KS, WASSERSTEIN, ANDERSON, CRAMER_VON_MISES, MANNW, ED, ES, T_TEST ->
          throw new PeerError("the method is for numbers only");
    };
  }

  /// Different values of both sides together.
  static long distinct(PeerColumn column) {
    return Counts.of(column).reference.length;
  }

  /// How often each value occurs, in the order of the values.
  private record Counts(long[] reference, long[] current) {

    static Counts of(PeerColumn column) {
      if (column instanceof Numbers numbers) {
        double[] values =
            DoubleStream.concat(
                    Arrays.stream(numbers.reference()), Arrays.stream(numbers.current()))
                .map(value -> value + 0.0)
                .sorted()
                .distinct()
                .toArray();
        return new Counts(counts(numbers.reference(), values), counts(numbers.current(), values));
      }
      Categories categories = (Categories) column;
      long[] before = categories.counts(categories.reference());
      long[] now = categories.counts(categories.current());
      int size = 0;
      for (int i = 0; i < before.length; i++) {
        if (before[i] + now[i] > 0) {
          before[size] = before[i];
          now[size++] = now[i];
        }
      }
      return new Counts(Arrays.copyOf(before, size), Arrays.copyOf(now, size));
    }

    private static long[] counts(double[] rows, double[] values) {
      long[] counts = new long[values.length];
      for (double row : rows) {
        counts[Arrays.binarySearch(values, row + 0.0)]++;
      }
      return counts;
    }

    long rows(long[] side) {
      return Arrays.stream(side).sum();
    }

    long distinct(long[] side) {
      return Arrays.stream(side).filter(count -> count > 0).count();
    }
  }

  /// Shares of bins. Evidently lays them over the range of both sides, so that one far value of the
  /// current data makes the bins of the reference coarse.
  private record Shares(double[] reference, double[] current) {

    static Shares of(PeerColumn column) {
      if (column instanceof Numbers numbers
          && Arrays.stream(numbers.reference()).distinct().count() > BINNED_ABOVE) {
        double[] all =
            DoubleStream.concat(
                    Arrays.stream(numbers.reference()), Arrays.stream(numbers.current()))
                .toArray();
        double[] edges = NumpyHistogram.sturges(all, numbers.whole());
        return new Shares(share(numbers.reference(), edges), share(numbers.current(), edges));
      }
      Counts counts = Counts.of(column);
      return new Shares(
          NumpyArrays.shares(counts.reference, counts.rows(counts.reference)),
          NumpyArrays.shares(counts.current, counts.rows(counts.current)));
    }

    private static double[] share(double[] rows, double[] edges) {
      return NumpyArrays.shares(NumpyHistogram.counts(rows, edges), rows.length);
    }

    /// With something in every bin: 0.0001, or a millionth of the smallest share where that is not
    /// above 0.0001. The shares are not divided by their new sum.
    Shares filled() {
      return new Shares(filled(reference), filled(current));
    }

    private static double[] filled(double[] shares) {
      double smallest = Arrays.stream(shares).filter(share -> share != 0).min().orElseThrow();
      double fill = smallest <= ZERO_FILL ? smallest / ZERO_FILL_PART : ZERO_FILL;
      return Arrays.stream(shares).map(share -> share == 0 ? fill : share).toArray();
    }
  }

  private static double stability(double[] r, double[] c) {
    double[] terms = new double[r.length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = (r[i] - c[i]) * Math.log(r[i] / c[i]);
    }
    return NumpyArrays.sum(terms);
  }

  /// Takes the reference's shares for the truth. A value that it lacks is then impossible: p = 0.
  private static Score chiSquare(Counts counts) {
    double scale = counts.rows(counts.current) / (double) counts.rows(counts.reference);
    double statistic = 0;
    for (int i = 0; i < counts.reference.length; i++) {
      double expected = counts.reference[i] * scale;
      double difference = counts.current[i] - expected;
      statistic += difference * difference / expected;
    }
    return upperTail(statistic, counts.reference.length - 1);
  }

  /// Takes the reference's counts, not its shares, for what is expected.
  private static Score g(Counts counts) {
    double n = counts.rows(counts.reference);
    double m = counts.rows(counts.current);
    if (Math.abs(n - m) / Math.min(n, m) > TOTALS_AGREE) {
      throw new PeerError("it needs as many current as reference rows");
    }
    double statistic = 0;
    for (int i = 0; i < counts.reference.length; i++) {
      double observed = counts.current[i];
      statistic += observed == 0 ? 0 : 2 * observed * Math.log(observed / counts.reference[i]);
    }
    return upperTail(statistic, counts.reference.length - 1);
  }

  private static Score upperTail(double statistic, int degreesOfFreedom) {
    if (degreesOfFreedom == 0) {
      throw new PeerError("one value alone leaves no degree of freedom");
    }
    double p =
        Double.isInfinite(statistic)
            ? 0
            : RegularizedGamma.Q.value(degreesOfFreedom / 2.0, Math.max(0, statistic) / 2);
    return Score.test(statistic, p);
  }

  /// The shares of all values but the smallest.
  private static Score proportions(Counts counts) {
    double n = counts.rows(counts.reference);
    double m = counts.rows(counts.current);
    if (counts.reference.length == 1) {
      return Score.test(0, 1);
    }
    double before = (n - counts.reference[0]) / n;
    double now = (m - counts.current[0]) / m;
    double pooled = (before * n + now * m) / (n + m);
    double z = (before - now) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
    return Score.test(z, 2 * (1 - NORMAL.cumulativeProbability(Math.abs(z))));
  }

  private static Score fisher(Counts counts) {
    long n = counts.rows(counts.reference);
    long m = counts.rows(counts.current);
    if (counts.distinct(counts.reference) > 2 || counts.distinct(counts.current) > 2) {
      throw new PeerError("it needs two values at most");
    }
    if (n != m) {
      throw new PeerError("it needs as many current as reference rows");
    }
    if (counts.reference.length > 2) {
      throw new PeerError("which two of more than two values it compares is left to chance");
    }
    return new Score(
        null, TwoProportions.test(counts.reference[0], n, counts.current[0], m).value());
  }

  private static double hellinger(Counts counts) {
    double n = counts.rows(counts.reference);
    double m = counts.rows(counts.current);
    double overlap = 0;
    for (int i = 0; i < counts.reference.length; i++) {
      overlap += Math.sqrt(counts.reference[i] / n * (counts.current[i] / m));
    }
    return Math.sqrt(1 - Math.min(1, overlap));
  }

  /// On bins by Sturges' rule for the number of different values.
  private static double hellinger(Numbers numbers) {
    double[] values =
        DoubleStream.concat(Arrays.stream(numbers.reference()), Arrays.stream(numbers.current()))
            .distinct()
            .toArray();
    double[] edges = NumpyHistogram.sturges(values, numbers.whole());
    double[] before = densities(numbers.reference(), edges);
    double[] now = densities(numbers.current(), edges);
    double width = (edges[edges.length - 1] - edges[0]) / (edges.length - 1);
    double overlap = 0;
    for (int i = 0; i < before.length; i++) {
      overlap += Math.sqrt(before[i] * now[i]) * width;
    }
    return Math.sqrt(1 - Math.min(1, overlap));
  }

  private static double[] densities(double[] rows, double[] edges) {
    long[] counts = NumpyHistogram.counts(rows, edges);
    double[] densities = new double[counts.length];
    for (int i = 0; i < densities.length; i++) {
      densities[i] = counts[i] / (edges[i + 1] - edges[i]) / rows.length;
    }
    return densities;
  }
}
