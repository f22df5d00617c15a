package dev.leeway.app.server.model;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How spans of time are written: a whole number with a unit, `90s`, `10min`, `6h`, `7d`, `2w`,
/// `1y` (365 days).
final class Spans {

  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9}) ?(s|min|h|d|w|y)");

  private Spans() {}

  /// @throws IllegalArgumentException with what was expected
  static Duration parse(String text) {
    Matcher written = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!written.matches()) {
      throw new IllegalArgumentException(
          "a span of time must be a whole number with s, min, h, d, w or y, such as 10min; was "
              + text);
    }
    long amount = Long.parseLong(written.group(1));
    return switch (written.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "min" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      case "w" -> Duration.ofDays(Math.multiplyExact(7, amount));
      default -> Duration.ofDays(Math.multiplyExact(365, amount));
    };
  }
}
