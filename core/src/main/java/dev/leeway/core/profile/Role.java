package dev.leeway.core.profile;

import java.util.Locale;

/// What a column is to the model.
public enum Role {
  /// An input of the model.
  FEATURE,
  /// What the model answered: a class or a number.
  PREDICTION,
  /// The probability or score behind the answer.
  SCORE,
  /// The truth, when it is known.
  LABEL,
  /// Names the row; never compared.
  ID,
  /// When the row happened; never compared.
  TIME,
  /// Divides the rows into groups.
  SEGMENT,
  /// How long the prediction took, in seconds.
  LATENCY;

  /// The name used in options, files and reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
