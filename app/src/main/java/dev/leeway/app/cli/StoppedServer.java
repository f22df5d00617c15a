package dev.leeway.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The folder of a server that is not running, for commands that need it to themselves.
final class StoppedServer {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The folder of the server, which must be stopped.")
  Path data = Path.of("");
}
