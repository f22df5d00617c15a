package dev.leeway.app.server.model;

import java.util.Locale;

/// What a token lets its holder do.
public enum TokenRole {
  /// Send predictions and labels.
  INGEST,
  /// Read what was found, the rows and the metrics.
  READ,
  /// Everything: also change models, references and alerts.
  ADMIN;

  /// The name used in configuration.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether a token of this role is enough where `needed` is asked for.
  public boolean allows(TokenRole needed) {
    return this == ADMIN || this == needed;
  }
}
