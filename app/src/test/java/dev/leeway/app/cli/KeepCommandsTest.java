package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.server.keep.Folders;
import dev.leeway.app.server.log.FolderLock;
import java.io.RandomAccessFile;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Backup, restore, export and salvage, with the real database and log.
class KeepCommandsTest {

  @TempDir Path folder;
  private Session session;
  private Path data;

  @BeforeEach
  void make() throws Exception {
    data = folder.resolve("data");
    Folders.make(data, false);
    session = new Session(folder);
  }

  private static List<String> files(Path in) throws Exception {
    try (Stream<Path> all = Files.walk(in)) {
      return all.filter(Files::isRegularFile)
          .map(file -> in.relativize(file).toString())
          .filter(name -> !name.endsWith("leeway.lock"))
          .sorted()
          .toList();
    }
  }

  private Path segment(Path in) {
    return in.resolve("log/0000000000000000000.log");
  }

  private static void flip(Path file, long at) throws Exception {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int value = bytes.read();
      bytes.seek(at);
      bytes.write(value ^ 0x40);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "copy.zip"})
  void aBackupIsRestoredAsItWas(String name) throws Exception {
    assertThat(session.run("backup", "--data", "{dir}/data", "--out", "{dir}/b/" + name))
        .as(session.err())
        .isZero();
    assertThat(session.out()).startsWith("Wrote {dir}/b/" + name + ": 3 files, ");
    assertThat(session.run("restore", "--from", "{dir}/b/" + name, "--data", "{dir}/again"))
        .as(session.err())
        .isZero();
    assertThat(session.out())
        .startsWith("Restored {dir}/again: 3 files, ")
        .contains("all checksums");
    assertThat(files(folder.resolve("again")))
        .isEqualTo(files(data))
        .containsExactly("leeway.duckdb", "log/0000000000000000000.log", "references/credit.csv");
    for (String file : files(data)) {
      assertThat(folder.resolve("again").resolve(file)).hasSameBinaryContentAs(data.resolve(file));
    }
    assertThat(
            session.run(
                "export", "--data", "{dir}/again", "--model", "credit", "--out", "{dir}/r.parquet"))
        .as(session.err())
        .isZero();
    assertThat(session.out())
        .isEqualTo("Wrote {dir}/r.parquet: 3 rows of model credit, version 1\n");
    assertThat(files(folder.resolve("b"))).noneMatch(file -> file.contains(".part"));
  }

  @Test
  void theExportIsReadableWithItsLabels() {
    assertThat(
            session.run(
                "export",
                "--data",
                "{dir}/data",
                "--model",
                "credit",
                "--out",
                "{dir}/o/r.parquet"))
        .as(session.err())
        .isZero();
    assertThat(session.run("profile", "{dir}/o/r.parquet")).as(session.err()).isZero();
    assertThat(session.out()).contains("income", "repaid", "model_version");
  }

  @Test
  void anExportNamesWhatThereIsInstead() throws Exception {
    Folders.make(folder.resolve("two"), true);
    String[] export = {
      "export", "--data", "{dir}/two", "--model", "credit", "--out", "{dir}/r.parquet"
    };
    assertThat(session.run(export)).isEqualTo(2);
    assertThat(session.err())
        .contains("model credit has the versions 1, 2; say which with --model-version");
    assertThat(
            session.run(
                "export",
                "--data",
                "{dir}/two",
                "--model",
                "credit",
                "--model-version",
                "3",
                "--out",
                "{dir}/r.parquet"))
        .isEqualTo(2);
    assertThat(session.err()).contains("has no rows of version 3; it has rows of 1, 2");
    assertThat(
            session.run(
                "export", "--data", "{dir}/two", "--model", "churn", "--out", "{dir}/r.parquet"))
        .isEqualTo(2);
    assertThat(session.err()).contains("{dir}/two has no model churn; it has credit");
    assertThat(
            session.run(
                "export",
                "--data",
                "{dir}/two",
                "--model",
                "credit",
                "--model-version",
                "2",
                "--out",
                "{dir}/r.parquet"))
        .as(session.err())
        .isZero();
    assertThat(session.out()).contains("1 row of model credit, version 2");
  }

  @Test
  void aServerThatRunsIsLeftAlone() {
    try (FolderLock held = FolderLock.of(data)) {
      assertThat(held).isNotNull();
      for (String[] command :
          new String[][] {
            {"backup", "--data", "{dir}/data", "--out", "{dir}/b"},
            {"export", "--data", "{dir}/data", "--model", "credit", "--out", "{dir}/r.parquet"},
            {"salvage", "--data", "{dir}/data"}
          }) {
        assertThat(session.run(command)).isEqualTo(2);
        assertThat(session.err()).contains("is already open");
      }
    }
    assertThat(folder.resolve("b")).doesNotExist();
    assertThat(folder.resolve("r.parquet")).doesNotExist();
  }

  @Test
  void whatIsNoServersFolderIsSaid() throws Exception {
    Files.createDirectories(folder.resolve("empty"));
    for (String command : List.of("backup", "export", "salvage")) {
      List<String> more =
          switch (command) {
            case "backup" -> List.of("--out", "{dir}/b");
            case "export" -> List.of("--model", "m", "--out", "{dir}/r");
            default -> List.of();
          };
      for (String name : List.of("empty", "none")) {
        Stream<String> given =
            Stream.concat(Stream.of(command, "--data", "{dir}/" + name), more.stream());
        assertThat(session.run(given.toArray(String[]::new))).isEqualTo(2);
        assertThat(session.err())
            .contains(
                name.equals("empty")
                    ? "{dir}/empty has no leeway.duckdb, so it is not the folder of a server"
                    : "there is no folder {dir}/none");
      }
    }
    assertThat(files(folder.resolve("empty"))).isEmpty();
  }

  @Test
  void aBackupWritesOverNothingAndNotIntoWhatItCopies() {
    session.file("b/mine", "x");
    assertThat(session.run("backup", "--data", "{dir}/data", "--out", "{dir}/b")).isEqualTo(2);
    assertThat(session.err()).contains("{dir}/b is there already");
    assertThat(session.run("backup", "--data", "{dir}/data", "--out", "{dir}/data/b")).isEqualTo(2);
    assertThat(session.err()).contains("lies in {dir}/data, which is to be copied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MANIFEST", "leeway.duckdb", "references/credit.csv"})
  void aDamagedBackupIsNotRestored(String damaged) throws Exception {
    assertThat(session.run("backup", "--data", "{dir}/data", "--out", "{dir}/b")).isZero();
    flip(folder.resolve("b").resolve(damaged), 20);
    assertThat(session.run("restore", "--from", "{dir}/b", "--data", "{dir}/again")).isEqualTo(2);
    assertThat(session.err()).contains(damaged + " is damaged; its").contains("checksum is wrong");
    assertThat(files(folder.resolve("again"))).isEmpty();
  }

  @Test
  void aBackupThatLacksAFileOrIsNoneIsNotRestored() throws Exception {
    assertThat(session.run("backup", "--data", "{dir}/data", "--out", "{dir}/b.zip")).isZero();
    try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("b.zip"))) {
      Files.delete(zip.getPath("/references/credit.csv"));
    }
    assertThat(session.run("restore", "--from", "{dir}/b.zip", "--data", "{dir}/again"))
        .isEqualTo(2);
    assertThat(session.err()).contains("{dir}/b.zip lacks the file references/credit.csv");
    session.file("other/x", "y").file("some.zip", "no zip");
    assertThat(session.run("restore", "--from", "{dir}/other", "--data", "{dir}/again"))
        .isEqualTo(2);
    assertThat(session.err()).contains("has no MANIFEST, so it is no backup");
    assertThat(session.run("restore", "--from", "{dir}/some.zip", "--data", "{dir}/again"))
        .isEqualTo(2);
    assertThat(session.err()).contains("cannot restore {dir}/some.zip");
    assertThat(session.run("restore", "--from", "{dir}/none", "--data", "{dir}/again"))
        .isEqualTo(2);
    assertThat(session.err()).contains("there is no backup {dir}/none");
    assertThat(session.run("restore", "--from", "{dir}/b.zip", "--data", "{dir}/data"))
        .isEqualTo(2);
    assertThat(session.err()).contains("{dir}/data is not empty");
  }

  @Test
  void salvageSaysWhatIsLost() throws Exception {
    assertThat(session.run("salvage", "--data", "{dir}/data")).as(session.err()).isZero();
    assertThat(session.out()).contains("The log has 3 records").contains("Nothing is damaged.");
    flip(segment(data), 44 + 24 + 22); // in the payload of the second record
    assertThat(session.run("salvage", "--data", "{dir}/data")).as(session.err()).isZero();
    assertThat(session.out())
        .contains("Unreadable: records 1 to 1, ")
        .contains("All of them are in the database already.")
        .contains(".damaged")
        .contains("Nothing is lost.");
  }

  @Test
  void salvageCountsWhatIsInNoDatabase() throws Exception {
    Files.delete(segment(data));
    assertThat(session.run("salvage", "--data", "{dir}/data")).as(session.err()).isZero();
    assertThat(session.out()).contains("records 0 to 1").contains("Nothing is lost.");
  }
}
