package dev.leeway.core.concept;

import java.util.Locale;

/// Why concept drift could not be judged. The ids are part of the report format.
public enum ConceptReason {
  /// The schema has no column of role label.
  NO_LABEL_COLUMN("there is no label column"),
  /// The current data do not have the label column.
  LABEL_ABSENT("the label column is not in the current data"),
  /// No row of the reference has a usable label.
  NO_REFERENCE_LABELS("no row of the reference has a label"),
  /// No row of the current data has a usable label.
  NO_CURRENT_LABELS("no row of the current data has a label"),
  /// Fewer labelled rows than [ConceptPolicy#minimumRows] on one side.
  TOO_FEW_LABELLED_ROWS("too few rows have a label"),
  /// Every label on both sides is the same.
  ONE_CLASS("all labels are the same in both data sets"),
  /// No feature can be used.
  NO_FEATURES("there is no feature that can be compared"),
  /// Too few labelled current rows have inputs like those of the reference.
  NO_OVERLAP("the current inputs lie where the reference has none"),
  /// Less than half of the labelled current rows lie where the reference has rows, so that another
  /// relation cannot be told from inputs that moved.
  LITTLE_OVERLAP("the inputs of both data sets hardly overlap");

  private final String words;

  ConceptReason(String words) {
    this.words = words;
  }

  /// The name used in reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The reason in words, to follow "because".
  public String words() {
    return words;
  }
}
