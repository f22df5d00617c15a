package dev.leeway.app.cli;

import dev.leeway.app.playbook.PlaybookException;
import dev.leeway.app.replay.ReplayException;
import dev.leeway.app.server.keep.KeepException;
import dev.leeway.app.server.log.LogException;
import dev.leeway.app.server.model.ConfigException;
import dev.leeway.app.server.store.StoreException;
import dev.leeway.app.table.DataException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The program `leeway`. A command is one class, listed in [#COMMANDS].
///
/// Exit codes: 0 done, nothing to report; 1 a command found what it was told to look for; 2 the
/// user can mend it (usage, input); 3 a fault of the program. Standard output carries results only,
/// in UTF-8 whatever the locale says.
@Command(
    name = "leeway",
    description =
        "Watches machine-learning models: has the data, the output or the accuracy drifted?",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing found",
      "1:found what the command was told to look for",
      "2:wrong usage or input, or nothing could be judged",
      "3:internal error"
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Leeway implements Callable<Integer> {

  /// Commands whose options can stand in a configuration file.
  private static final Set<String> CONFIGURED = Set.of("check", "profile");

  static final int MISUSE = 2;
  static final int FAULT = 3;

  /// Environment variable: `1` adds the stack trace to the sentence about an internal error.
  static final String DEBUG = "LEEWAY_DEBUG";

  /// In the order in which the help lists them.
  private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("check", CheckCommand::new);
    COMMANDS.put("profile", ProfileCommand::new);
    COMMANDS.put("playbook", PlaybookCommand::new);
    COMMANDS.put("detect", DetectCommand::new);
    COMMANDS.put("init", InitCommand::new);
    COMMANDS.put("serve", ServeCommand::new);
    COMMANDS.put("replay", ReplayCommand::new);
    COMMANDS.put("export", ExportCommand::new);
    COMMANDS.put("backup", BackupCommand::new);
    COMMANDS.put("restore", RestoreCommand::new);
    COMMANDS.put("salvage", SalvageCommand::new);
    COMMANDS.put("demo", DemoCommand::new);
  }

  @Spec private CommandSpec spec;

  private Leeway() {}

  /// Runs the program with the command line's arguments.
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = 0;
    if (arguments.length == 1 && Set.of("--version", "-V").contains(arguments[0])) {
      out.println(Version.line());
    } else {
      exitCode = run(commandLine(arguments), System.getenv(), out, err, arguments);
    }
    out.flush();
    if (out.checkError()) {
      err.println("leeway: the standard output cannot be written; is the disk full?");
      exitCode = Math.max(exitCode, MISUSE);
    }
    err.flush();
    System.exit(exitCode);
  }

  /// The program with all its commands.
  static CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  /// The program for these arguments: with the one command that is called, for to describe the
  /// others takes longer than to run some; or with all, where it is not plain which.
  static CommandLine commandLine(String[] arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    Supplier<Object> called = COMMANDS.get(first);
    return commandLine(called == null ? COMMANDS : Map.of(first, called));
  }

  private static CommandLine commandLine(Map<String, Supplier<Object>> commands) {
    CommandLine program = new CommandLine(new Leeway());
    commands.forEach((name, command) -> program.addSubcommand(name, command.get()));
    program.setCaseInsensitiveEnumValuesAllowed(true);
    program.setUsageHelpAutoWidth(true);
    program
        .getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().parser().splitQuotedStrings(true));
    return program;
  }

  /// Runs one command line to its exit code; nothing is thrown, not even by a full heap.
  static int run(
      CommandLine program,
      Map<String, String> environment,
      PrintWriter out,
      PrintWriter err,
      String... arguments) {
    program
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler((misuse, given) -> explain(misuse))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> explain(failure, command, environment));
    try {
      configure(program, arguments);
      return program.execute(arguments);
    } catch (Throwable failure) {
      return explain(failure, program, environment);
    }
  }

  /// Called without a command: shows the help where it does not spoil a pipe.
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return MISUSE;
  }

  private static int explain(ParameterException misuse) {
    CommandLine command = misuse.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    String place =
        command.getDefaultValueProvider() instanceof ConfigFile file
            ? file.place(misuse.getArgSpec(), misuse.getValue())
            : "";
    err.println(name + ": " + place + misuse.getMessage());
    UnmatchedArgumentException.printSuggestions(misuse, err);
    err.println("Try '" + name + " --help'.");
    return MISUSE;
  }

  private static int explain(
      Throwable failure, CommandLine command, Map<String, String> environment) {
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    if (failure instanceof UsageException
        || failure instanceof DataException
        || failure instanceof PlaybookException
        || failure instanceof ConfigException
        || failure instanceof KeepException
        || failure instanceof LogException
        || failure instanceof StoreException
        || failure instanceof ReplayException) {
      err.println(name + ": " + printable(String.valueOf(failure.getMessage())));
      return MISUSE;
    }
    if (failure instanceof OutOfMemoryError) {
      err.println(
          name
              + ": the data do not fit into memory ("
              + failure.getMessage()
              + "); give more with LEEWAY_JAVA_OPTS=-Xmx8g");
      return FAULT;
    }
    @Nullable String message = failure.getMessage();
    err.println(
        name
            + ": internal error: "
            + failure.getClass().getSimpleName()
            + (message == null ? "" : ": " + message));
    if ("1".equals(environment.get(DEBUG))) {
      failure.printStackTrace(err);
    } else {
      err.println("This is a defect in Leeway; " + DEBUG + "=1 adds the stack trace to report.");
    }
    return FAULT;
  }

  /// Names come from files, and control characters in them would command the terminal.
  private static String printable(String message) {
    StringBuilder shown = new StringBuilder();
    message
        .codePoints()
        .forEach(c -> {
          if (Character.isISOControl(c) && c != '\n') {
            shown.append(String.format("\\u%04x", c));
          } else {
            shown.appendCodePoint(c);
          }
        });
    return shown.toString();
  }

  /// Lets the configuration file supply what the command line does not say.
  private static void configure(CommandLine program, String[] arguments) {
    CommandLine command = arguments.length == 0 ? null : program.getSubcommands().get(arguments[0]);
    if (command == null || !CONFIGURED.contains(arguments[0])) {
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
}
