package dev.leeway.app.table;

/// Where reading is, in words for a message; asked only when there is something to say.
@FunctionalInterface
interface Place {
  String words();
}
