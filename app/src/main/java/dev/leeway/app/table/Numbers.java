package dev.leeway.app.table;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;

/// Reads numbers as people and programs write them: decimal digits with sign, point and exponent,
/// `inf`, `infinity` and `nan` in any case. What Java alone accepts (`1d`, `0x1p3`) is text, and so
/// are codes with a leading zero (`007`), which lose their meaning as numbers.
final class Numbers {

  private Numbers() {}

  /// Whether the characters are a number; then `parse` reads them.
  static boolean isNumber(char[] buffer, int offset, int length) {
    int at = offset;
    int end = offset + length;
    if (at < end && (buffer[at] == '-' || buffer[at] == '+')) {
      at++;
    }
    if (at == end) {
      return false;
    }
    char first = buffer[at];
    if (first > '9') {
      return isWord(buffer, at, end);
    }
    if (first == '0' && at + 1 < end && isDigit(buffer[at + 1])) {
      return false;
    }
    int digits = at;
    while (at < end && isDigit(buffer[at])) {
      at++;
    }
    int count = at - digits;
    if (at < end && buffer[at] == '.') {
      int point = ++at;
      while (at < end && isDigit(buffer[at])) {
        at++;
      }
      count += at - point;
    }
    if (count == 0) {
      return false;
    }
    if (at < end && (buffer[at] == 'e' || buffer[at] == 'E')) {
      at++;
      if (at < end && (buffer[at] == '-' || buffer[at] == '+')) {
        at++;
      }
      int exponent = at;
      while (at < end && isDigit(buffer[at])) {
        at++;
      }
      if (at == exponent) {
        return false;
      }
    }
    return at == end;
  }

  /// Whether what [#isNumber] accepts is a word, `nan` or an infinity.
  static boolean isNotDigits(char[] buffer, int offset, int length) {
    int at = length > 0 && (buffer[offset] == '-' || buffer[offset] == '+') ? 1 : 0;
    return length > at && buffer[offset + at] > '9';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(char[] buffer, int from, int end) {
    String word = new String(buffer, from, Math.min(9, end - from));
    return word.equalsIgnoreCase("inf")
        || word.equalsIgnoreCase("infinity")
        || word.equalsIgnoreCase("nan");
  }

  /// The value of what [#isNumber] accepts; infinite where it exceeds the doubles.
  static double parse(char[] buffer, int offset, int length) {
    int at = offset;
    boolean negative = buffer[at] == '-';
    if (negative || buffer[at] == '+') {
      at++;
    }
    char first = buffer[at];
    if (first > '9') {
      if (first == 'n' || first == 'N') {
        return Double.NaN;
      }
      return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    // Whole numbers of up to 15 digits are exact as they accumulate.
    int end = offset + length;
    if (end - at <= 15) {
      long whole = 0;
      int digit = at;
      while (digit < end && isDigit(buffer[digit])) {
        whole = whole * 10 + (buffer[digit] - '0');
        digit++;
      }
      if (digit == end) {
        return negative ? -(double) whole : whole;
      }
    }
    return JavaDoubleParser.parseDouble(buffer, offset, length);
  }
}
