package dev.leeway.app.table;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;

/// Reads numbers as people and programs write them: decimal digits with sign, point and exponent,
/// `inf`, `infinity` and `nan` in any case. What Java alone accepts (`1d`, `0x1p3`) is text, and so
/// are codes with a leading zero (`007`), which lose their meaning as numbers.
final class Numbers {

  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

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
    // Of up to 15 digits, the whole number they make is exact, and so is the power of ten that the
    // point stands for, and their quotient is the double nearest to the decimal.
    int end = offset + length;
    if (end - at <= 16) {
      long whole = 0;
      int digits = 0;
      int point = -1;
      int next = at;
      for (; next < end; next++) {
        char c = buffer[next];
        if (c == '.' && point < 0) {
          point = digits;
        } else if (isDigit(c)) {
          whole = whole * 10 + (c - '0');
          digits++;
        } else {
          break;
        }
      }
      if (next == end && digits <= 15) {
        double value = point < 0 ? whole : whole / POWERS[digits - point];
        return negative ? -value : value;
      }
    }
    return JavaDoubleParser.parseDouble(buffer, offset, length);
  }
}
