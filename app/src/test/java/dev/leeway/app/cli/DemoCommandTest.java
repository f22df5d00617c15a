package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Leeway.run(
        Leeway.commandLine(), Map.of(), new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @Test
  void quickstartTellsItsStoryAndWritesTheReport() {
    Path target = folder.resolve("new/folder");
    assertThat(run("demo", "--quickstart", "--out", target.toString())).isZero();
    assertThat(out.toString()).startsWith("Leeway quickstart");
    assertThat(err.toString()).isEmpty();
    assertThat(target.resolve("report.json")).isNotEmptyFile();
  }

  @Test
  void demoMustBeNamed() {
    assertThat(run("demo")).isEqualTo(2);
    assertThat(err.toString()).contains("leeway demo: say which demo: --quickstart");
  }

  @Test
  void folderThatCannotBeWrittenIsMisuse() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(run("demo", "--quickstart", "--out", file.resolve("x").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("the report cannot be written to " + file);
  }
}
