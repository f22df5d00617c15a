package dev.leeway.core.stats;

/// `P(D_n ≥ x)` of the one-sample, two-sided Kolmogorov–Smirnov statistic.
///
/// Simard and L'Ecuyer (2011), *Computing the two-sided Kolmogorov–Smirnov distribution*, J. Stat.
/// Software 39(11): which formula to use where. Ruben and Gambino's (1982) closed forms at both
/// ends; Marsaglia, Tsang and Wang's (2003) matrix power in the lower part; Miller's (1956)
/// doubling of the one-sided probability in the upper tail; Pelz and Good's (1976) expansion
/// between them. Where the paper takes Pomeranz's recursion for small n the matrix power serves
/// too, to at least 9 digits of the p-value.
final class OneSampleKolmogorov {

  private static final int SMALL_N = 140;

  /// Points at which a sum of smooth terms is evaluated; it is then the trapezoidal rule, whose
  /// error is below rounding because the terms and all their derivatives vanish at both ends.
  private static final long TERMS = 16_384;

  private OneSampleKolmogorov() {}

  static PValue pValue(double x, long n) {
    double t = n * x;
    if (t <= 0.5 || n == 0) {
      return PValue.ONE;
    }
    if (x >= 1) {
      return new PValue(0, Double.NEGATIVE_INFINITY);
    }
    if (t <= 1) {
      return PValue.of(1 - lowest(t, n));
    }
    if (t >= n - 1) {
      return PValue.ofLn(Math.log(2) + n * Math.log1p(-x));
    }
    double square = t * x;
    boolean upperTail = x >= 0.5 || square >= (n <= SMALL_N ? 4 : 2.2);
    if (upperTail) {
      return PValue.ofLn(Math.log(2) + lnOneSided(x, n));
    }
    boolean matrix = n <= SMALL_N || (n <= 100_000 && n * Math.pow(x, 1.5) <= 1.4);
    return PValue.of(1 - (matrix ? matrixPower(x, Math.toIntExact(n)) : expansion(x, n)));
  }

  /// `P(D_n ≤ x) = n! (2t − 1)^n / n^n` for ½ < t = nx ≤ 1.
  private static double lowest(double t, long n) {
    double product = 1;
    for (long i = 1; i <= n && product > 0; i++) {
      product *= (2 * t - 1) * i / n;
    }
    return product;
  }

  /// `ln P(D_n⁺ ≥ x)` by Smirnov's (1944) sum `Σ_j (x/a_j) Binomial(j; n, a_j)`, `a_j = x + j/n`,
  /// over `0 ≤ j ≤ n(1 − x)`.
  private static double lnOneSided(double x, long n) {
    long last = (long) Math.floor(n * (1 - x));
    long stride = Math.max(1, last / TERMS);
    double largest = Double.NEGATIVE_INFINITY;
    int size = (int) (last / stride) + 1;
    double[] terms = new double[size];
    for (int k = 0; k < size; k++) {
      double j = (double) k * stride;
      double a = x + j / n;
      double rest = Math.max(0, (n - j) / n - x);
      terms[k] = Math.log(x / a) + Densities.lnBinomial(j, n, a, rest);
      largest = Math.max(largest, terms[k]);
    }
    double sum = 0;
    for (double term : terms) {
      sum += Math.exp(term - largest);
    }
    return largest + Math.log(sum * stride);
  }

