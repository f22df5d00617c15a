package dev.leeway.core.stats;

/// Exact tests for values that the reference does not have. What counts as new is read off the
/// reference itself, so its own share is 0 by construction and an ordinary comparison of two shares
/// would alarm on chance; these tests ask what chance brings when all rows, reference and current,
/// are exchangeable.
public final class Novelty {

  private static final double MOST_OPERATIONS = 2e7;

  /// Logarithm of a probability that no sum of probabilities notices.
  private static final double NEGLIGIBLE = Math.log(1e-18);

  private Novelty() {}

  /// `P(K ≥ outside)`, K being how many of `m` new values lie below the smallest or above the
  /// largest of `n` old ones.
  ///
  /// By symmetry the values outside have the distribution of those before the second old one in a
  /// random order of all, so `K ≥ k` when at most one of the first k + 1 is old: `Π_{i<k}
  /// (m−i)/(N−i) · ((m−k) + (k+1)n) / (N−k)`, N = n + m (Wilks, 1941, tolerance limits). For
  /// continuous values; ties make it conservative.
  ///
  /// @param n at least 2
  public static PValue outsideRange(long outside, long n, long m) {
    if (n < 2 || outside < 0 || outside > m) {
      throw new IllegalArgumentException(
          "needs 0 <= outside <= m and n >= 2, had outside %d, n %d, m %d"
              .formatted(outside, n, m));
    }
    double all = (double) n + m;
    double ln = Math.log((m - outside) + (outside + 1.0) * n) - Math.log(all - outside);
    return PValue.ofLn(ln + lnAllCurrent(outside, n, m));
  }

  /// `ln Π_{i<c} (m−i)/(N−i)`: the probability that c given rows all fall into the current sample.
  private static double lnAllCurrent(long c, long n, long m) {
    if (c > m) {
      return Double.NEGATIVE_INFINITY;
    }
    double all = (double) n + m;
    if (c > 1_000) {
      return Densities.lnHypergeometric(c, c, all - c, m);
    }
    double sum = 0;
    for (long i = 0; i < c; i++) {
      sum += Math.log((m - i) / (all - i));
    }
    return sum;
  }

  /// `P(K ≥ unseenRows)`, K being how many current rows fall into categories without a reference
  /// row.
  ///
  /// Given how often each category occurs in both samples together, one with c rows lies wholly in
  /// the current sample with probability `q_c = Π_{i<c} (m−i)/(N−i)`, and then adds c to K.
  /// Categories are taken as independent, which for fixed sample sizes they are not quite: they
  /// then repel each other, and the test is a little conservative. The distribution is convolved
  /// while that is cheap; else Chernoff's upper bound `inf_t e^{−tk} Π (1 − q_c + q_c e^{ct})` is
  /// given, which is conservative too.
  ///
  /// @param multiplicity how often a category occurs, distinct values
  /// @param categories how many categories occur so often
  public static PValue unseenCategories(
      long unseenRows, long n, long m, long[] multiplicity, long[] categories) {
    if (unseenRows == 0) {
      return PValue.ONE;
    }
    if (unseenRows < 0 || unseenRows > m || multiplicity.length != categories.length) {
      throw new IllegalArgumentException(
          "needs 0 <= unseen rows <= m and as many multiplicities as categories, had %d, %d"
              .formatted(unseenRows, m));
    }
    int groups = multiplicity.length;
    double[] lnShare = new double[groups];
    double operations = 0;
    for (int group = 0; group < groups; group++) {
      lnShare[group] = lnAllCurrent(multiplicity[group], n, m);
      double steps = Math.min(categories[group], unseenRows / (double) multiplicity[group] + 1);
      operations += lnShare[group] < NEGLIGIBLE ? 0 : steps * unseenRows;
    }
    double chernoff = chernoff(unseenRows, multiplicity, categories, lnShare);
    if (operations > MOST_OPERATIONS || chernoff < -600) {
      return PValue.ofLn(chernoff);
    }
    double tail = convolve(Math.toIntExact(unseenRows), multiplicity, categories, lnShare);
    // A sum of probabilities loses what is below rounding of the largest; the bound holds there.
    return tail < 1e-12 ? PValue.ofLn(chernoff) : PValue.of(tail);
  }

  private static double convolve(
      int limit, long[] multiplicity, long[] categories, double[] lnShare) {
    double[] below = new double[limit];
    below[0] = 1;
    for (int group = 0; group < multiplicity.length; group++) {
      if (lnShare[group] >= NEGLIGIBLE) {
        below = convolve(below, multiplicity[group], categories[group], Math.exp(lnShare[group]));
      }
    }
    double sum = 0;
    for (double probability : below) {
      sum += probability;
    }
    return Math.max(0, 1 - sum);
  }

  /// Adds `multiplicity · Binomial(count, share)` to a distribution cut at its length.
  private static double[] convolve(double[] below, long multiplicity, long count, double share) {
    int limit = below.length;
    double[] next = new double[limit];
    for (long k = 0; k <= count && k * multiplicity < limit; k++) {
      double weight = Math.exp(Densities.lnBinomial(k, count, share, 1 - share));
      if (weight < 1e-20 && k > count * share) {
        break;
      }
      int shift = (int) (k * multiplicity);
      for (int at = shift; at < limit; at++) {
        next[at] += weight * below[at - shift];
      }
    }
    return next;
  }

  /// `ln inf_t …`, by bisection of the derivative, which rises with t.
  private static double chernoff(long k, long[] multiplicity, long[] categories, double[] lnShare) {
    double most = 0;
    double sure = 0;
    for (int group = 0; group < lnShare.length; group++) {
      if (lnShare[group] > Double.NEGATIVE_INFINITY) {
        most += (double) multiplicity[group] * categories[group];
        sure += categories[group] * lnShare[group];
      }
    }
    if (k >= most) {
      return k > most ? Double.NEGATIVE_INFINITY : sure;
    }
    if (mean(0, multiplicity, categories, lnShare) >= k) {
      return 0;
    }
    double low = 0;
    double high = 1;
    while (mean(high, multiplicity, categories, lnShare) < k && high < 1e6) {
      high *= 2;
    }
    for (int step = 0; step < 200; step++) {
      double middle = (low + high) / 2;
      if (mean(middle, multiplicity, categories, lnShare) < k) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double sum = -high * k;
    for (int group = 0; group < lnShare.length; group++) {
      double ln = lnShare[group];
      if (ln > Double.NEGATIVE_INFINITY) {
        double inside = ln + high * multiplicity[group];
        double outside = Math.log1p(-Math.exp(ln));
        double larger = Math.max(inside, outside);
        double smaller = Math.min(inside, outside);
        sum += categories[group] * (larger + Math.log1p(Math.exp(smaller - larger)));
      }
    }
    return Math.min(0, sum);
  }

  /// Mean of K when probabilities are tilted by `e^{tK}`.
  private static double mean(double t, long[] multiplicity, long[] categories, double[] lnShare) {
    double mean = 0;
    for (int group = 0; group < lnShare.length; group++) {
      double ln = lnShare[group];
      if (ln > Double.NEGATIVE_INFINITY) {
        double lnOdds = Math.log1p(-Math.exp(ln)) - ln - t * multiplicity[group];
        mean += (double) categories[group] * multiplicity[group] / (1 + Math.exp(lnOdds));
      }
    }
    return mean;
  }
}
