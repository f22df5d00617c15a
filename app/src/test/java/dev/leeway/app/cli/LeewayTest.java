package dev.leeway.app.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class LeewayTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void versionIsOneLineOnStandardOutput() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("leeway \\S+\\R");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpNamesTheExitCodes() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Usage: leeway", "--version", "3   internal error");
  }

  @Test
  void callWithoutCommandIsMisuseAndLeavesStandardOutputEmpty() {
    assertThat(run()).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("Usage: leeway");
  }

  @Test
  void mistypedOptionIsMisuseWithSuggestion() {
    assertThat(run("--versoin")).isEqualTo(2);
    assertThat(err.toString())
        .contains("Unknown option: '--versoin'", "--version", "Try 'leeway --help'.");
  }

  @Test
  void unknownCommandIsMisuse() {
    assertThat(run("chekc")).isEqualTo(2);
    assertThat(err.toString()).contains("chekc");
  }

  @Test
  void defectIsOneSentenceAndExitCode3() {
    assertThat(runBroken(Map.of(), new IllegalStateException("bin 7 is negative"))).isEqualTo(3);
    assertThat(err.toString())
        .contains("internal error: IllegalStateException: bin 7 is negative")
        .doesNotContain("\tat ");
  }

  @Test
  void debugAddsTheStackTraceOfADefect() {
    assertThat(runBroken(Map.of("LEEWAY_DEBUG", "1"), new IllegalStateException("x"))).isEqualTo(3);
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void errorsOfTheMachineAreExitCode3Too() {
    assertThat(runBroken(Map.of(), new OutOfMemoryError("Java heap space"))).isEqualTo(3);
    assertThat(err.toString()).contains("Java heap space");
  }

  @Test
  void theCommandThatIsCalledIsMadeAlone() {
    Leeway.commandLine()
        .getSubcommands()
        .forEach((name, command) -> {
          CommandLine alone = Leeway.commandLine(new String[] {name, "--help"});
          assertThat(alone.getSubcommands()).containsOnlyKeys(name);
          assertThat(requireNonNull(alone.getSubcommands().get(name)).getUsageMessage())
              .isEqualTo(command.getUsageMessage());
        });
    assertThat(Leeway.commandLine(new String[] {"--help"}).getSubcommands()).hasSizeGreaterThan(1);
  }

  private int run(String... arguments) {
    return Leeway.run(Leeway.commandLine(), Map.of(), writer(out), writer(err), arguments);
  }

  private int runBroken(Map<String, String> environment, Throwable failure) {
    CommandLine commandLine = Leeway.commandLine().addSubcommand(new Broken(failure));
    return Leeway.run(commandLine, environment, writer(out), writer(err), "broken");
  }

  private static PrintWriter writer(StringWriter target) {
    return new PrintWriter(target, true);
  }

  @Command(name = "broken")
  private record Broken(Throwable failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    }
  }

  @Test
  void whatAServerReadsInLeewayYamlIsLeftAlone(@TempDir Path folder) {
    Session session =
        new Session(folder)
            .file("a.csv", Session.table(100, 1))
            .file(
                "leeway.yaml",
                "ignore: [day]\nserver: {port: 1}\nmodels: {credit: {label: nowhere}}\n");
    assertThat(session.run("profile", "{dir}/a.csv", "--config", "{dir}/leeway.yaml")).isZero();
    assertThat(session.out()).contains("city").doesNotContain("day");
  }
}
