package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.table.CsvFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same rows in every format, seen from the command line.
class FormatsTest {

  private static final String TABLE = Session.table(300, 1);

  @TempDir Path folder;

  private Session session() {
    return new Session(folder)
        .file("t.csv", TABLE)
        .file("t.json", "[" + String.join(",\n", objects()) + "]")
        .file("t.ndjson", String.join("\n", objects()) + "\n")
        .file("all.csv", golden("all.csv"))
        .file("all.parquet", golden("all-snappy.parquet"))
        .file("nested.parquet", golden("nested.parquet"));
  }

  /// The rows of [#TABLE] as objects.
  private static List<String> objects() {
    List<String> objects = new ArrayList<>();
    TABLE
        .lines()
        .skip(1)
        .map(line -> line.split(","))
        .forEach(cells ->
            objects.add(
                "{\"x\":%s,\"city\":\"%s\",\"day\":\"%s\"}"
                    .formatted(cells[0], cells[1], cells[2])));
    return objects;
  }

  private static byte[] golden(String name) {
    try (InputStream in = Objects.requireNonNull(CsvFormat.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "t.csv, t.json",
    "t.json, t.csv",
    "t.ndjson, t.json",
    "all.csv, all.parquet",
    "all.parquet, all.csv",
    "all.parquet, all.parquet"
  })
  void theSameRowsInAnotherFormatAreNoDrift(String reference, String current) {
    Session session = session();
    int exitCode =
        session.run("check", "-r", "{dir}/" + reference, "-c", "{dir}/" + current, "--json", "-");

    assertThat(exitCode).as(session.err()).isZero();
    assertThat(session.out()).doesNotContain("in the reference, but");
    assertThat(statistics(session)).isEqualTo(statisticsOf(session, reference, reference));
  }

  /// The report without the names of files and the time of the check.
  private static String statistics(Session session) {
    return session.out().replaceAll("\\{dir}/[^\"]*|\"20\\d\\d-[^\"]*Z\"", "");
  }

  private static String statisticsOf(Session session, String reference, String current) {
    assertThat(
            session.run(
                "check", "-r", "{dir}/" + reference, "-c", "{dir}/" + current, "--json", "-"))
        .isZero();
    return statistics(session);
  }

  @Test
  void profileReadsParquet() {
    Session session = session();

    assertThat(session.run("profile", "{dir}/all.parquet")).as(session.err()).isZero();
    assertThat(session.out()).contains("60 rows, 37 columns", "time_ns_utc", "boolean");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nested.parquet | {dir}/nested.parquet: column 'tags' is nested (a list); leave it out by"
            + " --ignore tags",
        "t.* | {dir}/t.json: is JSON, but {dir}/t.csv is CSV; expected one format in a data set",
        "bad.parquet | {dir}/bad.parquet: ends before its Parquet footer; is it complete?",
        "bad.json | {dir}/bad.json:2: ends in the middle of a value; is it complete?"
      })
  void whatCannotBeReadIsASentence(String current, String sentence) {
    Session session =
        session()
            .file("bad.parquet", "PAR1" + "x".repeat(100))
            .file("bad.json", "{\"x\":1}\n{\"x\":");

    assertThat(session.run("check", "-r", "{dir}/t.csv", "-c", "{dir}/" + current)).isEqualTo(2);
    assertThat(session.err()).startsWith("leeway check: " + sentence);
  }

  @Test
  void aCheckOfTextLoadsNoneOfTheParquetClasses() throws Exception {
    session();

    assertThat(loaded("t.csv"))
        .contains(" dev.leeway.app.table.CsvFile ")
        .doesNotContain("arquet")
        .doesNotContain("dev.hardwood", "org.xerial", "com.github.luben", "org.duckdb");
    assertThat(loaded("t.json")).doesNotContain("dev.hardwood", "org.xerial");
    assertThat(loaded("all.parquet")).contains(" dev.hardwood.");
  }

  /// The log of the classes that a check of the file by itself loads, in a process of its own.
  private String loaded(String name) throws IOException, InterruptedException {
    Path log = folder.resolve(name + ".log");
    String file = folder.resolve(name).toString();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.leeway.app.cli.Leeway",
                "check",
                "-r",
                file,
                "-c",
                file)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertThat(process.waitFor())
        .as(Files.readString(folder.resolve("out"), StandardCharsets.UTF_8))
        .isZero();
    return Files.readString(log, StandardCharsets.UTF_8);
  }
}
