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
  LATENCY,
  /// The query whose answers a ranking model puts in order; never compared.
  QUERY;

  /// Whether a column of this role is compared; others only name, date or group rows.
  public boolean isCompared() {
    return switch (this) {
      case ID, TIME, QUERY -> false;
      case FEATURE, PREDICTION, SCORE, LABEL, SEGMENT, LATENCY -> true;
    };
  }

  /// The name used in options, files and reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
