package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void theDemoTellsWhatItFoundAndWritesEveryFile() {
    Path target = folder.resolve("new");
    int exitCode = run("demo", "--applications", "20", "--out", target.toString());
    String told = out.toString();

    assertThat(err.toString()).isEmpty();
    assertThat(told).doesNotContain("\u001b").contains("[4/4]", "False alarms: 0");
    assertThat(exitCode).isEqualTo(told.contains("All 4 events were found") ? 0 : 1);
    for (String name :
        List.of("events.json", "report.html", "report.json", "junit.xml", "data/labels.csv")) {
      assertThat(target.resolve(name)).isNotEmptyFile();
    }
  }

  @Test
  void filesOfOthersAreNotWrittenOver() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "years of work");

    assertThat(run("demo", "--out", folder.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains(folder + " has files that no demo wrote; choose another folder with --out");
    assertThat(folder).isDirectoryNotContaining("glob:**data");
  }

  @Test
  void folderOfTheDemoThatCannotBeWrittenIsMisuse() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(run("demo", "--applications", "20", "--out", file.resolve("x").toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("leeway demo: the demo cannot be written to " + file);
  }

  @Test
  void numberOfApplicationsHasBounds() {
    assertThat(run("demo", "--applications", "19")).isEqualTo(2);
    assertThat(err.toString()).contains("--applications must be from 20 to 2000, was 19");
  }

  @Test
  void folderThatCannotBeWrittenIsMisuse() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(run("demo", "--quickstart", "--out", file.resolve("x").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("the report cannot be written to " + file);
  }
}
