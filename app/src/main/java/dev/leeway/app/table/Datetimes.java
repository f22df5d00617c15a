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
    double seconds = parsePlain(buffer, offset, length);
    return Double.isNaN(seconds) ? parse(new String(buffer, offset, length)) : seconds;
  }

  /// The usual ways of writing, in UTC, without going through strings; NaN where it is another.
  private static double parsePlain(char[] buffer, int offset, int length) {
    int year = digits(buffer, offset, 4);
    int month = digits(buffer, offset + 5, 2);
    int day = digits(buffer, offset + 8, 2);
    // The days up to the 28th are in every month; the others ask the calendar.
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > 28) {
      return Double.NaN;
    }
    double seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400.0;
    if (length == 10) {
      return seconds;
    }
    int end = offset + length;
    char last = buffer[end - 1];
    if (last == 'Z' || last == 'z') {
      end--;
    }
    int time = offset + 11;
    char between = buffer[time - 1];
    if ((between != 'T' && between != ' ' && between != 't')
        || end - time < 8
        || end - time > 18
        || buffer[time + 2] != ':'
        || buffer[time + 5] != ':') {
      return Double.NaN;
    }
    int hour = digits(buffer, time, 2);
    int minute = digits(buffer, time + 3, 2);
    int second = digits(buffer, time + 6, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return Double.NaN;
    }
    long nanos = (hour * 3600L + minute * 60L + second) * 1_000_000_000;
    int fraction = end - time - 9;
    if (fraction >= 0) {
      int value = digits(buffer, time + 9, fraction);
      if (buffer[time + 8] != '.' || fraction == 0 || value < 0) {
        return Double.NaN;
      }
      for (int digit = fraction; digit < 9; digit++) {
        value *= 10;
      }
      nanos += value;
    }
    return seconds + nanos / 1e9;
  }

  /// A number of up to nine digits; -1 where another character stands among them.
  private static int digits(char[] buffer, int from, int count) {
    int value = 0;
    for (int at = from; at < from + count; at++) {
      int digit = buffer[at] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
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
