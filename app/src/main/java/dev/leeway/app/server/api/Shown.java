package dev.leeway.app.server.api;

import dev.leeway.app.table.DataException;

/// How what a client sent stands in messages.
final class Shown {

  private Shown() {}

  static String of(CharSequence value) {
    return DataException.shown(value);
  }
}
