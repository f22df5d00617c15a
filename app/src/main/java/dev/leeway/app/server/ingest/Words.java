package dev.leeway.app.server.ingest;

import dev.leeway.app.table.DataException;

/// How values stand in messages.
final class Words {

  private Words() {}

  static String shown(String value) {
    return DataException.shown(value);
  }

  static String shown(char[] buffer, int offset, int length) {
    return DataException.shown(new String(buffer, offset, Math.min(length, 100)));
  }

  /// A reason for a rejection: what a field was, and what was expected.
  static String was(String shown, String expected) {
    return "was %s; expected %s".formatted(shown, expected);
  }
}
