package dev.leeway.app.server.model;

import java.time.Duration;

/// How many false alarms are allowed over all series of a model.
///
/// @param chance of one or more false alarms in a period, in (0, 1)
/// @param period the period
public record BudgetSettings(double chance, Duration period) {

  /// One model in ten has a false alarm in a year.
  public static BudgetSettings standard() {
    return new BudgetSettings(0.1, Duration.ofDays(365));
  }

  public BudgetSettings {
    if (!(chance > 0 && chance < 1)) {
      throw new IllegalArgumentException("the budget's chance must be in (0, 1), was " + chance);
    }
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("the budget's period must be positive, was " + period);
    }
  }
}
