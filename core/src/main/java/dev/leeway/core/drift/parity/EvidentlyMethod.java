package dev.leeway.core.drift.parity;

import dev.leeway.core.drift.parity.PeerColumn.Categories;
import dev.leeway.core.drift.parity.PeerColumn.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The drift methods of Evidently 0.7.21, by the name they have there and with the thresholds of
/// its code (its documentation has 0.05 for every test). `TVD` and `empirical_mmd` are left out,
/// since their p-values change from run to run, and so are the classifiers for text.
///
/// Rows without a value and infinite ones are dropped first, each side by itself.
public enum EvidentlyMethod {
  /// Two-sample Kolmogorov–Smirnov: the statistic, and its p-value, exact up to 10,000 values on
  /// the larger side. Drift when p ≤ 0.05.
  KS("ks", 0.05, Sign.P_AT_MOST, true, false),
  /// Pearson's test of the current counts against the reference's shares, as if these were the
  /// truth: a value that the reference lacks gives p = 0. Drift when p < 0.05.
  CHISQUARE("chisquare", 0.05, Sign.P_BELOW, false, true),
  /// Pooled z-test of the share of all values but the smallest. Drift when p < 0.05.
  Z("z", 0.05, Sign.P_BELOW, false, true),
  /// Wasserstein distance over the reference's standard deviation (dividing by n), or over 0.001
  /// where that is more. Drift from 0.1 on.
  WASSERSTEIN("wasserstein", 0.1, Sign.AT_LEAST, true, false),
  /// Kullback–Leibler divergence of the reference from the current data in nats, on the bins and
  /// with the fill of [#PSI]. Drift from 0.1 on.
  KL_DIV("kl_div", 0.1, Sign.AT_LEAST, true, true),
  /// Population stability index: with more than 20 different reference values on bins by Sturges'
  /// rule over the range of both sides, else on the values. An empty bin gets 0.0001, or a
  /// millionth of the least share that is not 0 where that is at most 0.0001. Drift from 0.1 on.
  PSI("psi", 0.1, Sign.AT_LEAST, true, true),
  /// Jensen–Shannon distance to base e, in [0, 0.833], on the bins of [#PSI]. Drift from 0.1 on.
  JENSENSHANNON("jensenshannon", 0.1, Sign.AT_LEAST, true, true),
  /// Anderson–Darling with midranks, p within 0.001 … 0.25. Drift when p < 0.1.
  ANDERSON("anderson", 0.1, Sign.P_BELOW, true, false),
  /// Fisher's exact test; fails for more than two values, and unless both sides have as many rows.
  /// Drift when p < 0.1.
  FISHER_EXACT("fisher_exact", 0.1, Sign.P_BELOW, false, true),
  /// Log-likelihood ratio of the current counts against the reference's counts; fails unless both
  /// sides have as many rows. Drift when p < 0.1.
  G_TEST("g_test", 0.1, Sign.P_BELOW, false, true),
  /// Cramér–von Mises with midranks, exact p up to 20 values, else asymptotic. Evidently's own p
  /// has fewer digits. Drift when p ≤ 0.1.
  CRAMER_VON_MISES("cramer_von_mises", 0.1, Sign.P_AT_MOST, true, false),
  /// Hellinger distance: of categories; of numbers on bins by Sturges' rule for the number of
  /// different values. Drift from 0.1 on.
  HELLINGER("hellinger", 0.1, Sign.AT_LEAST, true, true),
  /// Mann–Whitney U, one-sided: whether the reference is smaller. Drift when p < 0.05.
  MANNW("mannw", 0.05, Sign.P_BELOW, true, false),
  /// Energy distance, in the square root of the values' unit. Drift above 0.1.
  ED("ed", 0.1, Sign.ABOVE, true, false),
  /// Epps–Singleton; fails when the middle half of all values is one value. Drift when p < 0.05.
  ES("es", 0.05, Sign.P_BELOW, true, false),
  /// Student's t with pooled variance, two-sided. Drift when p < 0.05.
  T_TEST("t_test", 0.05, Sign.P_BELOW, true, false);

