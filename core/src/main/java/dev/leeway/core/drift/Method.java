package dev.leeway.core.drift;

import dev.leeway.core.profile.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A statistic that compares a column of two data sets. The id is the same in options, files,
/// metrics and reports.
public enum Method {
  /// `ks`: [dev.leeway.core.stats.KolmogorovSmirnov].
  KOLMOGOROV_SMIRNOV("ks", "Kolmogorov–Smirnov", Scope.NUMBERS),
  /// `chi-square`: [dev.leeway.core.stats.ChiSquare#test].
  CHI_SQUARE("chi-square", "Chi-square", Scope.CATEGORIES),
  /// `psi`: [dev.leeway.core.stats.BinnedDistance#populationStability].
  POPULATION_STABILITY("psi", "Population stability index", Scope.ALL),
  /// `jensen-shannon-divergence`: [dev.leeway.core.stats.BinnedDistance#jensenShannonDivergence].
  JENSEN_SHANNON_DIVERGENCE("jensen-shannon-divergence", "Jensen–Shannon divergence", Scope.ALL),
  /// `jensen-shannon`: [dev.leeway.core.stats.BinnedDistance#jensenShannonDistance].
  JENSEN_SHANNON("jensen-shannon", "Jensen–Shannon distance", Scope.ALL),
  /// `wasserstein`: [dev.leeway.core.stats.Wasserstein].
  WASSERSTEIN("wasserstein", "Wasserstein distance", Scope.NUMBERS),
  /// `wasserstein-normed`: [dev.leeway.core.stats.Wasserstein] over the reference's standard
  /// deviation.
  WASSERSTEIN_NORMED(
      "wasserstein-normed", "Wasserstein distance in standard deviations", Scope.NUMBERS),
  /// `total-variation`: [dev.leeway.core.stats.BinnedDistance#totalVariation].
  TOTAL_VARIATION("total-variation", "Total variation", Scope.ALL),
  /// `fisher-exact`: [dev.leeway.core.stats.TwoProportions].
  FISHER_EXACT("fisher-exact", "Fisher's exact test of two shares", Scope.ALL),
  /// `exceedance`: [dev.leeway.core.stats.Novelty#outsideRange].
  EXCEEDANCE("exceedance", "Exact test of the share outside the reference's range", Scope.VALUES),
  /// `unseen-categories`: [dev.leeway.core.stats.Novelty#unseenCategories].
  UNSEEN_CATEGORIES(
      "unseen-categories",
      "Exact test of the share of categories new to the reference",
      Scope.CATEGORIES),

  /// `cramer-von-mises`: [dev.leeway.core.stats.CramerVonMises#statistic], with its p-value.
  CRAMER_VON_MISES("cramer-von-mises", "Cramér–von Mises", Scope.VALUES, When.ASKED_FOR),
  /// `anderson-darling`: [dev.leeway.core.stats.AndersonDarling#statistic], with its interpolated
  /// p-value.
  ANDERSON_DARLING("anderson-darling", "Anderson–Darling", Scope.VALUES, When.ASKED_FOR),
  /// `mann-whitney`: [dev.leeway.core.stats.MannWhitney#test], two-sided.
  MANN_WHITNEY("mann-whitney", "Mann–Whitney U", Scope.VALUES, When.ASKED_FOR),
  /// `epps-singleton`: [dev.leeway.core.stats.EppsSingleton].
  EPPS_SINGLETON("epps-singleton", "Epps–Singleton", Scope.VALUES, When.ASKED_FOR),
  /// `energy-distance`: [dev.leeway.core.stats.EnergyDistance].
  ENERGY_DISTANCE("energy-distance", "Energy distance", Scope.VALUES, When.ASKED_FOR),
  /// `welch-t`: [dev.leeway.core.stats.TTest#welch].
  WELCH_T("welch-t", "Welch's t", Scope.NUMBERS, When.ASKED_FOR),
  /// `t-test`: [dev.leeway.core.stats.TTest#pooled].
  STUDENT_T("t-test", "Student's t", Scope.NUMBERS, When.ASKED_FOR),
  /// `g-test`: [dev.leeway.core.stats.GTest].
  G_TEST("g-test", "G", Scope.CATEGORIES, When.ASKED_FOR),
  /// `z-test`: [dev.leeway.core.stats.ProportionZTest], of the reference's most frequent of two
  /// categories.
  Z_TEST("z-test", "z of two shares", Scope.CATEGORIES, When.ASKED_FOR),
  /// `l-infinity`: [dev.leeway.core.stats.BinnedDistance#largestDifference].
  L_INFINITY("l-infinity", "L∞ distance", Scope.ALL, When.ASKED_FOR),
  /// `kullback-leibler`: [dev.leeway.core.stats.BinnedDistance#smoothedKullbackLeibler].
  KULLBACK_LEIBLER("kullback-leibler", "Kullback–Leibler divergence", Scope.ALL, When.ASKED_FOR),
  /// `hellinger`: [dev.leeway.core.stats.BinnedDistance#hellinger].
  HELLINGER("hellinger", "Hellinger distance", Scope.ALL, When.ASKED_FOR),

