package dev.leeway.core;

/// A classifier, seen from outside.
@FunctionalInterface
public interface Predictor {

  /// The predicted class of each row.
  ///
  /// @param rows one array of feature values a row, scaled if the monitor has a [Scaler]
  /// @return as many labels as rows
  int[] predict(double[][] rows);
}
