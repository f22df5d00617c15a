package dev.leeway.app.cli;

import java.util.Locale;

/// Numbers of bytes as people say them.
final class Sizes {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Sizes() {}

  /// Such as `950 B`, `1.2 MB`.
  static String of(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.95 && unit + 1 < UNITS.length) {
      value /= 1_000;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }
}
