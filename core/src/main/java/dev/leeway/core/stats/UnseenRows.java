package dev.leeway.core.stats;

/// The law of Σ c·Binomial(N(c), q(c)), the rows in categories that lie wholly in the new sample.
///
/// @param c rows of a category, by group
/// @param categories N(c), by group
/// @param lnChance ln q(c), by group
record UnseenRows(long[] c, long[] categories, double[] lnChance) {

  private static final double NEGLIGIBLE = 1e-310;

  static UnseenRows of(long n, long m, long[] multiplicity, long[] categories) {
    if (multiplicity.length != categories.length) {
      throw new IllegalArgumentException(
          "multiplicity and categories must have one length, had "
              + multiplicity.length
              + " and "
              + categories.length);
    }
    double[] lnChance = new double[multiplicity.length];
    for (int i = 0; i < lnChance.length; i++) {
      if (multiplicity[i] < 1 || multiplicity[i] > n + m || categories[i] < 0) {
        throw new IllegalArgumentException(
            categories[i] + " categories of " + multiplicity[i] + " rows among " + (n + m));
      }
      lnChance[i] = PointMass.lnHypergeometric(multiplicity[i], m, n, multiplicity[i]);
    }
    return new UnseenRows(multiplicity.clone(), categories.clone(), lnChance);
  }

  /// The largest possible value.
  double most() {
    double sum = 0;
    for (int i = 0; i < c.length; i++) {
      if (lnChance[i] > Double.NEGATIVE_INFINITY) {
        sum += (double) c[i] * categories[i];
      }
    }
    return sum;
  }

  /// About how many multiplications [#tail] takes.
  double operations(long k) {
    double sum = 0;
    for (int i = 0; i < c.length; i++) {
      sum += (double) k * Math.min(categories[i], k / c[i] + 1);
    }
    return sum;
  }

  /// P(sum ≥ k), by convolution. The last entry of the array gathers everything from k up, so that
  /// small results are sums of small positive terms.
  double tail(int k) {
    double[] mass = new double[k + 1];
    mass[0] = 1;
    for (int i = 0; i < c.length; i++) {
      double p = Math.exp(lnChance[i]);
      if (p > 0 && categories[i] > 0) {
        mass = plus(mass, c[i], binomial(categories[i], p, -Math.expm1(lnChance[i]), k / c[i] + 1));
      }
    }
    return mass[k];
  }

  /// P(B = 0), P(B = 1), …, the last entry being P(B ≥ its index) at `most` or earlier.
  private static double[] binomial(long trials, double p, double q, long most) {
    int last = (int) Math.min(trials, most);
    double[] mass = new double[last + 1];
    double lower = 0;
    for (int b = 0; b < last; b++) {
      mass[b] = Math.exp(PointMass.lnBinomial(b, trials, p, q));
      lower += mass[b];
    }
    if (last < trials * p) {
      // most of the mass is above, and nothing is lost by the subtraction
      mass[last] = Math.max(0, 1 - lower);
      return mass;
    }
    double upper = 0;
    for (long b = last; b <= trials; b++) {
      double next = Math.exp(PointMass.lnBinomial(b, trials, p, q));
      upper += next;
      if (next <= 1e-18 * upper) {
        break;
      }
    }
    mass[last] = upper;
    return mass;
  }

  private static double[] plus(double[] mass, long step, double[] binomial) {
    int k = mass.length - 1;
    double[] sum = new double[k + 1];
    sum[k] = mass[k];
    for (int b = 0; b < binomial.length; b++) {
      double share = binomial[b];
      if (share < NEGLIGIBLE) {
        continue;
      }
      long shift = b * step;
      for (int s = 0; s < k; s++) {
        sum[(int) Math.min(k, s + shift)] += mass[s] * share;
      }
    }
    return sum;
  }

  /// ln of Chernoff's bound inf over t ≥ 0 of exp(−t·k)·E exp(t·sum); 0 for k up to the mean, minus
  /// infinity above the largest possible value.
  double lnChernoffBound(long k) {
    if (k > most()) {
      return Double.NEGATIVE_INFINITY;
    }
    if (slope(0, k) >= 0) {
      return 0;
    }
    double low = 0;
    double high = 1;
    while (slope(high, k) < 0 && high < 1e4) {
      low = high;
      high *= 2;
    }
    for (int step = 0; step < 100; step++) {
      double middle = (low + high) / 2;
      if (slope(middle, k) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double exponent = -high * k;
    for (int i = 0; i < c.length; i++) {
      exponent += categories[i] * lnMoment(i, high);
    }
    return Math.min(0, exponent);
  }

  /// Derivative of the exponent of the bound, increasing in t.
  private double slope(double t, long k) {
    double mean = -k;
    for (int i = 0; i < c.length; i++) {
      mean += c[i] * (double) categories[i] * Math.exp(lnChance[i] + c[i] * t - lnMoment(i, t));
    }
    return mean;
  }

  /// ln(1 − q + q·exp(c·t)).
  private double lnMoment(int i, double t) {
    double tilt = lnChance[i] + c[i] * t;
    if (tilt < 30) {
      // Apart from small t, q alone may be 0 and exp(c·t) infinite where their product is neither.
      double q = Math.exp(lnChance[i]);
      return Math.log1p(c[i] * t < 1 ? q * Math.expm1(c[i] * t) : Math.exp(tilt) - q);
    }
    return tilt + Math.log1p(-Math.expm1(lnChance[i]) * Math.exp(-tilt));
  }
}
