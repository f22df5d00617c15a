package dev.leeway.app.server.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How numbers of bytes are written: a whole number with a unit, `500kB`, `64MB`, `2GB`, or in
/// powers of 1024 `64MiB`, `2GiB`.
final class Sizes {

  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9}) ?(b|kb|mb|gb|kib|mib|gib)");

  private Sizes() {}

  /// @throws IllegalArgumentException with what was expected
  static long parse(String text) {
    Matcher written = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!written.matches()) {
      throw new IllegalArgumentException(
          "a size must be a whole number with B, kB, MB, GB, KiB, MiB or GiB, such as 64MB; was "
              + text);
    }
    long amount = Long.parseLong(written.group(1));
    return switch (written.group(2)) {
      case "b" -> amount;
      case "kb" -> amount * 1_000;
      case "mb" -> amount * 1_000_000;
      case "gb" -> amount * 1_000_000_000;
      case "kib" -> amount << 10;
      case "mib" -> amount << 20;
      default -> amount << 30;
    };
  }
}
