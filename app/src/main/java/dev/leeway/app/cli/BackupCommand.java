package dev.leeway.app.cli;

import dev.leeway.app.server.keep.Backup;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `leeway backup`: a copy of a server's folder.
@Command(
    name = "backup",
    description =
        "Copies the folder of a stopped server: database, log and references, with checksums.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class BackupCommand implements Callable<Integer> {

  @Mixin StoppedServer server = new StoppedServer();

  @Option(
      names = "--out",
      paramLabel = "DIR|FILE.zip",
      required = true,
      description =
          "The copy: a folder, or one file if the name ends with .zip. Must not be there yet.")
  Path out = Path.of("");

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Backup.Copied copied = Backup.write(server.data, out);
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "Wrote %s: %,d files, %s%n",
            out,
            copied.files(),
            Sizes.of(copied.bytes()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
