package dev.leeway.app.cli;

import dev.leeway.app.server.keep.Export;
import dev.leeway.core.profile.Counted;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `leeway export`: a model's rows as a file.
@Command(
    name = "export",
    description = "Writes the rows of a model of a stopped server, with their labels, as Parquet.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class ExportCommand implements Callable<Integer> {

  @Mixin StoppedServer server = new StoppedServer();

  @Option(names = "--model", paramLabel = "NAME", required = true, description = "The model.")
  String model = "";

  @Option(
      names = "--model-version",
      paramLabel = "NAME",
      description = "The model's version. Default: the only one that has rows.")
  @Nullable String version;

  @Option(
      names = "--out",
      paramLabel = "FILE.parquet",
      required = true,
      description = "The file; written over.")
  Path out = Path.of("");

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Export.Written written = Export.write(server.data, model, version, out);
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "Wrote %s: %s of model %s%s%n",
            out,
            Counted.of(written.rows(), "row"),
            model,
            written.version().isEmpty() ? "" : ", version " + written.version());
    if (written.earlier() > 0) {
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "Not in it: %,d rows from before the version got its present reference%n",
              written.earlier());
    }
    spec.commandLine().getOut().flush();
    return 0;
  }
}
