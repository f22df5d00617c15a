package dev.leeway.app.cli;

import dev.leeway.app.demo.Quickstart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `leeway demo`: shows what Leeway does on made-up data, without any input.
@Command(
    name = "demo",
    description = "Shows what Leeway does, on made-up data.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--quickstart",
      description = "Train a small model, watch it drift, write a report.")
  private boolean quickstart;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "leeway-out",
      description = "Where report.json goes (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("leeway-out");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (!quickstart) {
      throw new ParameterException(spec.commandLine(), "say which demo: --quickstart");
    }
    try {
      new Quickstart(spec.commandLine().getOut(), InstantSource.system())
          .run(Version.text(), folder);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "the report cannot be written to " + folder + ": " + e, e);
    }
    return 0;
  }
}
