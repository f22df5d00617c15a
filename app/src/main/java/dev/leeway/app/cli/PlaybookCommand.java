package dev.leeway.app.cli;

import dev.leeway.app.playbook.PlaybookFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `leeway playbook`: shows what to do about alerts, as a file to edit.
@Command(
    name = "playbook",
    description = "Shows what to do about each alert, as a file that you can edit.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class PlaybookCommand implements Callable<Integer> {

  @Option(
      names = "--playbook",
      paramLabel = "FILE",
      description = "Your playbook: checked, and shown together with what it leaves as it is.")
  @Nullable Path playbook;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write it to this file; without it, to the standard output.")
  @Nullable Path out;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    String text =
        playbook == null
            ? PlaybookFile.standardText()
            : PlaybookFile.write(PlaybookFile.read(playbook));
    if (out == null) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return 0;
    }
    Outputs outputs = new Outputs();
    outputs.add(out, text);
    outputs.protect(playbook == null ? List.of() : List.of(playbook));
    outputs.write();
    spec.commandLine().getErr().println("Wrote " + out);
    return 0;
  }
}
