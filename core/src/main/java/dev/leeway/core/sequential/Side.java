package dev.leeway.core.sequential;

/// Which changes of a mean are of interest.
public enum Side {
  /// Rises, as of an error rate.
  UP,
  /// Falls, as of a score.
  DOWN,
  /// Both; each side has half of the evidence's weight.
  BOTH;

  boolean hasUp() {
    return this != DOWN;
  }

  boolean hasDown() {
    return this != UP;
  }

  int count() {
    return this == BOTH ? 2 : 1;
  }
}
