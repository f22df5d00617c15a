package dev.leeway.core.drift;

import dev.leeway.core.profile.NumericReference;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// What distances in the unit of the values are under no drift, by integrals over the reference's
/// distribution function F, linear between the edges of its bins.
final class ReferenceArea {

  private ReferenceArea() {}

  /// Mean of the Wasserstein distance for large samples: `√(2/π (1/n + 1/m)) ∫ √(F (1 − F))`.
  static double expectedWasserstein(NumericReference reference, long n, long m) {
    return Math.sqrt(2 / Math.PI * (1.0 / n + 1.0 / m)) * integral(reference, Math::sqrt);
  }

  /// Root mean square of the energy distance: `√(2 (1/n + 1/m) ∫ F (1 − F))`.
  static double expectedEnergyDistance(NumericReference reference, long n, long m) {
    return Math.sqrt(2 * (1.0 / n + 1.0 / m) * integral(reference, variance -> variance));
  }

  /// The number, or null when it is beyond what a double can hold.
  static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /// ∫ weight(F (1 − F)), by trapezoids.
  private static double integral(NumericReference reference, DoubleUnaryOperator weight) {
    double[] edges = reference.edges();
    long[] counts = reference.profile().counts();
    double total = Arrays.stream(counts).sum();
    double area = 0;
    double below = 0;
    double left = 0;
    for (int bin = 1; bin < edges.length; bin++) {
      below += counts[bin];
      double share = below / total;
      double right = weight.applyAsDouble(Math.max(0, share * (1 - share)));
      area += (edges[bin] - edges[bin - 1]) * (left + right) / 2;
      left = right;
    }
    return area;
  }
}