  /// `evidently-ks`: [dev.leeway.core.drift.parity.EvidentlyMethod#KS].
  EVIDENTLY_KS(
      "evidently-ks", "Evidently: Kolmogorov–Smirnov", Scope.VALUES, When.ANOTHER_TOOLS_RULE),
  /// `evidently-chisquare`: [dev.leeway.core.drift.parity.EvidentlyMethod#CHISQUARE].
  EVIDENTLY_CHISQUARE(
      "evidently-chisquare", "Evidently: chi-square", Scope.CATEGORIES, When.ANOTHER_TOOLS_RULE),
  /// `evidently-z`: [dev.leeway.core.drift.parity.EvidentlyMethod#Z].
  EVIDENTLY_Z(
      "evidently-z", "Evidently: z-test of two shares", Scope.CATEGORIES, When.ANOTHER_TOOLS_RULE),
  /// `evidently-wasserstein`: [dev.leeway.core.drift.parity.EvidentlyMethod#WASSERSTEIN].
  EVIDENTLY_WASSERSTEIN(
      "evidently-wasserstein",
      "Evidently: Wasserstein distance, normed",
      Scope.VALUES,
      When.ANOTHER_TOOLS_RULE),
  /// `evidently-kl_div`: [dev.leeway.core.drift.parity.EvidentlyMethod#KL_DIV].
  EVIDENTLY_KL_DIV(
      "evidently-kl_div",
      "Evidently: Kullback–Leibler divergence",
      Scope.ALL,
      When.ANOTHER_TOOLS_RULE),
  /// `evidently-psi`: [dev.leeway.core.drift.parity.EvidentlyMethod#PSI].
  EVIDENTLY_PSI(
      "evidently-psi", "Evidently: population stability index", Scope.ALL, When.ANOTHER_TOOLS_RULE),
  /// `evidently-jensenshannon`: [dev.leeway.core.drift.parity.EvidentlyMethod#JENSENSHANNON].
  EVIDENTLY_JENSENSHANNON(
      "evidently-jensenshannon",
      "Evidently: Jensen–Shannon distance",
      Scope.ALL,
      When.ANOTHER_TOOLS_RULE),
  /// `evidently-anderson`: [dev.leeway.core.drift.parity.EvidentlyMethod#ANDERSON].
  EVIDENTLY_ANDERSON(
      "evidently-anderson", "Evidently: Anderson–Darling", Scope.VALUES, When.ANOTHER_TOOLS_RULE),
  /// `evidently-cramer_von_mises`: [dev.leeway.core.drift.parity.EvidentlyMethod#CRAMER_VON_MISES].
  EVIDENTLY_CRAMER_VON_MISES(
      "evidently-cramer_von_mises",
      "Evidently: Cramér–von Mises",
      Scope.VALUES,
      When.ANOTHER_TOOLS_RULE),
  /// `evidently-mannw`: [dev.leeway.core.drift.parity.EvidentlyMethod#MANNW].
  EVIDENTLY_MANNW(
      "evidently-mannw",
      "Evidently: Mann–Whitney, one-sided",
      Scope.VALUES,
      When.ANOTHER_TOOLS_RULE),
  /// `evidently-ed`: [dev.leeway.core.drift.parity.EvidentlyMethod#ED].
  EVIDENTLY_ED("evidently-ed", "Evidently: energy distance", Scope.VALUES, When.ANOTHER_TOOLS_RULE),
  /// `evidently-es`: [dev.leeway.core.drift.parity.EvidentlyMethod#ES].
  EVIDENTLY_ES("evidently-es", "Evidently: Epps–Singleton", Scope.VALUES, When.ANOTHER_TOOLS_RULE),
  /// `evidently-t_test`: [dev.leeway.core.drift.parity.EvidentlyMethod#T_TEST].
  EVIDENTLY_T_TEST(
      "evidently-t_test", "Evidently: Student's t", Scope.VALUES, When.ANOTHER_TOOLS_RULE),
  /// `evidently-fisher_exact`: [dev.leeway.core.drift.parity.EvidentlyMethod#FISHER_EXACT].
  EVIDENTLY_FISHER_EXACT(
      "evidently-fisher_exact",
      "Evidently: Fisher's exact test",
      Scope.CATEGORIES,
      When.ANOTHER_TOOLS_RULE),
  /// `evidently-g_test`: [dev.leeway.core.drift.parity.EvidentlyMethod#G_TEST].
  EVIDENTLY_G_TEST(
      "evidently-g_test", "Evidently: G-test", Scope.CATEGORIES, When.ANOTHER_TOOLS_RULE),
  /// `evidently-hellinger`: [dev.leeway.core.drift.parity.EvidentlyMethod#HELLINGER].
  EVIDENTLY_HELLINGER(
      "evidently-hellinger", "Evidently: Hellinger distance", Scope.ALL, When.ANOTHER_TOOLS_RULE),
  /// `nannyml-jensen_shannon`: [dev.leeway.core.drift.parity.NannyMlMethod#JENSEN_SHANNON].
  NANNYML_JENSEN_SHANNON(
      "nannyml-jensen_shannon",
      "NannyML: Jensen–Shannon distance",
      Scope.ALL,
      When.ANOTHER_TOOLS_RULE),
  /// `nannyml-kolmogorov_smirnov`: [dev.leeway.core.drift.parity.NannyMlMethod#KOLMOGOROV_SMIRNOV].
  NANNYML_KOLMOGOROV_SMIRNOV(
      "nannyml-kolmogorov_smirnov",
      "NannyML: Kolmogorov–Smirnov",
      Scope.VALUES,
      When.ANOTHER_TOOLS_RULE),
  /// `nannyml-wasserstein`: [dev.leeway.core.drift.parity.NannyMlMethod#WASSERSTEIN].
  NANNYML_WASSERSTEIN(
      "nannyml-wasserstein",
      "NannyML: Wasserstein distance",
      Scope.VALUES,
      When.ANOTHER_TOOLS_RULE),
  /// `nannyml-hellinger`: [dev.leeway.core.drift.parity.NannyMlMethod#HELLINGER].
  NANNYML_HELLINGER(
      "nannyml-hellinger", "NannyML: Hellinger distance", Scope.ALL, When.ANOTHER_TOOLS_RULE),
  /// `nannyml-chi2`: [dev.leeway.core.drift.parity.NannyMlMethod#CHI2].
  NANNYML_CHI2("nannyml-chi2", "NannyML: chi-square", Scope.CATEGORIES, When.ANOTHER_TOOLS_RULE),
  /// `nannyml-l_infinity`: [dev.leeway.core.drift.parity.NannyMlMethod#L_INFINITY].
  NANNYML_L_INFINITY(
      "nannyml-l_infinity",
      "NannyML: L-infinity distance",
      Scope.CATEGORIES,
      When.ANOTHER_TOOLS_RULE);

