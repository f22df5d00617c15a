package dev.leeway.app.cli;

import dev.leeway.app.check.Check;
import dev.leeway.app.check.CheckResult;
import dev.leeway.app.demo.CreditDemo;
import dev.leeway.app.demo.Quickstart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `leeway demo`: shows what Leeway does on made-up data, without any input.
@Command(
    name = "demo",
    description =
        "Shows what Leeway does: half a year of a simulated credit-scoring model with four events,"
            + " checked, and what was found beside what happened.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 every event found and no false alarm; 1 otherwise; 2 the folder cannot be used."
    })
final class DemoCommand implements Callable<Integer> {

  private static final String EVENTS = "events.json";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where all files go. Default: leeway-demo; leeway-out with --quickstart, which writes"
              + " report.json alone.")
  @Nullable Path folder;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Another seed, other applicants. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = "--applications",
      paramLabel = "COUNT",
      defaultValue = "200",
      description =
          "Applications on an ordinary day, 20 to 2000; with fewer, events are found later or"
              + " missed. Default: ${DEFAULT-VALUE}.")
  int applications = 200;

  @Option(
      names = "--quickstart",
      description = "Instead: train a small model, watch it drift from inside a program.")
  boolean quickstart;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    return quickstart ? quickstart() : credit();
  }

  private int credit() {
    if (applications < 20 || applications > 2000) {
      throw new UsageException("--applications must be from 20 to 2000, was " + applications);
    }
    Path target = folder == null ? Path.of("leeway-demo") : folder;
    requireOurs(target);
    CreditDemo demo = new CreditDemo(spec.commandLine().getOut(), target, seed, applications);
    try {
      demo.simulate();
    } catch (IOException e) {
      throw new UsageException("the demo cannot be written to " + target + ": " + e);
    }
    CheckResult result = check(demo);
    Outputs outputs = new Outputs();
    outputs.add(target.resolve(EVENTS), demo.events(result));
    ReportFolder.add(
        outputs, target, result, CheckCommand.FailOn.HIGH.severity(), spec.commandLine().getErr());
    outputs.write();
    return demo.conclude(result) ? 0 : 1;
  }

  /// Runs the command that the demo shows, but for the time, which is the demo's.
  private CheckResult check(CreditDemo demo) {
    List<String> arguments = new ArrayList<>(List.of("check"));
    arguments.addAll(demo.checkArguments());
    CommandLine program = Leeway.commandLine();
    program.parseArgs(arguments.toArray(String[]::new));
    CheckCommand check =
        program.getParseResult().subcommand().commandSpec().commandLine().getCommand();
    boolean terminal = Terminals.of(System.getenv()).err();
    try (Pulse pulse = new Pulse(spec.commandLine().getErr(), "Checking", terminal)) {
      return Check.run(check.request(), CreditDemo.NOW, Version.text(), pulse::reading);
    }
  }

  /// Files of others are not written over.
  private static void requireOurs(Path folder) {
    if (!Files.isDirectory(folder) || Files.exists(folder.resolve("data/reference.csv"))) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new UsageException(
            folder + " has files that no demo wrote; choose another folder with --out");
      }
    } catch (IOException e) {
      throw new UsageException("cannot look into " + folder + ": " + e.getMessage());
    }
  }

  private int quickstart() {
    Path target = folder == null ? Path.of("leeway-out") : folder;
    try {
      new Quickstart(spec.commandLine().getOut(), InstantSource.system())
          .run(Version.text(), target);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "the report cannot be written to " + target + ": " + e, e);
    }
    return 0;
  }
}
