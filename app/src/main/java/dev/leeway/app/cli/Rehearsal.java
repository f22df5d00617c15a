package dev.leeway.app.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs several command lines in one process, so that the virtual machine can remember the classes
/// of all of them and start faster.
final class Rehearsal {

  private static final String NEXT = "+";

  private Rehearsal() {}

  /// @param arguments command lines, with a `+` between them
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    List<String> line = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals(NEXT)) {
        run(line, out);
        line.clear();
      } else {
        line.add(argument);
      }
    }
    run(line, out);
  }

  private static void run(List<String> line, PrintWriter out) {
    String[] arguments = line.toArray(new String[0]);
    Leeway.run(Leeway.commandLine(arguments), Map.of(), out, out, arguments);
  }
}