  /// The reference size from which on the default is a distance and no test.
  private static final int MANY_ROWS = 1000;

  /// Up to so many different values numbers are treated like categories by default.
  private static final int FEW_VALUES = 5;

  /// The side of the threshold on which drift lies.
  private enum Sign {
    P_BELOW("p_value <"),
    P_AT_MOST("p_value <="),
    AT_LEAST("statistic >="),
    ABOVE("statistic >");

    private final String words;

    Sign(String words) {
      this.words = words;
    }

    boolean holds(double score, double threshold) {
      return switch (this) {
        case P_BELOW -> score < threshold;
        case P_AT_MOST -> score <= threshold;
        case AT_LEAST -> score >= threshold;
        case ABOVE -> score > threshold;
      };
    }
  }

  private final String id;
  private final double threshold;
  private final Sign sign;
  private final boolean forNumbers;
  private final boolean forCategories;

  EvidentlyMethod(
      String id, double threshold, Sign sign, boolean forNumbers, boolean forCategories) {
    this.id = id;
    this.threshold = threshold;
    this.sign = sign;
    this.forNumbers = forNumbers;
    this.forCategories = forCategories;
  }

  /// The name in Evidently.
  public String id() {
    return id;
  }

  /// The method of that name.
  public static Optional<EvidentlyMethod> of(String id) {
    return Arrays.stream(values()).filter(method -> method.id.equals(id)).findFirst();
  }

  /// The first of `wanted` that is there for such a column, else Evidently's default for it: up to
  /// 1,000 reference values a test (Kolmogorov–Smirnov; for at most 5 different values and for
  /// categories chi-square, or z when they are 2 at most), above that a distance (Wasserstein;
  /// Jensen–Shannon).
  public static EvidentlyMethod choose(PeerColumn column, List<EvidentlyMethod> wanted) {
    PeerColumn present = present(column);
    for (EvidentlyMethod method : wanted) {
      if (present instanceof Numbers ? method.forNumbers : method.forCategories) {
        return method;
      }
    }
    boolean many = present.referenceRows() > MANY_ROWS;
    long values = EvidentlyScores.distinct(present);
    if (present instanceof Numbers && values > FEW_VALUES) {
      return many ? WASSERSTEIN : KS;
    }
    return many ? JENSENSHANNON : values > 2 ? CHISQUARE : Z;
  }

  /// What this method says of `column`, with a score or the reason why Evidently has none. The
  /// default may apply a test of categories to numbers of few values, so no kind is refused here.
  public PeerScore score(PeerColumn column) {
    PeerColumn present = present(column);
    if (present.isEmpty()) {
      return PeerScore.failed("no value is present");
    }
    try {
      EvidentlyScores.Score score = EvidentlyScores.of(this, present);
      double decisive = score.decisive();
      if (Double.isNaN(decisive)) {
        return PeerScore.failed("the score is not a number");
      }
      return new PeerScore(
          score.statistic(),
          score.p(),
          threshold,
          sign.holds(decisive, threshold),
          sign.words + " " + threshold,
          null);
    } catch (PeerError e) {
      return PeerScore.failed(String.valueOf(e.getMessage()));
    }
  }

  private static PeerColumn present(PeerColumn column) {
    if (column instanceof Numbers numbers) {
      return new Numbers(
          Arrays.stream(numbers.reference()).filter(Double::isFinite).toArray(),
          Arrays.stream(numbers.current()).filter(Double::isFinite).toArray(),
          numbers.whole());
    }
    Categories categories = (Categories) column;
    return new Categories(
        categories.names(),
        Arrays.stream(categories.reference()).filter(code -> code >= 0).toArray(),
        Arrays.stream(categories.current()).filter(code -> code >= 0).toArray());
  }
}
