package dev.leeway.core.drift.parity;

import dev.leeway.core.drift.parity.PeerColumn.Categories;
import dev.leeway.core.drift.parity.PeerColumn.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The drift methods of Evidently 0.7.21, by the name they have there and with the thresholds of
/// its code (its documentation has 0.05 for every test). `TVD` and `empirical_mmd` are left out,
/// since their p-values hang on NumPy's random generator, and so are the classifiers for text.
///
/// Rows without a value and infinite ones are dropped first, each side by itself.
public enum EvidentlyMethod {
  KS("ks", 0.05, Sign.P_AT_MOST, true, false),
  CHISQUARE("chisquare", 0.05, Sign.P_BELOW, false, true),
  Z("z", 0.05, Sign.P_BELOW, false, true),
  WASSERSTEIN("wasserstein", 0.1, Sign.AT_LEAST, true, false),
  KL_DIV("kl_div", 0.1, Sign.AT_LEAST, true, true),
  PSI("psi", 0.1, Sign.AT_LEAST, true, true),
  JENSENSHANNON("jensenshannon", 0.1, Sign.AT_LEAST, true, true),
  ANDERSON("anderson", 0.1, Sign.P_BELOW, true, false),
  FISHER_EXACT("fisher_exact", 0.1, Sign.P_BELOW, false, true),
  G_TEST("g_test", 0.1, Sign.P_BELOW, false, true),
  CRAMER_VON_MISES("cramer_von_mises", 0.1, Sign.P_AT_MOST, true, false),
  HELLINGER("hellinger", 0.1, Sign.AT_LEAST, true, true),
  MANNW("mannw", 0.05, Sign.P_BELOW, true, false),
  ED("ed", 0.1, Sign.ABOVE, true, false),
  ES("es", 0.05, Sign.P_BELOW, true, false),
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
