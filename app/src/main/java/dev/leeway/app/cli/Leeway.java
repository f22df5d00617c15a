package dev.leeway.app.cli;

import dev.leeway.app.table.DataException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The program. Exit codes: 0 nothing found, 1 found, 2 usage or input, 3 a fault of the program
/// itself.
@Command(
    name = "leeway",
    description =
        "Watches machine-learning models: has the data, the output or the accuracy drifted?",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {CheckCommand.class, ProfileCommand.class})
public final class Leeway {

  static final int USAGE = 2;
  static final int FAULT = 3;

  private Leeway() {}

  /// Runs the program with the command line's arguments.
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine program = new CommandLine(new Leeway());
    program.setParameterExceptionHandler(usage());
    program.setExecutionExceptionHandler(failure());
    program.setCaseInsensitiveEnumValuesAllowed(true);
    program.setUsageHelpAutoWidth(true);
    program
        .getSubcommands()
        .values()
        .forEach(c -> c.getCommandSpec().parser().splitQuotedStrings(true));
    if (arguments.length == 0) {
      program.usage(System.out);
      return 0;
    }
    try {
      configure(program, arguments);
    } catch (UsageException e) {
      System.err.println("leeway: " + e.getMessage());
      return USAGE;
    }
    return program.execute(arguments);
  }

  /// Lets the configuration file supply what the command line does not say.
  private static void configure(CommandLine program, String[] arguments) {
    CommandLine command = program.getSubcommands().get(arguments[0]);
    if (command == null || command.getCommandSpec().findOption("--config") == null) {
      return;
    }
    Path file = null;
    for (int at = 1; at < arguments.length; at++) {
      if (arguments[at].startsWith("--config=")) {
        file = Path.of(arguments[at].substring("--config=".length()));
      } else if (arguments[at].equals("--config") && at + 1 < arguments.length) {
        file = Path.of(arguments[at + 1]);
      }
    }
    Path standard = Path.of(ConfigFile.NAME);
    if (file == null && Files.isRegularFile(standard)) {
      file = standard;
    }
    if (file != null) {
      command.setDefaultValueProvider(ConfigFile.read(file, command.getCommandSpec()));
    }
  }

  private static IParameterExceptionHandler usage() {
    return (ParameterException problem, String[] arguments) -> {
      PrintWriter err = problem.getCommandLine().getErr();
      String command = problem.getCommandLine().getCommandSpec().qualifiedName();
      err.println(command + ": " + problem.getMessage());
      UnmatchedArgumentException.printSuggestions(problem, err);
      err.println("Try '" + command + " --help'.");
      return USAGE;
    };
  }

  private static IExecutionExceptionHandler failure() {
    return (Exception problem, CommandLine command, CommandLine.ParseResult result) -> {
      PrintWriter err = command.getErr();
      String name = command.getCommandSpec().qualifiedName();
      if (problem instanceof UsageException || problem instanceof DataException) {
        err.println(name + ": " + problem.getMessage());
        return USAGE;
      }
      err.println(name + ": a fault of the program itself: " + problem);
      err.println("Set LEEWAY_DEBUG=1 to see where, and please report it.");
      if (System.getenv("LEEWAY_DEBUG") != null) {
        problem.printStackTrace(err);
      }
      return FAULT;
    };
  }
}
