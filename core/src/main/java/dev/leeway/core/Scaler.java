package dev.leeway.core;

/// What is done to feature values before the classifier sees them.
@FunctionalInterface
public interface Scaler {

  /// The transformed rows, as many as were given.
  double[][] transform(double[][] rows);
}
