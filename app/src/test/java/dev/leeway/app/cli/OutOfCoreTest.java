package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.table.CsvFormat;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Data that are read again and again say the same as data in memory.
class OutOfCoreTest {

  private static final Path EXAMPLES = Path.of("..", "docs", "examples").toAbsolutePath();

  /// A column's or component's verdict, and the severity and type of an alert.
  private static final Pattern SAID =
      Pattern.compile("\"(verdict|severity|type|exit_code|rows|decided_by|action)\": ([^,\\n]+)");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "--label repaid --prediction approved", "--policy textbook"})
  void theExampleIsJudgedAlike(String options) {
    assertSameVerdicts(
        new Session(folder),
        EXAMPLES.resolve("spring.csv").toString(),
        EXAMPLES.resolve("autumn.csv").toString(),
        options.isEmpty() ? new String[0] : options.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "t.csv, u.csv",
    "t.csv.gz, u.ndjson",
    "t.ndjson, u.csv.gz",
    "'t.csv,v.csv', u.csv",
    "all.parquet, all.parquet",
    "all.csv, all.parquet"
  })
  void everyFormatIsJudgedAlike(String reference, String current) throws IOException {
    String[] sides = new String[2];
    int at = 0;
    for (String side : List.of(reference, current)) {
      sides[at++] = "{dir}/" + side.replace(",", ",{dir}/");
    }
    assertSameVerdicts(data(), sides[0], sides[1]);
  }

  @Test
  void theReportSaysWhatWasLearntFromHowManyRows() throws IOException {
    Session session = data();
    int exitCode = run(session, "{dir}/t.csv", "{dir}/u.csv", "--out-of-core", "always");

    assertThat(exitCode).as(session.err()).isZero();
    assertThat(session.out().replaceAll("\\s+", " "))
        .contains("read out of core: distances of numbers lie between two bounds")
        .contains("was learnt from 3,000 of 3,000 reference rows");
  }

  @Test
  void smallDataStayInMemory() throws IOException {
    Session session = data();
    run(session, "{dir}/t.csv", "{dir}/u.csv", "--out-of-core", "never");
    String never = session.out();
    run(session, "{dir}/t.csv", "{dir}/u.csv");

    assertThat(session.out()).isEqualTo(never).doesNotContain("out of core");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--policy evidently | --policy evidently is not possible out of core; take the policy calibrated",
        "--segment city | --segment is not possible out of core; check the rows of each segment by themselves",
        "--window 100 | --window is not possible out of core; check the rows of each window by themselves",
        "--labels {dir}/u.csv --id day --label x | --labels is not possible out of core; put the labels beside the rows first",
        "--query city --label x | a ranking is not possible out of core; leave out --query and --task to compare the columns only"
      })
  void whatNeedsAllRowsIsRefusedWithWhatToDo(String options, String message) throws IOException {
    Session session = data();
    List<String> all = new ArrayList<>(List.of(options.split(" ")));
    all.addAll(List.of("--out-of-core", "always"));

    assertThat(run(session, "{dir}/t.csv", "{dir}/u.csv", all.toArray(String[]::new))).isEqualTo(2);
    assertThat(session.err()).isEqualTo("leeway check: " + message + "\n");
  }

  @Test
  void theCutOfOneDataSetIsRefused() throws IOException {
    Session session = data();
    int exitCode =
        session.run("check", "-r", "{dir}/t.csv", "--split-at", "500", "--out-of-core", "always");

    assertThat(exitCode).isEqualTo(2);
    assertThat(session.err())
        .isEqualTo(
            "leeway check: --split-at is not possible out of core; cut the data into two files"
                + " first\n");
  }

  @Test
  void aFaultInTheCurrentDataIsNamedWithFileAndLine() throws IOException {
    Session session = data().file("bad.csv", table(2_000, 2, 0) + "1,2\n");
    int exitCode = run(session, "{dir}/t.csv", "{dir}/bad.csv", "--out-of-core", "always");

    assertThat(exitCode).isEqualTo(2);
    assertThat(session.err())
        .isEqualTo(
            "leeway check: {dir}/bad.csv:2002: has 2 fields; expected 3, as in the first line\n");
  }

  @Test
  void aPositiveClassMustBeOneOfAllRows() throws IOException {
    Session session = data();
    assertThat(
            run(
                session,
                "{dir}/t.csv",
                "{dir}/u.csv",
                "--label",
                "city",
                "--positive",
                "Bern",
                "--out-of-core",
                "always"))
        .isEqualTo(2);
    assertThat(session.err())
        .isEqualTo("leeway check: --positive Bern is no class of column city in the reference\n");
  }

  /// 20 columns of 120,000 rows are 19 MB of numbers a side, and 76 MB for a check in memory.
  @Test
  void aCheckOfMoreThanTheHeapPasses() throws IOException, InterruptedException {
    Path reference = wide("reference.csv", 120_000, 1);
    Path current = wide("current.csv", 120_000, 2);
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path"),
                Leeway.class.getName(),
                "check",
                "-r",
                reference.toString(),
                "-c",
                current.toString(),
                "--fail-on",
                "never")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();

    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    assertThat(Files.readString(out).replaceAll("\\s+", " "))
        .contains("120,000 rows", "read out of core", "of 120,000 reference rows");
  }

  private Path wide(String name, int rows, long seed) throws IOException {
    Random random = new Random(seed);
    Path file = folder.resolve(name);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < 20; column++) {
        line.append(column == 0 ? "" : ",").append('x').append(column);
      }
      out.append(line).append('\n');
      for (int row = 0; row < rows; row++) {
        line.setLength(0);
        for (int column = 0; column < 20; column++) {
          line.append(column == 0 ? "" : ",").append(random.nextInt(10_000) / 8.0);
        }
        out.append(line).append('\n');
      }
    }
    return file;
  }

  private static int run(Session session, String reference, String current, String... options) {
    List<String> arguments = new ArrayList<>(List.of("check", "-r", reference, "-c", current));
    arguments.addAll(Arrays.asList(options));
    return session.run(arguments.toArray(String[]::new));
  }

  private static void assertSameVerdicts(
      Session session, String reference, String current, String... options) {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.addAll(List.of("--json", "-", "--out-of-core", "never"));
    int expected = run(session, reference, current, all.toArray(String[]::new));
    List<String> inMemory = said(session.out());
    all.set(all.size() - 1, "always");
    int actual = run(session, reference, current, all.toArray(String[]::new));

    assertThat(inMemory).hasSizeGreaterThan(3);
    assertThat(actual).as(session.err()).isEqualTo(expected);
    assertThat(said(session.out())).isEqualTo(inMemory);
    assertThat(session.out()).contains("read out of core");
  }

  private static List<String> said(String json) {
    return SAID.matcher(json).results().map(MatchResult::group).toList();
  }

  private Session data() throws IOException {
    return new Session(folder)
        .file("t.csv", table(3_000, 1, 0))
        .file("t.csv.gz", gzip(table(3_000, 1, 0)))
        .file("t.ndjson", objects(table(3_000, 1, 0)))
        .file("u.csv", table(2_000, 2, 0))
        .file("u.csv.gz", gzip(table(2_000, 2, 0.5)))
        .file("u.ndjson", objects(table(2_000, 2, 0.5)))
        .file("v.csv", table(1_000, 3, 0))
        .file("all.csv", golden("all.csv"))
        .file("all.parquet", golden("all-snappy.parquet"));
  }

  private static String table(int rows, long seed, double shift) {
    Random random = new Random(seed);
    List<String> cities = List.of("Basel", "Oslo", "Riga", "Turin");
    StringBuilder text = new StringBuilder("x,city,day\n");
    for (int row = 0; row < rows; row++) {
      text.append(Math.round((random.nextGaussian() + shift) * 1e4) / 1e3)
          .append(',')
          .append(cities.get(random.nextInt(cities.size())))
          .append(",2024-01-")
          .append(10 + row * 20 / rows)
          .append('\n');
    }
    return text.toString();
  }

  private static String objects(String table) {
    List<String> objects = new ArrayList<>();
    table
        .lines()
        .skip(1)
        .map(line -> line.split(",", -1))
        .forEach(cells ->
            objects.add(
                "{\"x\":%s,\"city\":\"%s\",\"day\":\"%s\"}"
                    .formatted(cells[0], cells[1], cells[2])));
    return String.join("\n", objects) + "\n";
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] golden(String name) throws IOException {
    Class<?> beside = CsvFormat.class;
    try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }
}
