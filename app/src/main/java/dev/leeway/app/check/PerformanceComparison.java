package dev.leeway.app.check;

import dev.leeway.core.performance.AccuracyDrop;
import dev.leeway.core.performance.ConfusionMatrix;
import java.util.Locale;
import java.util.Optional;

/// A classifier's answers against the truth, on both sides.
///
/// @param reference the reference's confusion matrix
/// @param current the current data's
/// @param drop what the difference of their accuracies amounts to
public record PerformanceComparison(
    ConfusionMatrix reference, ConfusionMatrix current, AccuracyDrop drop) {

  /// The finding in words, where there is one.
  public Optional<String> finding() {
    return switch (drop.state()) {
      case CRITICAL, CONFIRMED ->
          Optional.of(
              String.format(
                  Locale.ROOT,
                  "accuracy fell from %.1f %% to %.1f %%",
                  100 * drop.referenceAccuracy(),
                  100 * drop.currentAccuracy()));
      case PENDING, NONE -> Optional.empty();
    };
  }
}
