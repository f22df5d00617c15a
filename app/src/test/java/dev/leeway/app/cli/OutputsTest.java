package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {

  @TempDir private Path folder = Path.of("");
  private final Outputs outputs = new Outputs();

  @Test
  void anInputIsNeverWrittenOver() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "a\n1\n");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), data);
    outputs.add(link, "{}");

    assertThatThrownBy(() -> outputs.protect(List.of(data)))
        .hasMessage("cannot write " + link + ": it is an input");
    assertThat(data).hasContent("a\n1\n");
  }

  @Test
  void aLinkIsFollowedAndKept() throws IOException {
    Path target = Files.writeString(folder.resolve("target.json"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), target);
    outputs.add(link, "new");
    outputs.write();

    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("new");
  }

  @Test
  void aDeviceIsWrittenIntoAndNotReplaced() {
    Path device = Path.of("/dev/null");
    outputs.add(device, "gone");
    outputs.write();

    assertThat(Files.isRegularFile(device)).isFalse();
  }

  @Test
  void twoOutputsNeedTwoNames() {
    outputs.add(folder.resolve("report"), "1");

    assertThatThrownBy(() -> outputs.add(folder.resolve("./report"), "2"))
        .hasMessageStartingWith("two outputs are to be written to");
    assertThatThrownBy(() -> outputs.add(Path.of("-"), "3"))
        .hasMessage("only --json - writes to the standard output; give a file's name");
  }

  @Test
  void whatCannotBeWrittenWholeLeavesTheOldFile() throws IOException {
    Path report = Files.writeString(folder.resolve("report.png"), "old");
    // In the way of the part that is moved into place when whole.
    Files.createDirectories(folder.resolve("report.png.part").resolve("full"));
    outputs.add(report, new byte[] {1, 2, 3});

    assertThatThrownBy(outputs::write)
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("cannot write " + report);
    assertThat(report).hasContent("old");
  }

  @Test
  void aFullDiskIsAnErrorOfTheUser() {
    Path full = Path.of("/dev/full");
    if (!Files.exists(full)) {
      System.out.println("skipped: no " + full);
      Assumptions.abort("no " + full);
    }
    outputs.add(full, "text");

    assertThatThrownBy(outputs::write)
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("cannot write /dev/full: ");
  }
}
