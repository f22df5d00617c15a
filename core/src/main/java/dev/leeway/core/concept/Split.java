package dev.leeway.core.concept;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A question about one feature that divides rows in two.
///
/// @param feature position of the feature
/// @param left bit `c` says that rows with code `c` go to the left
/// @param gain what the sum of squares about the means of both sides loses
record Split(int feature, long left, double gain) {

  boolean goesLeft(byte[][] codes, int row) {
    return (left >>> codes[feature][row] & 1) != 0;
  }

  /// Looks for the split that explains targets best. Friedman (2001), Greedy function
  /// approximation: a gradient boosting machine; categories in the order of their mean target,
  /// after Fisher (1958), On grouping for maximum homogeneity. A feature's missing values go where
  /// they fit better.
  ///
  /// @param bins the features
  /// @param codes the code of each feature and row
  /// @param targets one or more targets of each row
  /// @param weights the weight of each row
  /// @param ridge weight of 0 that is mixed into the mean of every side
  /// @param leastRows rows on each side
  record Finder(
      List<FeatureBins> bins,
      byte[][] codes,
      double[][] targets,
      double[] weights,
      double ridge,
      int leastRows) {

    private static final int CODES = FeatureBins.MOST_CODES;

    /// The best split of rows `rows[from … to)`, or null when none gains anything.
    @Nullable Split best(int[] rows, int from, int to) {
      Split best = null;
      if (to - from < 2 * leastRows) {
        return null;
      }
      for (int feature = 0; feature < bins.size(); feature++) {
        Split split = new Search(this, feature, rows, from, to).best();
        if (split != null && (best == null || split.gain() > best.gain())) {
          best = split;
        }
      }
      return best;
    }
  }

  /// Sums of one feature's codes, and the search through them.
  private static final class Search {

    private final Finder finder;
    private final int feature;
    private final int rows;
    private final int[] counts = new int[Finder.CODES];
    private final double[] weights = new double[Finder.CODES];
    private final double[][] sums;
    private final double[] total;
    private double totalWeight;
    private @Nullable Split best;

    Search(Finder finder, int feature, int[] order, int from, int to) {
      this.finder = finder;
      this.feature = feature;
      this.rows = to - from;
      this.sums = new double[finder.targets.length][Finder.CODES];
      this.total = new double[finder.targets.length];
      byte[] codes = finder.codes[feature];
      for (int at = from; at < to; at++) {
        int row = order[at];
        int code = codes[row];
        counts[code]++;
        weights[code] += finder.weights[row];
        for (int k = 0; k < sums.length; k++) {
          sums[k][code] += finder.targets[k][row];
        }
      }
      for (int code = 0; code < Finder.CODES; code++) {
        totalWeight += weights[code];
        for (int k = 0; k < sums.length; k++) {
          total[k] += sums[k][code];
        }
      }
    }

    @Nullable Split best() {
      FeatureBins bins = finder.bins.get(feature);
      if (bins.ordered()) {
        int[] order = new int[bins.missing()];
        Arrays.setAll(order, code -> code);
        scan(order, -1);
        if (counts[bins.missing()] > 0) {
          scan(order, bins.missing());
        }
      } else {
        Integer[] order = new Integer[bins.outside()];
        Arrays.setAll(order, code -> code);
        Arrays.sort(order, (one, other) -> Double.compare(mean(one), mean(other)));
        scan(Arrays.stream(order).mapToInt(code -> code).toArray(), -1);
      }
      return best;
    }

    private double mean(int code) {
      return weights[code] == 0 ? 0 : sums[0][code] / weights[code];
    }

    private void scan(int[] order, int first) {
      int leftRows = 0;
      double leftWeight = 0;
      double[] left = new double[sums.length];
      long mask = 0;
      for (int at = first < 0 ? 0 : -1; at < order.length; at++) {
        int code = at < 0 ? first : order[at];
        mask |= 1L << code;
        if (counts[code] == 0) {
          continue;
        }
        leftRows += counts[code];
        leftWeight += weights[code];
        for (int k = 0; k < left.length; k++) {
          left[k] += sums[k][code];
        }
        if (leftRows < finder.leastRows) {
          continue;
        }
        if (rows - leftRows < finder.leastRows) {
          return;
        }
        double gain = 0;
        for (int k = 0; k < left.length; k++) {
          double right = total[k] - left[k];
          gain +=
              left[k] * left[k] / (leftWeight + finder.ridge)
                  + right * right / (totalWeight - leftWeight + finder.ridge)
                  - total[k] * total[k] / (totalWeight + finder.ridge);
        }
        if (gain > 1e-9 && (best == null || gain > best.gain())) {
          best = new Split(feature, mask, gain);
        }
      }
    }
  }
}
