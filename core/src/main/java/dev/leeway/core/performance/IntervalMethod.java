package dev.leeway.core.performance;

/// How an interval was found. The id is part of the report format.
public enum IntervalMethod {
  /// The score interval of a share. Wilson (1927).
  WILSON("wilson", "Wilson"),
  /// The areas' structural components. DeLong, DeLong, Clarke-Pearson (1988).
  DELONG("delong", "DeLong"),
  /// Student's t on the mean of independent rows or queries.
  STUDENT("student", "Student"),
  /// A normal interval on the variance of the metric's derivatives at each row (the delta method,
  /// or infinitesimal jackknife). Efron (1982), *The Jackknife, the Bootstrap and Other Resampling
  /// Plans*, chapter 6.
  DELTA("delta", "Delta method"),
  /// Order statistics whose ranks are the ends of a Wilson interval of the quantile's share.
  RANKS("ranks", "Order statistics"),
  /// The difference of two shares. Newcombe (1998), method 10.
  NEWCOMBE("newcombe", "Newcombe"),
  /// A normal interval of the difference of two independent values by their standard errors.
  NORMAL("normal", "Normal"),
  /// The difference of two values whose intervals are not symmetric, by the ends of both. Zou and
  /// Donner (2008).
  MOVER("mover", "Zou and Donner"),
  /// Student's t on the prediction of one more window from several. DerSimonian and Laird (1986);
  /// Higgins, Thompson and Spiegelhalter (2009).
  WINDOW_SPREAD("window-spread", "Spread between windows");

  private final String id;
  private final String title;

  IntervalMethod(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /// The name used in files and reports.
  public String id() {
    return id;
  }

  /// The name for people.
  public String title() {
    return title;
  }
}
