package dev.leeway.core.drift;

import dev.leeway.core.profile.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A statistic that compares a column of two data sets. The id is the same in options, files,
/// metrics and reports.
public enum Method {
  KOLMOGOROV_SMIRNOV("ks", "Kolmogorov–Smirnov", Scope.NUMBERS),
  CHI_SQUARE("chi-square", "Chi-square", Scope.CATEGORIES),
  POPULATION_STABILITY("psi", "Population stability index", Scope.ALL),
  JENSEN_SHANNON_DIVERGENCE("jensen-shannon-divergence", "Jensen–Shannon divergence", Scope.ALL),
  JENSEN_SHANNON("jensen-shannon", "Jensen–Shannon distance", Scope.ALL),
  WASSERSTEIN("wasserstein", "Wasserstein distance", Scope.NUMBERS),
  WASSERSTEIN_NORMED(
      "wasserstein-normed", "Wasserstein distance in standard deviations", Scope.NUMBERS),
  TOTAL_VARIATION("total-variation", "Total variation", Scope.ALL),
  FISHER_EXACT("fisher-exact", "Fisher's exact test of two shares", Scope.ALL),
  /// [dev.leeway.core.stats.Novelty#outsideRange].
  EXCEEDANCE("exceedance", "Exact test of the share outside the reference's range", Scope.VALUES),
  /// [dev.leeway.core.stats.Novelty#unseenCategories].
  UNSEEN_CATEGORIES(
      "unseen-categories",
      "Exact test of the share of categories new to the reference",
      Scope.CATEGORIES),

  CRAMER_VON_MISES("cramer-von-mises", "Cramér–von Mises", Scope.VALUES_ON_DEMAND),
  ANDERSON_DARLING("anderson-darling", "Anderson–Darling", Scope.VALUES_ON_DEMAND),
  MANN_WHITNEY("mann-whitney", "Mann–Whitney U", Scope.VALUES_ON_DEMAND),
  EPPS_SINGLETON("epps-singleton", "Epps–Singleton", Scope.VALUES_ON_DEMAND),
  ENERGY_DISTANCE("energy-distance", "Energy distance", Scope.VALUES_ON_DEMAND),
  WELCH_T("welch-t", "Welch's t", Scope.NUMBERS_ON_DEMAND),
  STUDENT_T("t-test", "Student's t", Scope.NUMBERS_ON_DEMAND),
  G_TEST("g-test", "G", Scope.CATEGORIES_ON_DEMAND),
  Z_TEST("z-test", "z of two shares", Scope.CATEGORIES_ON_DEMAND),
  L_INFINITY("l-infinity", "L∞ distance", Scope.ALL_ON_DEMAND),
  KULLBACK_LEIBLER("kullback-leibler", "Kullback–Leibler divergence", Scope.ALL_ON_DEMAND),
  HELLINGER("hellinger", "Hellinger distance", Scope.ALL_ON_DEMAND);

  /// Which columns a method is for, and whether it is computed without being asked for.
  private enum Scope {
    /// Columns of numbers whose values are at hand.
    VALUES(false, Kind.NUMERIC, Kind.DATETIME),
    /// Those, and the lengths of texts.
    NUMBERS(false, Kind.NUMERIC, Kind.DATETIME, Kind.TEXT),
    CATEGORIES(false, Kind.CATEGORICAL, Kind.BOOLEAN),
    ALL(false, Kind.values()),
    VALUES_ON_DEMAND(true, Kind.NUMERIC, Kind.DATETIME),
    NUMBERS_ON_DEMAND(true, Kind.NUMERIC, Kind.DATETIME, Kind.TEXT),
    CATEGORIES_ON_DEMAND(true, Kind.CATEGORICAL, Kind.BOOLEAN),
    ALL_ON_DEMAND(true, Kind.values());

    private final boolean onDemand;
    private final Set<Kind> kinds;

    Scope(boolean onDemand, Kind... kinds) {
      this.onDemand = onDemand;
      this.kinds = Set.of(kinds);
    }
  }

  private final String id;
  private final String title;
  private final Scope scope;

  Method(String id, String title, Scope scope) {
    this.id = id;
    this.title = title;
    this.scope = scope;
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
    return scope.onDemand;
  }

  /// The kinds of columns it is computed for; of texts it compares the lengths.
  public Set<Kind> kinds() {
    return scope.kinds;
  }
}
