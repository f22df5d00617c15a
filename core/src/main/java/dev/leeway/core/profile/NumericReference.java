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

  private final ColumnSpec column;
  private final double[] edges;
  private final double centre;
  private final BinIndex index;
  private final double[] sorted;
  private final NumericProfile profile;
  private final @Nullable FineBins fine;

  private NumericReference(ColumnSpec column, double[] edges, double[] sorted, NumericData data) {
    this.column = column;
    this.edges = edges;
    this.sorted = sorted;
    this.centre = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    this.index = BinIndex.of(edges, sorted);
    NumericCounter counter = counter();
    counter.add(data);
    this.profile = counter.build();
    this.fine = sorted.length == 0 || sorted.length > KEPT_VALUES ? null : FineBins.of(sorted);
  }

  static NumericReference of(ColumnSpec column, ColumnData data) {
    if (data instanceof NumericData numbers) {
      double[] sorted = numbers.finite();
      RadixSort.sort(sorted);
      return new NumericReference(column, Edges.of(sorted, WINDOW_BINS - 1), sorted, numbers);
    }
    double[] values = new double[data.size()];
    Arrays.fill(values, Double.NaN);
    BitSet missing = new BitSet();
    BitSet unreadable = new BitSet();
    for (int row = 0; row < values.length; row++) {
      (((TextData) data).codes()[row] == TextData.MISSING ? missing : unreadable).set(row);
    }
    NumericData unread = new NumericData(values, values.length, missing, unreadable);
    return new NumericReference(column, new double[0], new double[0], unread);
  }

  NumericCounter counter() {
    return new NumericCounter(index, centre);
  }

  double centre() {
    return centre;
  }

  int bins() {
    return index.bins();
  }

  @Override
  public ColumnSpec column() {
    return column;
  }

  @Override
  public NumericProfile profile() {
    return profile;
  }

  /// The edges, increasing; bin `i` is `(edge[i-1], edge[i]]`. The first lies just below the
  /// smallest value and the last is the largest. Empty when the reference has no finite value.
  public double[] edges() {
    return edges.clone();
  }

  /// The finite values in order, while they are kept.
  public Optional<double[]> sortedValues() {
    return sorted.length <= KEPT_VALUES ? Optional.of(sorted.clone()) : Optional.empty();
  }

  /// The values on fine bins; null without values, or when they are too many to be kept.
  @Nullable FineBins fine() {
    return fine;
  }

  /// The value below which a share `probability` of the finite values lies, linear between
  /// neighbours (type 7 of Hyndman and Fan, 1996); empty when there is none.
  public OptionalDouble quantile(double probability) {
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    double at = probability * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(sorted.length - 1, below + 1);
    double part = at - below;
    return OptionalDouble.of(sorted[below] * (1 - part) + sorted[above] * part);
  }
}
