package dev.leeway.app.cli;

import dev.leeway.app.server.keep.Salvage;
import dev.leeway.app.server.log.Recovery;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `leeway salvage`: what can be saved of a damaged log.
@Command(
    name = "salvage",
    description =
        "Saves what can be read of the damaged log of a stopped server, and says what is lost.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class SalvageCommand implements Callable<Integer> {

  @Mixin StoppedServer server = new StoppedServer();

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Salvage.Outcome outcome = Salvage.run(server.data);
    Recovery recovery = outcome.recovery();
    PrintWriter console = spec.commandLine().getOut();
    console.printf(
        Locale.ROOT,
        "The log has %,d records in %d files.%n",
        recovery.records(),
        recovery.segments());
    recovery
        .cut()
        .ifPresent(file ->
            console.printf(
                Locale.ROOT,
                "Cut %,d bytes of an unfinished write off %s; nobody was told that they are kept.%n",
                recovery.bytesDropped(),
                file));
    long lost = 0;
    for (Recovery.Lost one : recovery.lost()) {
      long unstored = Math.max(0, one.to() - Math.max(one.from(), outcome.stored()));
      lost += unstored;
      console.printf(
          Locale.ROOT,
          "Unreadable: records %d to %d, %s. %s%s%n",
          one.from(),
          one.to() - 1,
          one.problem(),
          unstored == 0
              ? "All of them are in the database already."
              : "%,d of them are in no database and lost.".formatted(unstored),
          one.setAside().map(file -> " The file is now " + file).orElse(""));
    }
    console.println(
        recovery.lost().isEmpty()
            ? "Nothing is damaged."
            : lost == 0
                ? "Nothing is lost."
                : "A record has the rows of one request; clients that still have them can send them again.");
    console.flush();
    return lost == 0 ? 0 : 1;
  }
}
