package dev.leeway.app.cli;

import dev.leeway.app.report.TerminalReport;
import java.util.Map;

/// Which of the standard streams someone looks at, and how wide their window is. Java cannot tell,
/// so the launcher says it in `LEEWAY_TTY`, `o`, `e` or `oe`, and in `COLUMNS`.
///
/// @param out whether the output is a terminal
/// @param err whether the error stream is one
/// @param columns how wide reports may be
record Terminals(boolean out, boolean err, int columns) {

  static Terminals of(Map<String, String> environment) {
    String terminals = environment.getOrDefault("LEEWAY_TTY", "");
    return new Terminals(
        terminals.contains("o"),
        terminals.contains("e"),
        columns(environment.getOrDefault("COLUMNS", "")));
  }

  private static int columns(String written) {
    return written.matches("[1-9][0-9]{0,5}")
        ? Math.clamp(Integer.parseInt(written), TerminalReport.NARROWEST, TerminalReport.WIDEST)
        : TerminalReport.WIDTH;
  }
}
