package dev.leeway.app.table;

import java.util.Arrays;
import java.util.Set;

/// What stands for no value: strings, and those of them that are numbers also as numbers.
final class MissingTokens {

  private final char[][] tokens;
  private final double[] numbers;
  private final boolean notANumber;

  MissingTokens(Set<String> tokens) {
    this.tokens = tokens.stream().map(String::toCharArray).toArray(char[][]::new);
    this.numbers =
        Arrays.stream(this.tokens)
            .filter(token -> Numbers.isNumber(token, 0, token.length))
            .mapToDouble(token -> Numbers.parse(token, 0, token.length))
            .filter(number -> !Double.isNaN(number))
            .toArray();
    this.notANumber = tokens.contains("NaN");
  }

  /// Whether the characters are exactly one of the tokens.
  boolean has(char[] buffer, int offset, int length) {
    for (char[] token : tokens) {
      if (token.length == length
          && Arrays.equals(token, 0, length, buffer, offset, offset + length)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a token is this number.
  boolean has(double number) {
    if (Double.isNaN(number)) {
      return notANumber;
    }
    for (double token : numbers) {
      if (token == number) {
        return true;
      }
    }
    return false;
  }

  /// Whether [#has(double)] can be true of anything but NaN.
  boolean hasNumbers() {
    return numbers.length > 0;
  }
}
