package dev.leeway.app.cli;

import dev.leeway.app.check.Check;
import dev.leeway.app.check.CheckRequest;
import dev.leeway.app.check.OutOfCore;
import dev.leeway.app.playbook.PlaybookFile;
import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.model.RoleGuesses;
import dev.leeway.app.server.model.ServerConfig;
import dev.leeway.app.server.model.ServerConfigReader;
import dev.leeway.app.server.model.StarterConfig;
import dev.leeway.app.table.CsvFormat;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.monitor.FalseAlarmBudget;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `leeway init`: a `leeway.yaml` to begin with, from a reference.
@Command(
    name = "init",
    description = "Writes a leeway.yaml for a model: what its columns are, and how it is watched.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class InitCommand implements Callable<Integer> {

  @Option(
      names = {"-r", "--reference"},
      paramLabel = "FILE",
      required = true,
      description = "The data to compare with later on, such as those the model was tested on.")
  Path reference = Path.of("");

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model's name. Default: the name of the file.")
  @Nullable String model;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Default: ${DEFAULT-VALUE}.",
      defaultValue = ServerConfig.NAME)
  Path out = Path.of(ServerConfig.NAME);

  @Option(names = "--force", description = "Write over a file that is there.")
  boolean force;

  @Mixin RoleOptions roles;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    String name = name();
    if (Files.exists(out) && !force) {
      throw new UsageException(out + " is there already; --force writes over it");
    }
    PrintWriter err = spec.commandLine().getErr();
    Reference profile =
        Check.profile(
            request(),
            new ProgressLine(err, InstantSource.system(), Terminals.of(System.getenv()).err()));
    Map<String, Role> guesses = RoleGuesses.of(profile.schema());
    String text =
        new StarterConfig(
                name,
                place(),
                profile.rows(),
                profile.schema(),
                guesses,
                roles.kind,
                roles.ignore,
                roles.scoring())
            .write();
    ServerConfigReader.read(text, out.toString(), folder());
    Outputs outputs = new Outputs();
    outputs.add(out, text);
    outputs.protect(List.of(reference));
    outputs.write();
    PrintWriter console = spec.commandLine().getOut();
    guesses.forEach(
        (column, role) -> console.printf("Guessed by its name: %s is the %s%n", column, role.id()));
    console.printf("Wrote %s: the model %s and its %,d columns%n", out, name, columns(profile));
    console.flush();
    return 0;
  }

  private static int columns(Reference profile) {
    return profile.schema().columns().size();
  }

  private CheckRequest request() {
    return new CheckRequest(
        List.of(reference.toString()),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        FalseAlarmBudget.standard(),
        OutOfCore.NEVER,
        CsvFormat.standard(),
        roles.roles(),
        roles.kind,
        roles.ignore,
        roles.scoring(),
        DriftPolicy.calibrated(),
        Set.of(),
        PlaybookFile.standard(),
        Map.of());
  }

  private String name() {
    if (model != null) {
      if (!ModelConfig.NAME.matcher(model).matches()) {
        throw new UsageException(
            "--model must be 1 to 100 letters, digits, '.', '_' and '-', was " + model);
      }
      return model;
    }
    String file = String.valueOf(reference.getFileName());
    int dot = file.indexOf('.');
    String plain = (dot < 1 ? file : file.substring(0, dot)).replaceAll("[^A-Za-z0-9._-]+", "-");
    String bare = plain.replaceAll("^-+|-+$", "");
    return bare.isEmpty() ? "model" : bare.substring(0, Math.min(100, bare.length()));
  }

  private Path folder() {
    return Optional.ofNullable(out.toAbsolutePath().normalize().getParent()).orElse(Path.of("/"));
  }

  /// The reference as it is found from the file's folder.
  private String place() {
    Path absolute = reference.toAbsolutePath().normalize();
    Path place =
        folder().getRoot().equals(absolute.getRoot()) ? folder().relativize(absolute) : absolute;
    return (place.startsWith("../../..") ? absolute : place).toString().replace('\\', '/');
  }
}
