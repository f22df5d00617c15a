package dev.leeway.core;

import dev.leeway.core.alert.Severity;
import dev.leeway.core.performance.AccuracyDrop;
import dev.leeway.core.performance.Degradation;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// What [ModelMonitor#detectPerformanceDegradation] found: a batch's accuracy against the
/// baseline's.
///
/// @param drop the counts of both, and the rule
public record PerformanceDegradation(AccuracyDrop drop) {

  /// Whether accuracy fell beyond chance; a drop that is still pending is not detected.
  public boolean detected() {
    return severity().isPresent();
  }

  /// Whether accuracy is down by more than 5 points but chance could still explain it.
  public boolean pending() {
    return drop.state() == Degradation.State.PENDING;
  }

  /// How severe it is, if it was detected.
  public Optional<Severity> severity() {
    return switch (drop.state()) {
      case NONE, PENDING -> Optional.empty();
      case CONFIRMED -> Optional.of(Severity.LOW);
      case CRITICAL -> Optional.of(Severity.CRITICAL);
    };
  }

  /// The share of baseline rows predicted right.
  public double baselineAccuracy() {
    return drop.referenceAccuracy();
  }

  /// The share of the batch's rows predicted right.
  public double currentAccuracy() {
    return drop.currentAccuracy();
  }

  /// The baseline's accuracy less the batch's, in [−1, 1]; negative when the batch is better.
  public double degradation() {
    return drop.drop();
  }

  /// One sentence for people on a drop that is still pending.
  String pendingNote() {
    String down =
        String.format(Locale.ROOT, "Accuracy is down by %.1f points", 100 * degradation());
    OptionalLong more = drop.rowsNeeded();
    return more.isPresent()
        ? down + ", not yet confirmed: about " + more.getAsLong() + " more rows are needed"
        : down + ", not confirmed: a baseline of " + drop.referenceRows() + " rows is too small";
  }
}
