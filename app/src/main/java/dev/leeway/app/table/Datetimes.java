package dev.leeway.app.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/// Reads dates and times in ISO 8601, as `2011-01-01`, `2011-01-01 05:30`,
/// `2011-01-01T05:30:00.25Z` or with an offset such as `+02:00`; without one they are UTC.
final class Datetimes {

  private Datetimes() {}

  /// Seconds since 1970-01-01T00:00:00Z, or NaN where the characters are no date or time.
  static double parse(char[] buffer, int offset, int length) {
    if (length < 10 || length > 40 || buffer[offset + 4] != '-' || buffer[offset + 7] != '-') {
      return Double.NaN;
    }
    return parse(new String(buffer, offset, length));
  }

  /// Like [#parse(char\[\], int, int)].
  static double parse(String text) {
    if (text.length() < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return Double.NaN;
    }
    try {
      double seconds =
          LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay()
              * 86_400.0;
      if (text.length() == 10) {
        return seconds;
      }
      char between = text.charAt(10);
      if (between != 'T' && between != ' ' && between != 't') {
        return Double.NaN;
      }
      int end = 11;
      while (end < text.length() && "0123456789:.".indexOf(text.charAt(end)) >= 0) {
        end++;
      }
      LocalTime time = LocalTime.parse(text.substring(11, end));
      String zone = text.substring(end).strip();
      int shift =
          zone.isEmpty() ? 0 : ZoneOffset.of(zone.equals("z") ? "Z" : zone).getTotalSeconds();
      return seconds - shift + time.toNanoOfDay() / 1e9;
    } catch (DateTimeException | NumberFormatException ignored) {
      return Double.NaN; // not a date: that is the answer
    }
  }

  private static int number(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text.charAt(at) < '0' || text.charAt(at) > '9') {
        throw new NumberFormatException(text);
      }
    }
    return Integer.parseInt(text, from, to, 10);
  }
}
