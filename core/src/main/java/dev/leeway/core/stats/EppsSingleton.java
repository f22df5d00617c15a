package dev.leeway.core.stats;

import java.util.Arrays;

/// The Epps–Singleton test: whether two samples have the same characteristic function at two
/// points. Holds for discrete values as well, where tests of distribution functions are too
/// cautious. Epps & Singleton (1986); Goerg & Kaiser (2009).
public final class EppsSingleton {

  /// The points, in units of half the pooled interquartile range.
  private static final double[] POINTS = {0.4, 0.8};

  private static final int FEWEST = 5;
  private static final double NO_SPREAD = 1e-12;

  private EppsSingleton() {}

  /// The statistic W₂ and its p-value from the chi-square distribution with as many degrees of
  /// freedom as the covariance has rank: 4, and fewer for samples of very few distinct values,
  /// whose directions without any spread are left out. A correction for small samples applies where
  /// both have fewer than 25 values. As SciPy's `epps_singleton_2samp` with its default points;
  /// where the covariance is singular SciPy's depends on rounding. Samples are in ascending order;
  /// O(n+m).
  ///
  /// @throws IllegalArgumentException when a sample has fewer than 5 values or holds NaN or an
  ///   infinity; when the middle half of the pooled values is one value, since that sets the scale;
  ///   and when neither sample has any spread
  public static TestResult test(double[] sortedX, double[] sortedY) {
    requireSample(sortedX, "sortedX");
    requireSample(sortedY, "sortedY");
    double n = sortedX.length;
    double m = sortedY.length;
    double rows = n + m;
    double[] pooled = pooled(sortedX, sortedY);
    // the statistic does not change when both are shifted, and small angles have more digits
    double middle = Quantile.ofSorted(pooled, 0.5);
    for (int i = 0; i < pooled.length; i++) {
      pooled[i] -= middle;
    }
    double scale = (Quantile.ofSorted(pooled, 0.75) - Quantile.ofSorted(pooled, 0.25)) / 2;
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException(
          "the interquartile range of both samples together must be above 0 and finite");
    }
    Waves x = Waves.of(sortedX, middle, scale);
    Waves y = Waves.of(sortedY, middle, scale);
    int size = 2 * POINTS.length;
    double[][] covariance = new double[size][size];
    double[] difference = new double[size];
    for (int i = 0; i < size; i++) {
      difference[i] = x.mean[i] - y.mean[i];
      for (int j = 0; j < size; j++) {
        covariance[i][j] = rows / n * x.covariance[i][j] + rows / m * y.covariance[i][j];
      }
    }
    SymmetricMatrix.Eigen eigen = SymmetricMatrix.eigen(covariance);
    double largest = Arrays.stream(eigen.values()).max().orElseThrow();
    double w = 0;
    int rank = 0;
    for (int k = 0; k < size; k++) {
      if (eigen.values()[k] > Math.max(NO_SPREAD * largest, 1e-30)) {
        double along = 0;
        for (int i = 0; i < size; i++) {
          along += eigen.vectors()[i][k] * difference[i];
        }
        w += rows * along * along / eigen.values()[k];
        rank++;
      }
    }
    if (rank == 0) {
      throw new IllegalArgumentException("neither sample has any spread");
    }
    if (Math.max(n, m) < 25) {
      w /= 1 + Math.pow(rows, -0.45) + 10.1 * (Math.pow(n, -1.7) + Math.pow(m, -1.7));
    }
    return new TestResult(w, rank, ChiSquareTail.above(w, rank));
  }

  /// Whether [#test] has a value for finite samples: 5 or more values each, a pooled interquartile
  /// range that sets the scale, and spread within a sample.
  public static boolean isDefined(double[] sortedX, double[] sortedY) {
    int n = sortedX.length;
    int m = sortedY.length;
    if (n < FEWEST || m < FEWEST) {
      return false;
    }
    boolean spread = sortedX[0] < sortedX[n - 1] || sortedY[0] < sortedY[m - 1];
    double[] pooled = pooled(sortedX, sortedY);
    double range = Quantile.ofSorted(pooled, 0.75) - Quantile.ofSorted(pooled, 0.25);
    return spread && range > 0 && Double.isFinite(range);
  }

  /// Means and covariances of cos and sin of the values at each point.
  private record Waves(double[] mean, double[][] covariance) {

    static Waves of(double[] values, double middle, double scale) {
      int size = 2 * POINTS.length;
      double[][] waves = new double[size][values.length];
      double[] mean = new double[size];
      for (int k = 0; k < POINTS.length; k++) {
        for (int i = 0; i < values.length; i++) {
          double angle = POINTS[k] * ((values[i] - middle) / scale);
          double cosine = Math.cos(angle);
          double sine = Math.sin(angle);
          waves[k][i] = cosine;
          waves[k + POINTS.length][i] = sine;
          mean[k] += cosine / values.length;
          mean[k + POINTS.length] += sine / values.length;
        }
      }
      double[][] covariance = new double[size][size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j <= i; j++) {
          double sum = 0;
          for (int row = 0; row < values.length; row++) {
            sum += (waves[i][row] - mean[i]) * (waves[j][row] - mean[j]);
          }
          covariance[i][j] = sum / values.length;
          covariance[j][i] = covariance[i][j];
        }
      }
      return new Waves(mean, covariance);
    }
  }

  private static double[] pooled(double[] sortedX, double[] sortedY) {
    double[] pooled = Arrays.copyOf(sortedX, sortedX.length + sortedY.length);
    System.arraycopy(sortedY, 0, pooled, sortedX.length, sortedY.length);
    Arrays.sort(pooled);
    return pooled;
  }

  private static void requireSample(double[] sorted, String name) {
    if (sorted.length < FEWEST) {
      throw new IllegalArgumentException(
          name + " must have " + FEWEST + " or more values, had " + sorted.length);
    }
    if (!Double.isFinite(sorted[0]) || !Double.isFinite(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException(
          name + " must be finite, ranged from " + sorted[0] + " to " + sorted[sorted.length - 1]);
    }
  }
}
