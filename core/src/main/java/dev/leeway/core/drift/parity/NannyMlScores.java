package dev.leeway.core.drift.parity;

import dev.leeway.core.drift.parity.PeerColumn.Categories;
import dev.leeway.core.drift.parity.PeerColumn.Numbers;
import dev.leeway.core.stats.KolmogorovSmirnov;
import dev.leeway.core.stats.Wasserstein;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/// The formulas of NannyML 0.13.1, `nannyml/drift/univariate/methods.py`, faults included.
final class NannyMlScores {

  /// From so many reference values on Kolmogorov–Smirnov and Wasserstein are taken from bins.
  private static final int BINNED_FROM = 10_000;

  private static final int BINS = 10_000;

  private NannyMlScores() {}

  /// A method that knows its reference.
  interface Fitted {

    /// The value of the current data as one chunk; NaN without values.
    double current();

    /// Whether the current data have no value.
    boolean currentIsEmpty();

    /// The p-value of the current data, for the method that has one.
    double p();

    /// The values of so many equal chunks of the reference, rows without a value included in their
    /// size, and of the rows left over.
    double[] chunks(int number);
  }

  static Fitted fit(NannyMlMethod method, PeerColumn column) {
    return column instanceof Numbers numbers
        ? new OfNumbers(method, numbers)
        : new OfCategories(method, (Categories) column);
  }

  private static int[] starts(int rows, int number) {
    int size = rows / number;
    if (size == 0) {
      throw new PeerError("the reference has fewer rows than chunks");
    }
    return IntStream.iterate(0, start -> start < rows, start -> start + size).toArray();
  }

  /// Shares of bins with one more for what is in none, where that is above 0 after rounding.
  private static double compare(NannyMlMethod method, double[] reference, double[] chunk) {
    double leftover = 1 - NumpyArrays.sum(chunk);
    double[] p = reference;
    double[] q = chunk;
    if (leftover > 0) {
      p = Arrays.copyOf(reference, reference.length + 1);
      q = Arrays.copyOf(chunk, chunk.length + 1);
      q[chunk.length] = leftover;
    }
    return method == NannyMlMethod.HELLINGER
        ? PeerDistances.hellinger(p, q)
        : PeerDistances.jensenShannon(p, q, 2);
  }

  private static final class OfNumbers implements Fitted {

    private final NannyMlMethod method;
    private final Numbers numbers;
    private final double[] reference;
    private final double[] edges;
    private final double[] shares;

    OfNumbers(NannyMlMethod method, Numbers numbers) {
      this.method = method;
      this.numbers = numbers;
      this.reference = present(numbers.reference(), 0, numbers.reference().length);
      if (reference.length == 0) {
        throw new PeerError("no value is present");
      }
      boolean finite = Double.isFinite(reference[0]) && Double.isFinite(last(reference));
      boolean binned = reference.length >= BINNED_FROM;
      edges =
          switch (method) {
            case JENSEN_SHANNON, HELLINGER -> NumpyHistogram.doane(finite(finite, inOrder()));
            case KOLMOGOROV_SMIRNOV ->
                binned
                    ? NumpyHistogram.linear(finite(finite, reference)[0], last(reference), BINS)
                    : new double[0];
            case WASSERSTEIN ->
                binned ? NumpyHistogram.edges(finite(finite, reference), BINS) : new double[0];
            case CHI2, L_INFINITY -> throw new PeerError("the method is for categories only");
          };
      shares = edges.length == 0 ? new double[0] : shares(reference);
    }

    private static double last(double[] values) {
      return values[values.length - 1];
    }

    private static double[] finite(boolean finite, double[] values) {
      if (!finite) {
        throw new PeerError("the range of the reference is not finite");
      }
      return values;
    }

    /// The reference's values as they came, since sums hang on their order.
    private double[] inOrder() {
      return Arrays.stream(numbers.reference()).filter(value -> !Double.isNaN(value)).toArray();
    }

    private static double[] present(double[] rows, int from, int to) {
      return Arrays.stream(rows, from, to).filter(value -> !Double.isNaN(value)).sorted().toArray();
    }

    private double[] shares(double[] values) {
      return NumpyArrays.shares(NumpyHistogram.counts(values, edges), values.length);
    }

    @Override
    public double current() {
      return value(present(numbers.current(), 0, numbers.current().length));
    }

    @Override
    public boolean currentIsEmpty() {
      return Arrays.stream(numbers.current()).allMatch(Double::isNaN);
    }

    @Override
    public double p() {
      return Double.NaN;
    }

    @Override
    public double[] chunks(int number) {
      double[] rows = numbers.reference();
      int size = rows.length / number;
      return Arrays.stream(starts(rows.length, number))
          .mapToDouble(start -> value(present(rows, start, Math.min(rows.length, start + size))))
          .toArray();
    }

    private double value(double[] chunk) {
      if (chunk.length == 0) {
        return Double.NaN;
      }
      if (method == NannyMlMethod.KOLMOGOROV_SMIRNOV) {
        return edges.length == 0
            ? KolmogorovSmirnov.statistic(reference, chunk)
            : binnedKolmogorovSmirnov(chunk);
      }
      if (method == NannyMlMethod.WASSERSTEIN) {
        boolean finite =
            Double.isFinite(reference[0])
                && Double.isFinite(last(reference))
                && Double.isFinite(chunk[0])
                && Double.isFinite(last(chunk));
        return !finite
            ? Double.NaN
            : edges.length == 0 ? Wasserstein.distance(reference, chunk) : binnedWasserstein(chunk);
      }
      return compare(method, shares, shares(chunk));
    }