  /// Which columns a method is for.
  private enum Scope {
    /// Columns of numbers whose values are at hand.
    VALUES,
    /// Those, and the lengths of texts.
    NUMBERS,
    CATEGORIES,
    ALL
  }

  private enum When {
    ALWAYS,
    ASKED_FOR,
    ANOTHER_TOOLS_RULE
  }

  private final String id;
  private final String title;
  private final Scope scope;
  private final When when;

  Method(String id, String title, Scope scope) {
    this(id, title, scope, When.ALWAYS);
  }

  Method(String id, String title, Scope scope, When when) {
    this.id = id;
    this.title = title;
    this.scope = scope;
    this.when = when;
  }

  /// The method of that id, if there is one.
  public static Optional<Method> of(String id) {
    return Arrays.stream(values()).filter(method -> method.id.equals(id)).findFirst();
  }

  /// All methods that are computed only when asked for.
  public static Set<Method> allOnDemand() {
    Set<Method> methods = EnumSet.allOf(Method.class);
    methods.removeIf(method -> !method.onDemand());
    return methods;
  }

  /// The name used in options, files and reports.
  public String id() {
    return id;
  }

  /// The name for people.
  public String title() {
    return title;
  }

  /// Whether it is computed only when asked for. Such a method informs and never decides.
  public boolean onDemand() {
    return when == When.ASKED_FOR;
  }

  /// Whether it is what another tool computes, under that tool's policy only.
  public boolean isPeer() {
    return when == When.ANOTHER_TOOLS_RULE;
  }

  /// The kinds of columns it is computed for; of texts it compares the lengths.
  public Set<Kind> kinds() {
    return switch (scope) {
      case VALUES -> EnumSet.of(Kind.NUMERIC, Kind.DATETIME);
      case NUMBERS -> EnumSet.of(Kind.NUMERIC, Kind.DATETIME, Kind.TEXT);
      case CATEGORIES -> EnumSet.of(Kind.CATEGORICAL, Kind.BOOLEAN);
      case ALL -> EnumSet.allOf(Kind.class);
    };
  }
}
