package dev.leeway.app.table;

/// Single cells of text as numbers and times, read as those of columns are.
public final class CellText {

  /// What [#micros(char\[\], int, int)] answers where the characters are no time.
  public static final long NO_TIME = Long.MIN_VALUE;

  private static final double MICROS = 1e6;

  /// The years 1 to 9999.
  private static final double EARLIEST = -62_135_596_800e6;

  private static final double LATEST = 253_402_300_800e6;

  private CellText() {}

  /// The number that the characters are; NaN where they are none.
  public static double number(char[] buffer, int offset, int length) {
    return Numbers.isNumber(buffer, offset, length)
        ? Numbers.parse(buffer, offset, length)
        : Double.NaN;
  }

  /// The time that the characters are, in microseconds since 1970: a date or time in ISO 8601, in
  /// UTC unless it has an offset, or a number as [#micros(double)] reads it.
  public static long micros(char[] buffer, int offset, int length) {
    double number = number(buffer, offset, length);
    if (!Double.isNaN(number)) {
      return micros(number);
    }
    double seconds = Datetimes.parse(buffer, offset, length);
    return Double.isNaN(seconds) ? NO_TIME : ofSeconds(seconds);
  }

  /// The time that a number of seconds since 1970 is, in microseconds.
  public static long ofSeconds(double seconds) {
    return within(seconds * MICROS);
  }

  /// The time that a number is whose unit is told by its size, since 1970: seconds below 10¹¹,
  /// milliseconds below 10¹⁴, microseconds below 10¹⁷, above that nanoseconds. So times between
  /// 1973 and 5138 are read right in each.
  public static long micros(double number) {
    double size = Math.abs(number);
    return within(
        size < 1e11
            ? number * MICROS
            : size < 1e14 ? number * 1e3 : size < 1e17 ? number : number / 1e3);
  }

  private static long within(double micros) {
    return micros >= EARLIEST && micros < LATEST ? Math.round(micros) : NO_TIME;
  }
}
