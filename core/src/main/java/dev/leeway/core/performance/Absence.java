package dev.leeway.core.performance;

import java.util.Locale;

/// Why a metric has no value, or a value no interval. The ids are part of the report format.
public enum Absence {
  /// There is no row with all that the metric needs.
  NO_ROWS("no row has both an answer and the truth"),
  /// The model is of another task, or no positive class was named.
  NOT_APPLICABLE("the metric does not apply to this model"),
  /// The rows have no scores, or none of which it is known which class they are of.
  NO_SCORES("there are no scores of a known class"),
  /// All rows are of one class.
  ONE_CLASS("all rows are of one class"),
  /// Some class has no rows in these data, so the average is over the others.
  CLASS_WITHOUT_ROWS("a class has no rows here"),
  /// A row's actual class is none of those that scores are given for.
  CLASS_WITHOUT_SCORE("an actual class is none of those that have scores"),
  /// A score is below 0 or above 1.
  SCORES_NOT_PROBABILITIES("a score lies outside [0, 1], so scores are no probabilities"),
  /// A row's scores sum to something else than 1.
  SCORES_NOT_ADDING_UP("the scores of a row do not sum to 1 within 0.02"),
  /// Nothing of the kind that is divided by: no prediction of the class, or no row of it.
  NO_BASE("there is nothing to take a share of"),
  /// A spread needs two rows.
  TOO_FEW_ROWS("an interval needs at least 2 rows"),
  /// Every row has the same actual value, or every row the same error.
  NO_SPREAD("there is no spread between rows"),
  /// Numbers are too large for the sums.
  OVERFLOW("the values are too large to be squared"),
  /// No interval is known to be valid for the metric.
  NO_METHOD("no interval is valid for this metric");

  private final String words;

  Absence(String words) {
    this.words = words;
  }

  /// The name used in files and reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The reason in words, to follow "because".
  public String words() {
    return words;
  }
}
