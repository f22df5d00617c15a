package dev.leeway.core.sequential;

/// Watches a stream of numbers for a change. Rows are counted from 0 in the order they are given;
/// what was said of a row is never taken back. Not safe for use by several threads at once.
public interface ChangeDetector {

  /// Takes the next row.
  ///
  /// @throws IllegalArgumentException if the value is not finite or outside of what the detector
  ///   watches; the detector is then as it was before
  Signal add(double value);

  /// How many rows were given.
  long rows();

  /// All that the detector knows, in bytes with a version and a checksum. A detector restored from
  /// them goes on exactly as this one does.
  byte[] state();
}
