package dev.leeway.core.stats;

/// The distribution of the one-sample Kolmogorov–Smirnov statistic as its limit and three terms in
/// 1/√n. Pelz & Good (1976), Approximating the lower tail-areas of the Kolmogorov–Smirnov
/// one-sample statistic; the symbols are those of Simard & L'Ecuyer (2011), section 2.5.
final class PelzGood {
  private static final double PI_2 = Math.PI * Math.PI;
  private static final double PI_4 = PI_2 * PI_2;
  private static final double PI_6 = PI_4 * PI_2;

  private PelzGood() {}

  /// P(D < x) for `n` values, meant for n > 140 and n·x² from 0.03 to 18.
  static double below(double x, double n) {
    double z = x * Math.sqrt(n);
    double z2 = z * z;
    double z4 = z2 * z2;
    double z6 = z4 * z2;
    double decay = PI_2 / (2 * z2);
    double k0 = 0;
    double k1 = 0;
    double k2 = 0;
    double k3 = 0;
    double k2Whole = 0;
    double k3Whole = 0;
    // exp(−decay·k²) is below 1e-25 of the first term from here on
    int terms = 2 + (int) Math.ceil(Math.sqrt(60 / decay));
    for (int k = terms; k >= 0; k--) {
      double half = (k + 0.5) * (k + 0.5);
      double e = Math.exp(-decay * half);
      k0 += e;
      k1 += (PI_2 * half - z2) * e;
      k2 +=
          (6 * z6 + 2 * z4 + PI_2 * (2 * z4 - 5 * z2) * half + PI_4 * (1 - 2 * z2) * half * half)
              * e;
      k3 +=
          (PI_6 * half * half * half * (5 - 30 * z2)
                  + PI_4 * half * half * (-60 * z2 + 212 * z4)
                  + PI_2 * half * (135 * z4 - 96 * z6)
                  - 30 * z6
                  - 90 * z4 * z4)
              * e;
      double whole = (double) k * k;
      double w = Math.exp(-decay * whole);
      k2Whole += PI_2 * whole * w;
      k3Whole += (3 * PI_2 * whole * z2 - PI_4 * whole * whole) * w;
    }
    // each sum over all whole k is twice the one over k ≥ 0
    double c = Math.sqrt(2 * Math.PI);
    return c * k0 / z
        + c * k1 / (6 * z4) / Math.sqrt(n)
        + c * (k2 / (72 * z6 * z) - k2Whole / (36 * z2 * z)) / n
        + c * (k3 / (6480 * z6 * z4) + k3Whole / (216 * z6)) / (n * Math.sqrt(n));
  }
}
