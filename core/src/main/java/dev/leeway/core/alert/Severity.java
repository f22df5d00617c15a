package dev.leeway.core.alert;

import java.util.Locale;

/// How urgent a finding is, least urgent first, and what it asks people to do.
public enum Severity {
  LOW("log and track"),
  MEDIUM("monitoring increased"),
  HIGH("investigation needed"),
  CRITICAL("immediate action");

  private final String action;

  Severity(String action) {
    this.action = action;
  }

  /// The name used in options, files and reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What it asks people to do.
  public String action() {
    return action;
  }
}