    private double binnedKolmogorovSmirnov(double[] chunk) {
      double[] now = shares(chunk);
      double below = Arrays.stream(chunk).filter(v -> v < edges[0]).count() / (double) chunk.length;
      double largest = 0;
      double before = 0;
      double sum = 0;
      for (int bin = 0; bin < now.length; bin++) {
        before += shares[bin];
        sum += now[bin];
        largest = Math.max(largest, Math.abs(before - (below + sum)));
      }
      return largest;
    }

    /// The areas inside the reference's range and beyond either end. Those beyond count one row too
    /// many.
    private double binnedWasserstein(double[] chunk) {
      double n = chunk.length;
      double low = edges[0];
      double high = last(edges);
      double[] smaller = Arrays.stream(chunk).filter(v -> v < low).toArray();
      double[] bigger = Arrays.stream(chunk).filter(v -> v > high).toArray();
      double smallerShare = smaller.length == 0 ? 0 : (smaller.length + 1) / n;
      double biggerShare = bigger.length == 0 ? 0 : (bigger.length + 1) / n;
      double outside = 0;
      for (int i = 0; i < smaller.length; i++) {
        double next = i + 1 < smaller.length ? smaller[i + 1] : low;
        outside += (i + 1.0) / (smaller.length + 1) * (next - smaller[i]) * smallerShare;
      }
      for (int i = 0; i < bigger.length; i++) {
        double previous = i > 0 ? bigger[i - 1] : high;
        outside += (1 - (i + 1.0) / (bigger.length + 1)) * (bigger[i] - previous) * biggerShare;
      }
      double width = edges[1] - edges[0];
      double[] now = shares(chunk);
      double inside = 0;
      double before = 0;
      double sum = 0;
      for (int bin = 0; bin < now.length; bin++) {
        before += shares[bin];
        sum += now[bin];
        inside += Math.abs(before - (sum + smallerShare)) * width;
      }
      return inside + outside;
    }
  }

  private static final class OfCategories implements Fitted {

    private final NannyMlMethod method;
    private final Categories categories;
    private final long[] reference;
    private final long rows;

    OfCategories(NannyMlMethod method, Categories categories) {
      this.method = method;
      this.categories = categories;
      this.reference = categories.counts(categories.reference());
      this.rows = Arrays.stream(reference).sum();
      if (rows == 0) {
        throw new PeerError("no value is present");
      }
    }

    @Override
    public double current() {
      return value(categories.counts(categories.current()));
    }

    @Override
    public boolean currentIsEmpty() {
      return Arrays.stream(categories.current()).allMatch(code -> code < 0);
    }

    @Override
    public double p() {
      return chiSquare(categories.counts(categories.current()))[1];
    }

    @Override
    public double[] chunks(int number) {
      int[] all = categories.reference();
      int size = all.length / number;
      return Arrays.stream(starts(all.length, number))
          .mapToDouble(start ->
              value(
                  categories.counts(
                      Arrays.copyOfRange(all, start, Math.min(all.length, start + size)))))
          .toArray();
    }

    private double value(long[] chunk) {
      long total = Arrays.stream(chunk).sum();
      if (total == 0) {
        return Double.NaN;
      }
      return switch (method) {
        case CHI2 -> chiSquare(chunk)[0];
        case L_INFINITY -> largest(chunk, total);
        case JENSEN_SHANNON, HELLINGER ->
            compare(
                method,
                NumpyArrays.shares(inReference(reference), rows),
                NumpyArrays.shares(inReference(chunk), total));
        case KOLMOGOROV_SMIRNOV, WASSERSTEIN ->
            throw new PeerError("the method is for numbers only");
      };
    }

    /// The counts of the reference's categories.
    private long[] inReference(long[] counts) {
      return IntStream.range(0, counts.length)
          .filter(i -> reference[i] > 0)
          .mapToLong(i -> counts[i])
          .toArray();
    }

    private double largest(long[] chunk, long total) {
      double largest = 0;
      for (int i = 0; i < chunk.length; i++) {
        double difference = reference[i] / (double) rows - chunk[i] / (double) total;
        largest = Math.max(largest, Math.abs(difference));
      }
      return largest;
    }

    /// Statistic and p-value of SciPy's `chi2_contingency`, with Yates' correction for two
    /// categories; 0 and 1 for one.
    private double[] chiSquare(long[] chunk) {
      double m = Arrays.stream(chunk).sum();
      double n = rows;
      int[] occupied =
          IntStream.range(0, chunk.length).filter(i -> reference[i] + chunk[i] > 0).toArray();
      int freedom = occupied.length - 1;
      if (freedom == 0) {
        return new double[] {0, 1};
      }
      double statistic = 0;
      for (int i : occupied) {
        double pooled = (reference[i] + chunk[i]) / (n + m);
        statistic += term(reference[i], pooled * n, freedom) + term(chunk[i], pooled * m, freedom);
      }
      return new double[] {statistic, RegularizedGamma.Q.value(freedom / 2.0, statistic / 2)};
    }

    private static double term(double observed, double expected, int freedom) {
      double difference = Math.abs(observed - expected);
      double corrected = freedom == 1 ? difference - Math.min(0.5, difference) : difference;
      return corrected * corrected / expected;
    }
  }
}
