package dev.leeway.app.cli;

import dev.leeway.app.server.keep.Backup;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `leeway restore`: a server's folder from a copy.
@Command(
    name = "restore",
    description = "Makes the folder of a server from a backup, and verifies its checksums.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class RestoreCommand implements Callable<Integer> {

  @Option(
      names = "--from",
      paramLabel = "DIR|FILE.zip",
      required = true,
      description = "The backup.")
  Path from = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The folder to make; must be empty, or not be there yet.")
  Path data = Path.of("");

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Backup.Copied copied = Backup.restore(from, data);
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "Restored %s: %,d files, %s, all checksums right%n",
            data,
            copied.files(),
            Sizes.of(copied.bytes()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
