package dev.leeway.app.table;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/// Watches the characters on their way to the parser for what it lets pass.
///
/// Quotes: a closed field has an even number of them, so with the stray ones in unquoted fields set
/// off, an odd number tells that the file ends inside a quoted field. Zeros: no text holds any.
final class Watch extends FilterReader {

  private boolean odd;
  private boolean zero;

  Watch(Reader in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    odd ^= next == '"';
    zero |= next == 0;
    return next;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    odd ^= odd(buffer, offset, Math.max(0, count));
    zero |= zero(buffer, offset, Math.max(0, count));
    return count;
  }

  /// Whether the number of quotes so far is odd.
  boolean odd() {
    return odd;
  }

  /// Whether a zero has been seen, maybe ahead of the parser.
  boolean zero() {
    return zero;
  }

  static boolean odd(char[] buffer, int offset, int length) {
    int quotes = 0;
    for (int at = offset; at < offset + length; at++) {
      quotes += buffer[at] == '"' ? 1 : 0;
    }
    return (quotes & 1) == 1;
  }

  static boolean zero(char[] buffer, int offset, int length) {
    boolean zero = false;
    for (int at = offset; at < offset + length; at++) {
      zero |= buffer[at] == 0;
    }
    return zero;
  }
}