  /// `P(D_n < x)` as an entry of the n-th power of a (2k − 1)-square matrix, k = ⌈nx⌉.
  private static double matrixPower(double x, int n) {
    int k = (int) Math.ceil(n * x);
    double h = k - n * x;
    int size = 2 * k - 1;
    double[][] step = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= Math.min(size - 1, i + 1); j++) {
        step[i][j] = 1;
      }
    }
    for (int i = 0; i < size; i++) {
      step[i][0] -= Math.pow(h, i + 1);
      step[size - 1][i] -= Math.pow(h, size - i);
    }
    step[size - 1][0] += 2 * h - 1 > 0 ? Math.pow(2 * h - 1, size) : 0;
    for (int i = 0; i < size; i++) {
      double factorial = 1;
      for (int j = i; j >= 0; j--) {
        factorial *= i - j + 1;
        step[i][j] /= factorial;
      }
    }
    // The vector of row k−1 of step^n, scaled by n!/n^n on the way; both factors are applied one at
    // a time.
    Scaled power = Scaled.identity(size);
    Scaled base = new Scaled(step, 0);
    for (int bit = n; bit > 0; bit >>= 1) {
      if ((bit & 1) == 1) {
        power = power.times(base);
      }
      if (bit > 1) {
        base = base.times(base);
      }
    }
    double value = power.values()[k - 1][k - 1];
    int exponent = power.exponent();
    for (int i = 1; i <= n; i++) {
      value *= (double) i / n;
      if (value < 1e-140) {
        value = Math.scalb(value, 465);
        exponent -= 465;
      }
    }
    return Math.scalb(value, exponent);
  }

  /// A matrix times 2^exponent.
  private record Scaled(double[][] values, int exponent) {

    static Scaled identity(int size) {
      double[][] identity = new double[size][size];
      for (int i = 0; i < size; i++) {
        identity[i][i] = 1;
      }
      return new Scaled(identity, 0);
    }

    Scaled times(Scaled other) {
      int size = values.length;
      double[][] product = new double[size][size];
      double largest = 0;
      for (int i = 0; i < size; i++) {
        for (int k = 0; k < size; k++) {
          double factor = values[i][k];
          for (int j = 0; j < size; j++) {
            product[i][j] += factor * other.values[k][j];
          }
        }
        for (int j = 0; j < size; j++) {
          largest = Math.max(largest, product[i][j]);
        }
      }
      int shift = Math.getExponent(largest);
      for (double[] row : product) {
        for (int j = 0; j < size; j++) {
          row[j] = Math.scalb(row[j], -shift);
        }
      }
      return new Scaled(product, exponent + other.exponent + shift);
    }
  }

  /// `P(D_n ≤ x) ≈ K0(z) + K1(z)/√n + K2(z)/n + K3(z)/n^1.5`, z = x√n, with the sums in the form
  /// that converges fast for small z.
  private static double expansion(double x, long n) {
    double z = x * Math.sqrt((double) n);
    double z2 = z * z;
    double z4 = z2 * z2;
    double z6 = z4 * z2;
    double p2 = Math.PI * Math.PI;
    double p4 = p2 * p2;
    double p6 = p4 * p2;
    double k0 = 0;
    double k1 = 0;
    double k2 = 0;
    double k3 = 0;
    int last = (int) Math.ceil(16 * z / Math.PI) + 1;
    for (int k = last; k >= 1; k--) {
      double odd = 2.0 * k - 1;
      double o2 = odd * odd;
      double o4 = o2 * o2;
      double o6 = o4 * o2;
      double weight = Math.exp(-p2 * o2 / (8 * z2));
      k0 += weight;
      k1 += weight * (p2 / 4 * o2 - z2);
      k2 +=
          weight
              * (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * p2 / 4 * o2 + p4 * (1 - 2 * z2) / 16 * o4);
      k3 +=
          weight
              * (-30 * z6
                  - 90 * z4 * z4
                  + p2 * (135 * z4 - 96 * z6) / 4 * o2
                  + p4 * (212 * z4 - 60 * z2) / 16 * o4
                  + p6 * (5 - 30 * z2) / 64 * o6);
    }
    double root = Math.sqrt(2 * Math.PI);
    double second = 0;
    double third = 0;
    for (int k = last; k >= 1; k--) {
      double square = (double) k * k;
      double weight = square * Math.exp(-p2 * square / (2 * z2));
      second += weight;
      third += weight * (3 * z2 - p2 * square);
    }
    double sqrtN = Math.sqrt((double) n);
    return root
        * (k0 / z
            + k1 / (6 * z4) / sqrtN
            + (k2 / (72 * z6 * z) - second * p2 / (36 * z2 * z)) / n
            + (k3 / (6480 * z6 * z4) + third * p2 / (216 * z6)) / (n * sqrtN));
  }
}
