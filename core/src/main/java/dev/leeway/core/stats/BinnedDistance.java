package dev.leeway.core.stats;

import java.util.HashMap;
import java.util.Map;

/// Distances between two samples counted on the same bins, and what each is when nothing drifted:
/// with counts every distance is above 0 by chance alone, the more so the more bins and the fewer
/// rows.
///
/// Distances are 0 for equal shares and, but for Kullback–Leibler's, symmetric; bins empty in both
/// samples do not count. They throw IllegalArgumentException for arrays of different lengths,
/// negative counts or an empty sample; expected values, for fewer than one bin or row.
public final class BinnedDistance {

  /// The rows that a bin empty in one sample counts as there, for [#populationStability] and
  /// [#smoothedKullbackLeibler] only; the other bins keep their shares.
  public static final double PSEUDO_COUNT = 0.5;

  private static final double LN_2 = Math.log(2);
  private static final int SERIES_TERMS = 200;

  private BinnedDistance() {}

  /// Population stability index in nats: Σ (r − c)·ln(r/c) over the shares r and c of each bin,
  /// from 0 up. A bin empty in one sample gets [#PSEUDO_COUNT] rows there. Siddiqi (2006), Credit
  /// Risk Scorecards; Jeffreys (1946) for the divergence.
  public static double populationStability(long[] reference, long[] current) {
    TwoSampleCounts counts = TwoSampleCounts.of(reference, current);
    double sum = 0;
    for (int j = 0; j < counts.categories(); j++) {
      double r = rows(counts.reference()[j]) / counts.referenceRows();
      double c = rows(counts.current()[j]) / counts.currentRows();
      sum += (r - c) * Math.log(r / c);
    }
    return sum;
  }

  private static double rows(long count) {
    return count == 0 ? PSEUDO_COUNT : count;
  }

  /// The index expected without drift on `bins` bins that are not empty: (B − 1)(1/n + 1/m), the
  /// first term of its expansion. Yurdakul & Naranjo (2020).
  public static double expectedPopulationStability(long bins, long n, long m) {
    return chiSquareScale(bins, n, m);
  }

  /// Jensen–Shannon divergence to base 2, in [0, 1]: the mean of the Kullback–Leibler divergences
  /// of both shares from their middle. Lin (1991).
  public static double jensenShannonDivergence(long[] reference, long[] current) {
    TwoSampleCounts counts = TwoSampleCounts.of(reference, current);
    double sum = 0;
    for (int j = 0; j < counts.categories(); j++) {
      double r = counts.reference()[j] / (double) counts.referenceRows();
      double c = counts.current()[j] / (double) counts.currentRows();
      sum += divergenceTerm(r, c);
    }
    return Math.min(1, Math.max(0, sum / LN_2));
  }

  /// The divergence expected without drift: (B − 1)(1/n + 1/m)/(8 ln 2), the first term of its
  /// expansion, at most 1.
  public static double expectedJensenShannonDivergence(long bins, long n, long m) {
    return Math.min(1, chiSquareScale(bins, n, m) / (8 * LN_2));
  }

  /// Jensen–Shannon distance, in [0, 1]: the square root of [#jensenShannonDivergence], and a
  /// metric. Endres & Schindelin (2003).
  public static double jensenShannonDistance(long[] reference, long[] current) {
    return Math.sqrt(jensenShannonDivergence(reference, current));
  }

  /// The distance expected without drift, taken as the root of [#expectedJensenShannonDivergence]:
  /// the root mean square, which is above the mean, by 25 % for two bins and 3 % for ten.
  public static double expectedJensenShannonDistance(long bins, long n, long m) {
    return Math.sqrt(expectedJensenShannonDivergence(bins, n, m));
  }

  /// Total variation distance, in [0, 1]: the share of rows that would have to change bin to make
  /// the samples agree, ½ Σ |r − c|.
  public static double totalVariation(long[] reference, long[] current) {
    TwoSampleCounts counts = TwoSampleCounts.of(reference, current);
    double sum = 0;
    for (int j = 0; j < counts.categories(); j++) {
      sum +=
          Math.abs(
              counts.reference()[j] / (double) counts.referenceRows()
                  - counts.current()[j] / (double) counts.currentRows());
    }
    return Math.min(1, sum / 2);
  }

