package dev.leeway.core.drift.parity;

import dev.leeway.core.drift.parity.NannyMlScores.Fitted;
import dev.leeway.core.drift.parity.PeerColumn.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The univariate drift methods of NannyML 0.13.1, by the name they have there.
///
/// Each alerts when its value is above mean + 3 standard deviations (dividing by their number) of
/// its values on ten equal chunks of the reference, in its order; only `chi2` when p < 0.05. Rows
/// that are left over make an eleventh chunk. Rows without a value are dropped, infinite ones are
/// not.
public enum NannyMlMethod {
  /// Jensen–Shannon distance to base 2, in [0, 1]: of categories, all new ones together; of numbers
  /// on bins by Doane's rule over the reference, with one more for what is outside.
  JENSEN_SHANNON("jensen_shannon", true, true),
  /// The Kolmogorov–Smirnov statistic; from 10,000 reference values on, at the edges of 10,000
  /// equal bins.
  KOLMOGOROV_SMIRNOV("kolmogorov_smirnov", true, false),
  /// Wasserstein distance in the column's unit; from 10,000 reference values on, from 10,000 equal
  /// bins, with a row too many beyond either end.
  WASSERSTEIN("wasserstein", true, false),
  /// Hellinger distance, in [0, 1], on the bins of [#JENSEN_SHANNON].
  HELLINGER("hellinger", true, true),
  /// Chi-square of homogeneity, with Yates' correction for two categories. Alerts when p < 0.05.
  CHI2("chi2", false, true),
  /// The largest difference of a category's share.
  L_INFINITY("l_infinity", false, true);

  private static final int CHUNKS = 10;
  private static final double DEVIATIONS = 3;
  private static final double LEVEL = 0.05;

  private final String id;
  private final boolean forNumbers;
  private final boolean forCategories;

  NannyMlMethod(String id, boolean forNumbers, boolean forCategories) {
    this.id = id;
    this.forNumbers = forNumbers;
    this.forCategories = forCategories;
  }

  /// The name in NannyML.
  public String id() {
    return id;
  }

  /// The method of that name.
  public static Optional<NannyMlMethod> of(String id) {
    return Arrays.stream(values()).filter(method -> method.id.equals(id)).findFirst();
  }

  /// The first of `wanted` that is there for such a column, else NannyML's default, Jensen–Shannon.
  public static NannyMlMethod choose(PeerColumn column, List<NannyMlMethod> wanted) {
    for (NannyMlMethod method : wanted) {
      if (column instanceof Numbers ? method.forNumbers : method.forCategories) {
        return method;
      }
    }
    return JENSEN_SHANNON;
  }

  /// What this method says of the current data as one chunk. Data that come later are judged by
  /// scoring them against the same reference; its thresholds do not depend on them.
  public PeerScore score(PeerColumn column) {
    try {
      Fitted fitted = NannyMlScores.fit(this, column);
      double threshold = threshold(fitted.chunks(CHUNKS));
      double value = fitted.current();
      if (Double.isNaN(value)) {
        return PeerScore.failed(
            fitted.currentIsEmpty() ? "no value is present" : "the value is not a number");
      }
      if (this == CHI2) {
        double p = fitted.p();
        return new PeerScore(value, p, LEVEL, p < LEVEL, "p_value < " + LEVEL, null);
      }
      if (Double.isNaN(threshold)) {
        return PeerScore.failed("the threshold is not a number");
      }
      return new PeerScore(
          value, null, threshold, value > threshold, "statistic > " + threshold, null);
    } catch (PeerError e) {
      return PeerScore.failed(String.valueOf(e.getMessage()));
    }
  }

  private double threshold(double[] chunks) {
    double[] known = Arrays.stream(chunks).filter(value -> !Double.isNaN(value)).toArray();
    double threshold = NumpyArrays.mean(known) + DEVIATIONS * NumpyArrays.standardDeviation(known);
    return this == KOLMOGOROV_SMIRNOV ? Math.min(1, threshold) : threshold;
  }
}
