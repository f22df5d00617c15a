package dev.leeway.core.drift;

/// A statistic that compares a column of two data sets. The id is the same in options, files,
/// metrics and reports.
public enum Method {
  KOLMOGOROV_SMIRNOV("ks", "Kolmogorov–Smirnov"),
  CHI_SQUARE("chi-square", "Chi-square"),
  POPULATION_STABILITY("psi", "Population stability index"),
  JENSEN_SHANNON_DIVERGENCE("jensen-shannon-divergence", "Jensen–Shannon divergence"),
  JENSEN_SHANNON("jensen-shannon", "Jensen–Shannon distance"),
  WASSERSTEIN("wasserstein", "Wasserstein distance"),
  WASSERSTEIN_NORMED("wasserstein-normed", "Wasserstein distance in standard deviations"),
  TOTAL_VARIATION("total-variation", "Total variation"),
  FISHER_EXACT("fisher-exact", "Fisher's exact test of two shares"),
  /// [dev.leeway.core.stats.Novelty#outsideRange].
  EXCEEDANCE("exceedance", "Exact test of the share outside the reference's range"),
  /// [dev.leeway.core.stats.Novelty#unseenCategories].
  UNSEEN_CATEGORIES(
      "unseen-categories", "Exact test of the share of categories new to the reference");

  private final String id;
  private final String title;

  Method(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /// The name used in options, files and reports.
  public String id() {
    return id;
  }

  /// The name for people.
  public String title() {
    return title;
  }
}
