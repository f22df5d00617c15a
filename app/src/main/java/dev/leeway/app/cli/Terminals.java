package dev.leeway.app.cli;

import java.util.Map;

/// Which of the standard streams someone looks at. Java cannot tell them apart, so the launcher
/// says it in `LEEWAY_TTY`: `o`, `e` or `oe`.
///
/// @param out whether the output is a terminal
/// @param err whether the error stream is one
record Terminals(boolean out, boolean err) {

  static Terminals of(Map<String, String> environment) {
    String terminals = environment.getOrDefault("LEEWAY_TTY", "");
    return new Terminals(terminals.contains("o"), terminals.contains("e"));
  }
}
