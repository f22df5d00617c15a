package dev.leeway.core.profile;

import java.util.Locale;

/// What the values of a column are, which decides how they are counted and compared.
public enum Kind {
  /// Real numbers, compared by their distribution.
  NUMERIC,
  /// Names from a limited set, compared by their shares.
  CATEGORICAL,
  /// `true` and `false`, compared by their shares.
  BOOLEAN,
  /// Instants, as seconds since 1970-01-01T00:00:00Z, compared as numbers.
  DATETIME,
  /// Free text, compared by missing share and length.
  TEXT;

  /// The name used in options, files and reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