  /// Kullback–Leibler divergence of the current shares c from the reference's r, in nats: Σ
  /// r·ln(r/c), from 0 up and not symmetric. A bin empty in the reference adds nothing; one empty
  /// in the current sample alone makes it infinite. Kullback & Leibler (1951).
  public static double kullbackLeibler(long[] reference, long[] current) {
    return kullbackLeibler(TwoSampleCounts.of(reference, current), 0);
  }

  /// The same with [#PSEUDO_COUNT] rows in a bin that is empty in one sample, as in
  /// [#populationStability], so that it is always finite; then it can be below 0 by a trifle, since
  /// shares no longer add to 1.
  public static double smoothedKullbackLeibler(long[] reference, long[] current) {
    return kullbackLeibler(TwoSampleCounts.of(reference, current), PSEUDO_COUNT);
  }

  private static double kullbackLeibler(TwoSampleCounts counts, double pseudoCount) {
    double sum = 0;
    for (int j = 0; j < counts.categories(); j++) {
      double r = Math.max(counts.reference()[j], pseudoCount) / counts.referenceRows();
      double c = Math.max(counts.current()[j], pseudoCount) / counts.currentRows();
      sum += r == 0 ? 0 : c == 0 ? Double.POSITIVE_INFINITY : r * Math.log(r / c);
    }
    return sum;
  }

  /// The divergence expected without drift: (B − 1)(1/n + 1/m)/2, the first term of its expansion.
  public static double expectedKullbackLeibler(long bins, long n, long m) {
    return chiSquareScale(bins, n, m) / 2;
  }

  /// Hellinger distance, in [0, 1]: √(½ Σ (√r − √c)²), a metric, 1 for samples without a common
  /// bin. Hellinger (1909).
  public static double hellinger(long[] reference, long[] current) {
    TwoSampleCounts counts = TwoSampleCounts.of(reference, current);
    double sum = 0;
    for (int j = 0; j < counts.categories(); j++) {
      double difference =
          Math.sqrt(counts.reference()[j] / (double) counts.referenceRows())
              - Math.sqrt(counts.current()[j] / (double) counts.currentRows());
      sum += difference * difference;
    }
    return Math.sqrt(Math.min(1, sum / 2));
  }

  /// The distance expected without drift, as the root of its mean square: √((B − 1)(1/n + 1/m)/8),
  /// the first term of its expansion, at most 1; above the mean, by 25 % for two bins and 3 % for
  /// ten.
  public static double expectedHellinger(long bins, long n, long m) {
    return Math.sqrt(Math.min(1, chiSquareScale(bins, n, m) / 8));
  }

  /// L∞ distance, in [0, 1]: the largest difference of the two shares of one bin. Its value without
  /// drift depends on the largest bins and has no simple form.
  public static double largestDifference(long[] reference, long[] current) {
    TwoSampleCounts counts = TwoSampleCounts.of(reference, current);
    double largest = 0;
    for (int j = 0; j < counts.categories(); j++) {
      largest =
          Math.max(
              largest,
              Math.abs(
                  counts.reference()[j] / (double) counts.referenceRows()
                      - counts.current()[j] / (double) counts.currentRows()));
    }
    return largest;
  }

