package dev.leeway.core.concept;

import dev.leeway.core.profile.ByteInput;
import dev.leeway.core.profile.ByteOutput;
import java.util.Arrays;
import java.util.List;

/// Labelled rows by the fine bins of two features at a time, and from them the *overlap*: the share
/// of current rows that lie where the reference has rows.
///
/// A cell of two features is covered when its share of the reference is at least a ninth of its
/// share of the current data. Below that, fewer than one in ten rows of two equally large sets
/// would be the reference's, which is where Crump, Hotz, Imbens & Mitnik (2009), Dealing with
/// limited overlap in estimation of average treatment effects, stop comparing. The reference is
/// given one row more in each coarse cell, and three in each of the many fine ones: where none was
/// seen, as many are to be expected at the most with 95 % (Hanley & Lippman-Hand, 1983). What no
/// two features show together is not noticed, so the overlap is at most what this says.
///
/// All numbers are whole, so grids merge exactly. Not thread-safe.
final class InputGrids {

  /// The features that tell most about the label; more make 28 grids too large to keep.
  private static final int MOST_FEATURES = 8;

  /// Current rows for each row of the reference, both as shares of their side, up to which a cell
  /// counts as covered.
  private static final double MOST_ODDS = 9;

  private static final int FINE_SLACK = 3;

  private static final int COARSE_SLACK = 1;

  private final List<FeatureBins> bins;
  private final long[][] counts;
  private long rows;

  /// @param bins the features that cells and model use, those that tell most first
  InputGrids(List<FeatureBins> bins) {
    this(
        bins.subList(0, Math.min(MOST_FEATURES, bins.size())),
        new long[pairs(Math.min(MOST_FEATURES, bins.size()))][],
        0);
    int pair = 0;
    for (int first = 0; first < this.bins.size(); first++) {
      for (int second = first; second < this.bins.size(); second++) {
        int codes = codes(this.bins.get(first)) * codes(this.bins.get(second));
        counts[pair++] = new long[codes];
      }
    }
  }

  private InputGrids(List<FeatureBins> bins, long[][] counts, long rows) {
    this.bins = List.copyOf(bins);
    this.counts = counts;
    this.rows = rows;
  }

  /// Every two features, and each with itself.
  private static int pairs(int features) {
    return features * (features + 1) / 2;
  }

  private static int codes(FeatureBins feature) {
    return feature.outside() + 1;
  }

  /// Counts one row.
  ///
  /// @param usedCodes the code of every feature used and row
  void add(byte[][] usedCodes, int row) {
    rows++;
    int pair = 0;
    for (int first = 0; first < bins.size(); first++) {
      for (int second = first; second < bins.size(); second++) {
        int at = usedCodes[first][row] * codes(bins.get(second)) + usedCodes[second][row];
        counts[pair++][at]++;
      }
    }
  }

  /// The share of current rows in covered cells, of the two features and the size of cells for
  /// which it is least; in [0, 1], and 1 without features or without rows.
  ///
  /// @param reference grids of the same features
  static double overlap(InputGrids reference, InputGrids current) {
    double least = 1;
    int pair = 0;
    for (int first = 0; first < reference.bins.size(); first++) {
      FeatureBins one = reference.bins.get(first);
      for (int second = first; second < reference.bins.size(); second++) {
        FeatureBins other = reference.bins.get(second);
        long[] before = reference.counts[pair];
        long[] now = current.counts[pair++];
        least = Math.min(least, covered(before, reference.rows, now, current.rows, FINE_SLACK));
        long[] coarseBefore = coarse(before, one, other);
        long[] coarseNow = coarse(now, one, other);
        least =
            Math.min(
                least,
                covered(coarseBefore, reference.rows, coarseNow, current.rows, COARSE_SLACK));
      }
    }
    return least;
  }

  private static double covered(long[] before, long n, long[] now, long m, int slack) {
    if (n == 0 || m == 0) {
      return 1;
    }
    long covered = 0;
    for (int cell = 0; cell < now.length; cell++) {
      if (MOST_ODDS * (before[cell] + slack) * m >= (double) now[cell] * n) {
        covered += now[cell];
      }
    }
    return (double) covered / m;
  }

  private static long[] coarse(long[] fine, FeatureBins one, FeatureBins other) {
    long[] coarse = new long[one.coarseBins() * other.coarseBins()];
    int width = codes(other);
    for (int cell = 0; cell < fine.length; cell++) {
      coarse[one.coarse(cell / width) * other.coarseBins() + other.coarse(cell % width)] +=
          fine[cell];
    }
    return coarse;
  }

  InputGrids plus(InputGrids other) {
    InputGrids sum = copy();
    sum.rows += other.rows;
    for (int pair = 0; pair < counts.length; pair++) {
      for (int cell = 0; cell < counts[pair].length; cell++) {
        sum.counts[pair][cell] += other.counts[pair][cell];
      }
    }
    return sum;
  }

  void write(ByteOutput out) {
    out.putCount(rows);
    for (long[] grid : counts) {
      out.putSparse(grid);
    }
  }

  /// Grids of the same features.
  InputGrids read(ByteInput in) {
    long total = in.count();
    long[][] read = new long[counts.length][];
    for (int pair = 0; pair < read.length; pair++) {
      read[pair] = in.counts(counts[pair].length);
      if (Arrays.stream(read[pair]).sum() != total) {
        throw in.damaged("a grid does not have %d rows".formatted(total));
      }
    }
    return new InputGrids(bins, read, total);
  }

  InputGrids copy() {
    return new InputGrids(
        bins, Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new), rows);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InputGrids grids
        && rows == grids.rows
        && Arrays.deepEquals(counts, grids.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(counts);
  }
}
