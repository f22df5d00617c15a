package dev.leeway.core;

import dev.leeway.core.stats.PValue;

/// What [ModelMonitor#detectOutputDrift] found: predicted classes of a batch against those of the
/// baseline.
public sealed interface OutputDrift {

  /// Whether the predictions drifted; an inconclusive comparison detects nothing.
  boolean detected();

  /// A comparison that could be made.
  ///
  /// @param chi2Statistic Pearson's statistic on the counts of both, at least 0
  /// @param pValue the chance of a statistic as large without drift
  /// @param effect share of predictions that moved to other classes, less what chance gives it
  /// @param detected the verdict
  record Compared(double chi2Statistic, PValue pValue, double effect, boolean detected)
      implements OutputDrift {}

  /// A comparison that could not be made, and why.
  record Inconclusive(String reason) implements OutputDrift {

    @Override
    public boolean detected() {
      return false;
    }
  }
}