  /// E(TV²) without drift, given the sizes and the pooled counts of all bins: every split of the
  /// pooled rows equally likely.
  ///
  /// With d the difference of a bin's shares, 4·TV² = Σᵢ Σⱼ |dᵢ||dⱼ|. Means and mean squares of |d|
  /// are exact (De Moivre's identity for the hypergeometric law), covariances of two bins are those
  /// of normal variates of the same variance and correlation. Exact for two bins; for more, within
  /// about 3 %. Time O(bins) but for the number of terms of a power series, at most 200.
  public static double expectedTotalVariationSquare(long[] reference, long[] current) {
    TwoSampleCounts counts = TwoSampleCounts.of(reference, current);
    double n = counts.referenceRows();
    double m = counts.currentRows();
    double rows = counts.rows();
    int bins = counts.categories();
    if (bins == 1) {
      return 0;
    }
    double[] deviation = new double[bins];
    double[] odds = new double[bins];
    double mean = 0;
    double squares = 0;
    double squaredMeans = 0;
    Map<Long, Double> known = new HashMap<>();
    for (int j = 0; j < bins; j++) {
      double pooled = counts.pooled(j);
      double variance = pooled / n * ((rows - pooled) / m) / (rows - 1);
      double absolute =
          known.computeIfAbsent(
              counts.pooled(j),
              c ->
                  meanAbsoluteDeviation(c, counts.rows() - c, counts.currentRows())
                      * (rows / n / m));
      mean += absolute;
      squares += variance;
      squaredMeans += absolute * absolute;
      deviation[j] = Math.sqrt(variance);
      odds[j] = pooled / (rows - pooled);
    }
    if (bins == 2) {
      return squares / 2;
    }
    double covariances = absoluteCovariances(deviation, odds);
    return Math.min(1, (mean * mean - squaredMeans + squares + covariances) / 4);
  }

  /// E|K − E K| for K marked items among `draws` from `marked` + `unmarked`, which telescopes to
  /// one point mass: 2·a·(unmarked − draws + a)/N · P(K = a) with a the first whole number above E
  /// K.
  private static double meanAbsoluteDeviation(long marked, long unmarked, long draws) {
    double rows = (double) marked + unmarked;
    long a = (long) Math.floor(marked * (draws / rows)) + 1;
    double mass = Math.exp(PointMass.lnHypergeometric(a, marked, unmarked, draws));
    return mass == 0 ? 0 : 2.0 * a * ((unmarked - draws + a) / rows) * mass;
  }

  /// Σ cov(|dᵢ|, |dⱼ|) over all ordered pairs of different bins, for normal d with standard
  /// deviations σ and correlations of a fixed total, ρᵢⱼ² = oᵢ·oⱼ with odds o.
  ///
  /// One covariance is (2/π)·σᵢσⱼ·(√(1−ρ²) + ρ·asin ρ − 1) (Nabeya, 1951). The bracket is the power
  /// series Σ C(2k,k)/(4ᵏ(2k+1)(2k+2))·ρ²ᵏ⁺², and ρ² a product, so each term of the double sum is a
  /// square of a single sum less its diagonal.
  private static double absoluteCovariances(double[] deviation, double[] odds) {
    double[] power = deviation.clone();
    double binomial = 1;
    double total = 0;
    for (int k = 0; k < SERIES_TERMS; k++) {
      double sum = 0;
      double diagonal = 0;
      for (int j = 0; j < power.length; j++) {
        power[j] *= odds[j];
        sum += power[j];
        diagonal += power[j] * power[j];
      }
      double term = binomial / ((2 * k + 1) * (2 * k + 2)) * (sum * sum - diagonal);
      total += term;
      if (term <= 1e-9 * total) {
        break;
      }
      binomial *= (2 * k + 1) / (2 * k + 2.0);
    }
    return 2 / Math.PI * total;
  }

  /// ½·(r·ln(r/h) + c·ln(c/h)) with h the mean of r and c; not 0 for both.
  private static double divergenceTerm(double r, double c) {
    double middle = (r + c) / 2;
    double first = r == 0 ? 0 : r * Math.log(r / middle);
    double second = c == 0 ? 0 : c * Math.log(c / middle);
    return (first + second) / 2;
  }

  private static double chiSquareScale(long bins, long n, long m) {
    if (bins < 1 || n < 1 || m < 1) {
      throw new IllegalArgumentException(
          "bins and sizes must be at least 1, were " + bins + ", " + n + ", " + m);
    }
    return (bins - 1) * (1.0 / n + 1.0 / m);
  }
}
