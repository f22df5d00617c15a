package dev.leeway.app.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The standard streams, in UTF-8 whatever the locale.
///
/// @param out where results go
/// @param outIsTerminal whether someone looks at it
/// @param errIsTerminal whether someone looks at the error stream
record Streams(PrintStream out, boolean outIsTerminal, boolean errIsTerminal) {

  /// Java cannot tell the two streams apart, so the launcher says in `LEEWAY_TTY` which are
  /// terminals: `o`, `e` or `oe`.
  static Streams standard() {
    String terminals = System.getenv().getOrDefault("LEEWAY_TTY", "");
    return new Streams(System.out, terminals.contains("o"), terminals.contains("e"));
  }

  void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }
}
