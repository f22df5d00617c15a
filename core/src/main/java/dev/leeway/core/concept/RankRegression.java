package dev.leeway.core.concept;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Log odds of a class that are linear in the normal scores of the ordered features: what few rows
/// can teach. Ridge logistic regression by Newton's method; le Cessie & van Houwelingen (1992). A
/// bin's score is the normal quantile of its middle rank (van der Waerden, 1952); missing values
/// score 0. Immutable.
///
/// @param intercept log odds where every score is 0
/// @param terms what each feature's code adds
record RankRegression(double intercept, double[][] terms) {

  private static final double RIDGE = 1;
  private static final int STEPS = 12;

  /// @param bins the features
  /// @param codes their codes of every row
  /// @param hits whether a row is of the class; both must occur among `rows`
  /// @param rows the rows to learn from
  static RankRegression fit(List<FeatureBins> bins, byte[][] codes, boolean[] hits, int[] rows) {
    int features = bins.size();
    double[][] scores = new double[features][];
    for (int feature = 0; feature < features; feature++) {
      scores[feature] = normalScores(bins.get(feature), codes[feature], rows);
    }
    double[] weights = new double[features + 1];
    double[] inputs = new double[features + 1];
    inputs[features] = 1;
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[features + 1];
      double[][] curvature = new double[features + 1][features + 1];
      for (int feature = 0; feature < features; feature++) {
        gradient[feature] = -RIDGE * weights[feature];
        curvature[feature][feature] = RIDGE;
      }
      // so that the curvature has an inverse even where all chances are 0 or 1
      curvature[features][features] = 1e-6;
      for (int row : rows) {
        double sum = weights[features];
        for (int feature = 0; feature < features; feature++) {
          inputs[feature] = scores[feature][codes[feature][row]];
          sum += weights[feature] * inputs[feature];
        }
        double chance = 1 / (1 + Math.exp(-sum));
        double residual = (hits[row] ? 1 : 0) - chance;
        double spread = chance * (1 - chance);
        for (int i = 0; i <= features; i++) {
          gradient[i] += residual * inputs[i];
          for (int j = 0; j <= i; j++) {
            curvature[i][j] += spread * inputs[i] * inputs[j];
          }
        }
      }
      double[] change = solve(curvature, gradient);
      double largest = Arrays.stream(change).map(Math::abs).max().orElse(0);
      // at most one unit a step, so that nearly separate classes do not make it leap
      double scale = largest > 1 ? 1 / largest : 1;
      for (int i = 0; i <= features; i++) {
        weights[i] += scale * change[i];
      }
      if (largest < 1e-6) {
        break;
      }
    }
    double[][] terms = new double[features][FeatureBins.MOST_CODES];
    for (int feature = 0; feature < features; feature++) {
      for (int code = 0; code < FeatureBins.MOST_CODES; code++) {
        terms[feature][code] = weights[feature] * scores[feature][code];
      }
    }
    return new RankRegression(weights[features], terms);
  }

  double score(byte[][] codes, int row) {
    double sum = intercept;
    for (int feature = 0; feature < terms.length; feature++) {
      sum += terms[feature][codes[feature][row]];
    }
    return sum;
  }

  /// The score of each code; all 0 where codes have no order.
  private static double[] normalScores(FeatureBins bins, byte[] codes, int[] rows) {
    double[] scores = new double[FeatureBins.MOST_CODES];
    if (!bins.ordered()) {
      return scores;
    }
    int[] counts = new int[FeatureBins.MOST_CODES];
    int present = 0;
    for (int row : rows) {
      counts[codes[row]]++;
      present += codes[row] < bins.missing() ? 1 : 0;
    }
    int below = 0;
    for (int code = 0; code < bins.missing() && present > 0; code++) {
      // with half a row at each end, so that codes that these rows lack have a finite score
      double rank = (below + counts[code] / 2.0 + 0.5) / (present + 1.0);
      scores[code] = NormalDistribution.of(0, 1).inverseCumulativeProbability(rank);
      below += counts[code];
    }
    return scores;
  }

  /// Solves a positive definite system, of which the lower half is given, by Cholesky's
  /// decomposition, in place.
  private static double[] solve(double[][] matrix, double[] right) {
    int size = right.length;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= matrix[i][k] * matrix[j][k];
        }
        matrix[i][j] = i == j ? Math.sqrt(Math.max(1e-12, sum)) : sum / matrix[j][j];
      }
    }
    double[] solution = right.clone();
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        solution[i] -= matrix[i][k] * solution[k];
      }
      solution[i] /= matrix[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        solution[i] -= matrix[k][i] * solution[k];
      }
      solution[i] /= matrix[i][i];
    }
    return solution;
  }
}
