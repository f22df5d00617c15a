package dev.leeway.app.cli;

import dev.leeway.app.check.Check;
import dev.leeway.app.check.CheckRequest;
import dev.leeway.app.check.OutOfCore;
import dev.leeway.app.playbook.PlaybookFile;
import dev.leeway.app.report.ProfileReport;
import dev.leeway.app.table.DataFiles;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.monitor.FalseAlarmBudget;
import dev.leeway.core.profile.Reference;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `leeway profile`: the schema and the statistics of one data set.
@Command(
    name = "profile",
    description =
        "Shows what a data set holds: the columns' kinds and roles, and their statistics.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ProfileCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files, folders or globs, together one data set.")
  List<String> files = new ArrayList<>();

  @Mixin RoleOptions roles;

  @Mixin DataOptions data;

  @Option(
      names = "--json",
      paramLabel = "FILE|-",
      description = "Write the statistics as JSON; to the standard output with -.")
  @Nullable String json;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Options in YAML. Default: leeway.yaml, where there is one.")
  @Nullable Path config;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    CheckRequest request =
        new CheckRequest(
            files,
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            FalseAlarmBudget.standard(),
            OutOfCore.NEVER,
            data.format(),
            roles.roles(),
            roles.kind,
            roles.ignore,
            roles.scoring(),
            DriftPolicy.calibrated(),
            Set.of(),
            PlaybookFile.standard(),
            Map.of());
    PrintWriter console = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Reference profile =
        Check.profile(
            request,
            new ProgressLine(err, InstantSource.system(), Terminals.of(System.getenv()).err()));
    if (json == null) {
      console.print(ProfileReport.text(profile));
    } else if (json.equals("-")) {
      console.print(ProfileReport.json(profile, files, Version.text()));
    } else {
      Outputs outputs = new Outputs();
      outputs.add(Path.of(json), ProfileReport.json(profile, files, Version.text()));
      outputs.protect(DataFiles.find(files));
      outputs.write();
    }
    console.flush();
    return 0;
  }
}
