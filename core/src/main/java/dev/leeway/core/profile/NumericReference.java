package dev.leeway.core.profile;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Numbers of the reference: the edges of the bins that windows are counted on, and the sorted
/// values while they fit, with finer edges over them for exact comparisons. Immutable.
public final class NumericReference implements ColumnReference {

  /// Bins of a window, the two outside the reference's range included.
  public static final int WINDOW_BINS = 256;

  /// Bins by which an exact comparison narrows down where to look.
  public static final int FINE_BINS = 4096;

  /// More finite values than this are not kept.
  public static final int KEPT_VALUES = 1 << 24;

  private final Bins bins;
  private final NumericProfile profile;
  private final boolean sampled;
  private final @Nullable FineBins fine;

  private NumericReference(Bins bins, NumericProfile profile, boolean sampled) {
    this.bins = bins;
    this.profile = profile;
    this.sampled = sampled;
    int kept = bins.sorted.length;
    this.fine = sampled || kept == 0 || kept > KEPT_VALUES ? null : FineBins.of(bins.sorted);
  }

  /// The bins of a column before its rows are counted.
  static final class Bins {

    private final ColumnSpec column;
    private final double[] edges;
    private final double[] sorted;
    private final double centre;
    private final BinIndex index;

    /// @param sorted the finite values that the edges are of, ascending
    private Bins(ColumnSpec column, double[] edges, double[] sorted) {
      this.column = column;
      this.edges = edges;
      this.sorted = sorted;
      this.centre = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
      this.index = BinIndex.of(edges, sorted);
    }

    /// Bins of about equal mass in a sample of the rows, stretched to the extremes of all rows.
    static Bins of(ColumnSpec column, ColumnData sample, ColumnSurvey all) {
      double[] sorted = numbers(sample).finite();
      RadixSort.sort(sorted);
      if (!all.holdsNumbers(column) || all.min() > all.max()) {
        return new Bins(column, Edges.of(sorted, WINDOW_BINS - 1), sorted);
      }
      if (sorted.length == 0) {
        sorted = new double[] {all.min(), all.max()};
      }
      return new Bins(column, Edges.of(sorted, WINDOW_BINS - 1, all.min(), all.max()), sorted);
    }

    NumericCounter counter() {
      return new NumericCounter(index, centre);
    }

    /// The reference of all rows.
    ///
    /// @param profile all rows, counted on these bins
    NumericReference reference(NumericProfile profile) {
      return new NumericReference(this, profile, true);
    }
  }

  static NumericReference of(ColumnSpec column, ColumnData data) {
    NumericData numbers = numbers(data);
    double[] sorted = numbers.finite();
    RadixSort.sort(sorted);
    Bins bins = new Bins(column, Edges.of(sorted, WINDOW_BINS - 1), sorted);
    NumericCounter counter = bins.counter();
    counter.add(numbers);
    return new NumericReference(bins, counter.build(), false);
  }

  /// Numbers as they are; strings, where numbers were expected, are unreadable.
  static NumericData numbers(ColumnData data) {
    if (data instanceof NumericData numbers) {
      return numbers;
    }
    double[] values = new double[data.size()];
    Arrays.fill(values, Double.NaN);
    BitSet missing = new BitSet();
    BitSet unreadable = new BitSet();
    for (int row = 0; row < values.length; row++) {
      (((TextData) data).codes()[row] == TextData.MISSING ? missing : unreadable).set(row);
    }
    return new NumericData(values, values.length, missing, unreadable);
  }

  NumericCounter counter() {
    return bins.counter();
  }

  double centre() {
    return bins.centre;
  }

  int bins() {
    return bins.index.bins();
  }

  @Override
  public ColumnSpec column() {
    return bins.column;
  }

  @Override
  public NumericProfile profile() {
    return profile;
  }

  /// The edges, increasing; bin `i` is `(edge[i-1], edge[i]]`. The first lies just below the
  /// smallest value and the last is the largest. Empty when the reference has no finite value.
  public double[] edges() {
    return bins.edges.clone();
  }

  /// The finite values in order, while they are kept.
  public Optional<double[]> sortedValues() {
    return !sampled && bins.sorted.length <= KEPT_VALUES
        ? Optional.of(bins.sorted.clone())
        : Optional.empty();
  }

  /// The values on fine bins; null without values, or when they are not kept.
  @Nullable FineBins fine() {
    return fine;
  }

  /// The value below which a share `probability` of the finite values lies, linear between
  /// neighbours (type 7 of Hyndman and Fan, 1996); empty when there is none. When only a sample of
  /// the values is kept, the bin it lies in is exact, and the place within the bin the sample's.
  public OptionalDouble quantile(double probability) {
    double[] sorted = bins.sorted;
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    double at =
        sampled
            ? SampledQuantile.position(probability, bins.edges, profile.sharedCounts(), sorted)
            : probability * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(sorted.length - 1, below + 1);
    double part = at - below;
    return OptionalDouble.of(sorted[below] * (1 - part) + sorted[above] * part);
  }
}
