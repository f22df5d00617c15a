package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Input that is wrong, seen from the command line: an exit code, and a sentence with the file, the
/// line, the column and what was expected; or a row that says why a column could not be judged.
class BadInputTest {

  private static final String GOOD = Session.table(200, 1);

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource({"files", "encodings", "records", "options", "outputs", "configurations"})
  void isRefusedInASentence(Case bad) {
    Session session = session(bad);

    assertThat(session.run(bad.arguments().toArray(String[]::new))).as(session.err()).isEqualTo(2);
    assertThat(session.err()).contains(bad.sentences).doesNotContain("\tat ");
    assertThat(session.out()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource({"columns"})
  void leavesTheOtherColumnsTheirVerdict(Case odd) {
    Session session = session(odd);

    assertThat(session.run(odd.arguments().toArray(String[]::new)))
        .as(session.err())
        .isEqualTo(odd.exitCode);
    assertThat(flat(session.out())).contains(odd.sentences);
  }

  @ParameterizedTest
  @MethodSource({"formats"})
  void isReadWhenTheRightOptionIsGiven(Case odd) {
    Session session = session(odd);

    assertThat(session.run(odd.arguments().toArray(String[]::new))).as(session.err()).isEqualTo(0);
    assertThat(flat(session.out())).contains(odd.sentences);
  }

  private Session session(Case given) {
    Session session = new Session(folder).file("good.csv", GOOD);
    given.files.forEach(session::file);
    return session;
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ");
  }

  static Stream<Case> files() {
    byte[] packed = gzip(GOOD);
    return Stream.of(
        current()
            .named("missing file")
            .from("none.csv")
            .says("leeway check: there is no file {dir}/none.csv"),
        current()
            .named("missing reference")
            .with("check", "-r", "{dir}/none.csv", "-c", "{dir}/good.csv")
            .says("leeway check: there is no file {dir}/none.csv"),
        current()
            .named("missing folder of a glob")
            .from("none/*.csv")
            .says("there is no folder {dir}/none for {dir}/none/*.csv"),
        current().named("glob without files").from("*.tsv").says("no file matches {dir}/*.tsv"),
        current()
            .named("broken glob")
            .from("x[.csv")
            .says("there is no file {dir}/x[.csv, and it is no glob: "),
        current()
            .named("folder without data")
            .file("empty/readme.md", "x")
            .from("empty")
            .says("{dir}/empty: holds no data file; expected names that end in .csv, .tsv"),
        bad("file named twice")
            .with("check", "-r", "{dir}/good.csv,{dir}/./good.csv", "-c", "{dir}/good.csv")
            .says("{dir}/./good.csv: is named twice in one data set"),
        bad("")
            .named("empty")
            .says("{dir}/bad.csv: is empty; expected a line of column names and rows below"),
        bad("\ufeff").named("byte order mark only").says("{dir}/bad.csv: holds only blank lines"),
        bad("x,city,day\n")
            .named("header only")
            .says(
                "{dir}/bad.csv: has a line of column names but no rows; expected at least one row"
                    + " below it"),
        bad("\n  \n\r\n\t\n")
            .named("only blank lines")
            .says("{dir}/bad.csv: holds only blank lines; expected column names and rows"),
        bad(random(5000))
            .named("binary garbage")
            .says("{dir}/bad.csv:1: holds a zero byte, so it is no text; expected CSV"),
        bad("x,city,day\n1,a,2024-01-01\n2,\0,2024-01-01\n")
            .named("zero byte")
            .says("{dir}/bad.csv:3: holds a zero byte, so it is no text; expected CSV"),
        bad("x,city,day\n" + "1,a,2024-01-01\n".repeat(9999) + "2,\0\0,2024-01-01\n")
            .named("zero byte far below")
            .says("{dir}/bad.csv:10001: holds a zero byte, so it is no text; expected CSV"),
        bad("PAR1\u0015\u0004")
            .named("Parquet")
            .says(
                "{dir}/bad.csv: is a Parquet file, but not by its name; rename it so that it ends"
                    + " in .parquet"),
        bad("PK\u0003\u0004xx")
            .named("zip")
            .says("{dir}/bad.csv: is a zip archive or a spreadsheet; expected a text file"),
        bad(Arrays.copyOf(packed, packed.length / 2))
            .named("gzip cut short")
            .says("{dir}/bad.csv: ends in the middle of its gzip data; is it complete?"),
        bad(Arrays.copyOf(packed, 5))
            .named("gzip header cut short")
            .says("{dir}/bad.csv: ends in the middle of its gzip data; is it complete?"),
        bad(flipped(packed, packed.length - 6))
            .named("gzip with a wrong checksum")
            .says("{dir}/bad.csv: has damaged gzip data: Corrupt GZIP trailer"));
  }

  static Stream<Case> encodings() {
    return Stream.of(
        bad("x,city,day\n1,a,2024-01-01\n2,Zürich,2024-01-02\n"
                .getBytes(StandardCharsets.ISO_8859_1))
            .named("Latin-1")
            .says(
                "{dir}/bad.csv:3: byte 0xfc is not UTF-8; give --encoding, for example --encoding"
                    + " ISO-8859-1"),
        bad(("x,city,day\n" + "1,a,2024-01-01\n".repeat(20_000) + "2,é,2024-01-02\n")
                .getBytes(StandardCharsets.ISO_8859_1))
            .named("Latin-1 far below")
            .says("{dir}/bad.csv:20002: byte 0xe9 is not UTF-8"),
        bad(Arrays.copyOf("x\n1\n€".getBytes(StandardCharsets.UTF_8), 6))
            .named("UTF-8 cut within a character")
            .says("{dir}/bad.csv:3: byte 0xe2 is not UTF-8"),
        bad(GOOD.getBytes(StandardCharsets.UTF_16))
            .named("UTF-16 with its mark")
            .says("{dir}/bad.csv: is written in UTF-16; give --encoding UTF-16"),
        bad(GOOD.getBytes(StandardCharsets.UTF_16LE))
            .named("UTF-16 without a mark")
            .says("{dir}/bad.csv:1: holds a zero byte, so it is no text; expected CSV"),
        bad(GOOD).named("unknown encoding").and("--encoding", "UTF-9").says("UTF-9"));
  }

  static Stream<Case> records() {
    return Stream.of(
        bad("x,city,day\n1,a,2024-01-01\n2,b\n")
            .named("too few fields")
            .says("{dir}/bad.csv:3: has 2 fields; expected 3, as in the first line"),
        bad("x,city,day\n\n\"1\",\"a\nb\",2024-01-01\n2,b,2024-01-01,4\n")
            .named("too many fields, lines counted across quotes and blanks")
            .says("{dir}/bad.csv:5: has 4 fields; expected 3, as in the first line"),
        bad("x,city,day\n1,\"a,2024-01-01\n2,b,2024-01-01\n")
            .named("unclosed quote")
            .says(
                "{dir}/bad.csv:2: has 2 fields; expected 3, as in the first line; the last one"
                    + " runs over several lines: is its quote never closed?"),
        bad("x,city,day\n1,a,2024-01-01\n2,b,\"2024-01-01\n")
            .named("unclosed quote in the last field")
            .says("{dir}/bad.csv:3: a quote that opens in this record is never closed"),
        bad("x,city,day\n1,5\" pipe,2024-01-01\n2,b,\"2024-01-01\n")
            .named("unclosed quote after a stray one")
            .says("{dir}/bad.csv:3: a quote that opens in this record is never closed"),
        bad("x,city,day\n1,a,2024-01-01\n2,\"b\"c,2024-01-01\n")
            .named("text after a closing quote")
            .says(
                "{dir}/bad.csv:3: text follows a closing quote; expected a delimiter, and a quote"
                    + " within quotes doubled (\"\")"),
        bad("x,city,day\n1,\"" + "a".repeat(17 << 20) + "\",2024-01-01\n")
            .named("field of 17 MB")
            .says(
                "{dir}/bad.csv:2: a field is longer than 16 million characters; is a quote missing?"),
        bad("x,city, x \n1,a,2\n")
            .named("two columns of one name")
            .says("{dir}/bad.csv:1: columns 1 and 3 are both named 'x'; expected distinct names"),
        bad("a,b\n1,2\n")
            .named("no common column")
            .says(
                "{dir}/good.csv and {dir}/bad.csv have no column in common; the reference has x,"
                    + " city, day, the current data a, b"),
        current()
            .named("columns that differ between files")
            .file("parts/1.csv", "x,city,day\n1,a,2024-01-01\n")
            .file("parts/2.csv", "x,town,day\n1,a,2024-01-01\n")
            .from("parts")
            .says(
                "{dir}/parts/2.csv:1: the columns differ from those of {dir}/parts/1.csv: lacks"
                    + " city, has also town; expected the same names in every file"),
        bad("\u001b[31mx\n1\n")
            .named("control characters in a name do not reach the terminal")
            .says("the current data \\u001b[31mx"));
  }

  static Stream<Case> options() {
    Case good = current().from("good.csv");
    return Stream.of(
        good.named("unknown option").and("--refrence", "x").says("Unknown option", "--reference"),
        current()
            .named("no reference")
            .with("check", "-c", "{dir}/good.csv")
            .says("--reference FILE is missing"),
        current()
            .named("no current")
            .with("check", "-r", "{dir}/good.csv")
            .says("--current FILE is missing"),
        good.named("both current and split").and("--split-at", "5").says("exclude each other"),
        good.named("unknown column of a role")
            .and("--label", "y")
            .says("{dir}/good.csv has no column y; it has x, city, day"),
        good.named("unknown column of a kind")
            .and("--kind", "y=text")
            .says("{dir}/good.csv has no column y; it has x, city, day"),
        good.named("unknown kind").and("--kind", "x=float").says("--kind", "float"),
        good.named("two roles for one column")
            .and("--label", "city", "--prediction", "city")
            .says("column city cannot be both --prediction and --label"),
        good.named("one score twice")
            .and("--score", "x,x")
            .says("column x is named twice by --score"),
        good.named("role of an ignored column")
            .and("--label", "city", "--ignore", "city")
            .says("column city cannot be both --label and --ignore"),
        good.named("ignored column that is not there")
            .and("--ignore", "cty")
            .says("{dir}/good.csv has no column cty to --ignore; it has x, city, day"),
        good.named("positive class that no label has")
            .and("--label", "city", "--score", "x", "--positive", "zzz")
            .says("--positive zzz is no class of column city in the reference"),
        good.named("every column ignored")
            .and("--ignore", "x,city,day")
            .says("{dir}/good.csv: every column is left out by --ignore; expected one to compare"),
        good.named("names with a header")
            .and("--names", "a,b,c")
            .says("--names goes with --no-header"),
        good.named("wrong number of names")
            .and("--no-header", "--names", "a,b")
            .says("{dir}/good.csv:1: has 3 columns, but --names gives 2 names"),
        good.named("one name twice")
            .and("--no-header", "--names", "a,b,a")
            .says("{dir}/good.csv:1: columns 1 and 3 are both named 'a'; expected distinct names"),
        good.named("delimiter of two characters")
            .and("--delimiter", "::")
            .says("--delimiter must be one character, or tab, and no quote; was ::"),
        good.named("decimal comma and delimiter comma")
            .and("--decimal-comma", "--delimiter", ",")
            .says("--delimiter , and --decimal-comma exclude each other"),
        good.named("unknown severity").and("--fail-on", "severe").says("--fail-on", "severe"),
        good.named("threshold that is no number")
            .and("--threshold", "NaN")
            .says("--threshold must"),
        split("--split-at", "2024-01-15")
            .named("split by time without a time column")
            .file("good.csv", "x\n1\n2\n")
            .says("--split-at with a time needs --time COLUMN"),
        split("--split-at", "2024-01-15", "--time", "city")
            .named("split by a column without times")
            .says("column city must hold dates or times to be split at 2024-01-15T00:00:00Z"),
        split("--split-at", "2025-01-15", "--time", "day")
            .named("split after all rows")
            .says(
                "must leave rows on both sides: all 200 rows of column day lie before 2025-01-15"),
        split("--split-at", "1999-01-15", "--time", "day")
            .named("split before all rows")
            .says("must leave rows on both sides: all 200 rows of column day lie after 1999-01-15"),
        split("--split-at", "2024-01-15", "--time", "day")
            .named("split with a missing time")
            .file("good.csv", "x,day\n1,2024-01-01\n2,\n3,2024-02-01\n")
            .says("1 row has no time in column day, so it cannot be put on a side"),
        split("--split-at", "200")
            .named("split at the last row")
            .says("must leave rows on both sides: a row from 1 to 199, was 200"),
        split("--split-at", "0").named("split at row 0").says("a row from 1 to 199, was 0"),
        split("--split-at", "99999999999999999999")
            .named("split at a huge row")
            .says("--split-at must be"),
        split("--split-at", "yesterday")
            .named("split at a word")
            .says(
                "--split-at must be a row number, a date such as 2012-01-01 or a time such as"
                    + " 2012-01-01T05:00:00Z, was yesterday"),
        split("--split-at", "2024-02-30").named("split at no date").says("--split-at must be"),
        bad("x,city,day\n1,a,2024-01-01\n")
            .named("one row, seen by the profile of a missing column")
            .with("profile", "{dir}/bad.csv", "--label", "y")
            .says("{dir}/bad.csv has no column y; it has x, city, day"));
  }

  static Stream<Case> outputs() {
    Case good = current().from("good.csv");
    return Stream.of(
        good.named("a folder in the way of the report")
            .file("taken/x", "")
            .and("--json", "{dir}/taken")
            .says("cannot write {dir}/taken: it is a folder"),
        good.named("a file as parent")
            .and("--json", "{dir}/good.csv/report.json")
            .says("cannot write {dir}/good.csv/report.json: {dir}/good.csv is no folder"),
        good.named("a file as output folder")
            .and("--out", "{dir}/good.csv")
            .says("cannot write {dir}/good.csv/report.json: {dir}/good.csv is no folder"),
        good.named("a file as grandparent")
            .and("--html", "{dir}/good.csv/a/b.html")
            .says("cannot write {dir}/good.csv/a/b.html: {dir}/good.csv is no folder"));
  }

  static Stream<Case> configurations() {
    Case good = current().from("good.csv").and("--config", "{dir}/leeway.yaml");
    return Stream.of(
        good.named("no configuration").says("there is no configuration file {dir}/leeway.yaml"),
        good.named("unknown keys, all at once")
            .file("leeway.yaml", "label: city\nlabl: y\ncolour: red\n")
            .says(
                "{dir}/leeway.yaml:2: unknown key `labl`; known are ",
                "{dir}/leeway.yaml:3: unknown key `colour`"),
        good.named("key given twice")
            .file("leeway.yaml", "label: city\nlabel: x\n")
            .says("{dir}/leeway.yaml:2: the key `label` stands here for the second time"),
        good.named("broken YAML")
            .file("leeway.yaml", "label: [a\nignore: b\n")
            .says("{dir}/leeway.yaml:2: is not valid YAML"),
        good.named("a list instead of keys")
            .file("leeway.yaml", "- label\n")
            .says("{dir}/leeway.yaml:1: must hold keys and values"),
        good.named("wrong type")
            .file("leeway.yaml", "# scores\nthreshold: high\n")
            .says("'high' is not a double", "{dir}/leeway.yaml:2"),
        good.named("a list for one value")
            .file("leeway.yaml", "label: {a: {b: c}}\n")
            .says(
                "{dir}/leeway.yaml:1: label must be a value, a list of values, or names with values"),
        good.named("no value")
            .file("leeway.yaml", "label:\n")
            .says(
                "{dir}/leeway.yaml:1: label must be a value, a list of values, or names with values"),
        good.named("configuration in Latin-1")
            .file("leeway.yaml", "label: Größe\n".getBytes(StandardCharsets.ISO_8859_1))
            .says("cannot read {dir}/leeway.yaml: it is not written in UTF-8"));
  }

  static Stream<Case> columns() {
    String reference = "x,c\n" + rows(200, row -> row + ".5," + (row % 3 == 0 ? "a" : "b"));
    Case base = current().file("good.csv", reference).from("bad.csv");
    return Stream.of(
        base.named("null in the current data")
            .file("bad.csv", "x,c\n" + rows(200, row -> "," + (row % 3 == 0 ? "a" : "b")))
            .exits(0)
            .says("drifted x", "missing"),
        base.named("null on both sides")
            .file("good.csv", "x,c\n" + rows(200, row -> "NA," + (row % 3 == 0 ? "a" : "b")))
            .file("bad.csv", "x,c\n" + rows(200, row -> "," + (row % 3 == 0 ? "a" : "b")))
            .exits(0)
            .says("inconclusive x", "no value is present"),
        base.named("constant on both sides")
            .file("good.csv", "x,c\n" + rows(200, row -> "7.5," + (row % 3 == 0 ? "a" : "b")))
            .file("bad.csv", "x,c\n" + rows(200, row -> "7.5," + (row % 3 == 0 ? "a" : "b")))
            .exits(0)
            .says("inconclusive x", "all values are the same"),
        base.named("absent from the current data")
            .file("bad.csv", "c\n" + rows(200, row -> row % 3 == 0 ? "a" : "b"))
            .exits(0)
            .says("inconclusive x", "the column is not in the current data"),
        base.named("only in the current data")
            .file(
                "bad.csv",
                "x,c,new\n" + rows(200, row -> row + ".5," + (row % 3 == 0 ? "a" : "b") + ",1"))
            .exits(0)
            .says("only in the current data, not compared: new"),
        base.named("text instead of numbers")
            .file("bad.csv", "x,c\n" + rows(200, row -> "n/k," + (row % 3 == 0 ? "a" : "b")))
            .exits(0)
            .says(
                "drifted x",
                "unreadable values 0.0 % → 100.0 %",
                "column x is numeric in the reference, but 'n/k' in {dir}/bad.csv:2"),
        base.named("type that differs between files")
            .file("good.csv", "x\n" + rows(200, row -> row + ".5"))
            .file("more.csv", "x\n" + rows(200, row -> "v" + row))
            .with("check", "-r", "{dir}/good.csv,{dir}/more.csv", "-c", "{dir}/good.csv")
            .exits(0)
            .says("column x is read as text, because of 'v0' in {dir}/more.csv:2"),
        base.named("infinite, NaN and huge values")
            .file(
                "bad.csv",
                "x,c\n"
                    + rows(
                        200,
                        row ->
                            List.of("inf", "-Infinity", "1e308", "-1e308", "1e999", "nan")
                                    .get(row % 6)
                                + ","
                                + (row % 3 == 0 ? "a" : "b")))
            .exits(0)
            .says("drifted x"),
        base.named("huge values on both sides")
            .file("good.csv", "x,c\n" + rows(200, row -> (row % 2 == 0 ? "-" : "") + "1.7e308,a"))
            .file("bad.csv", "x,c\n" + rows(200, row -> (row % 2 == 0 ? "-" : "") + "1.7e308,a"))
            .exits(0)
            .says("stable x"),
        base.named("cell of 10 MB")
            .file(
                "bad.csv",
                "x,c\n"
                    + rows(
                        200,
                        row ->
                            row
                                + ".5,"
                                + (row == 9 ? "y ".repeat(5_000_000) : row % 3 == 0 ? "a" : "b")))
            .exits(0)
            .says("200 rows"),
        base.named("number of 10 MB")
            .file(
                "bad.csv",
                "x,c\n"
                    + rows(
                        200,
                        row ->
                            (row == 9 ? "7".repeat(10_000_000) : row + ".5")
                                + ","
                                + (row % 3 == 0 ? "a" : "b")))
            .exits(0)
            .says("stable x"),
        base.named("one row")
            .file("bad.csv", "x,c\n1.5,a\n")
            .exits(2)
            .says("No column could be judged.", "fewer than"),
        base.named("one row on both sides")
            .file("good.csv", "x,c\n1.5,a\n")
            .file("bad.csv", "x,c\n1.5,a\n")
            .exits(2)
            .says("No column could be judged."),
        base.named("one row profiled")
            .file("bad.csv", "x,c\n1.5,a\n")
            .with("profile", "{dir}/bad.csv")
            .exits(0)
            .says("1 row, 2 columns"));
  }

  static Stream<Case> formats() {
    byte[] latin = GOOD.replace("Basel", "Zürich").getBytes(StandardCharsets.ISO_8859_1);
    return Stream.of(
        both(latin).named("Latin-1").and("--encoding", "ISO-8859-1").says("No drift"),
        both(GOOD.getBytes(StandardCharsets.UTF_16))
            .named("UTF-16")
            .and("--encoding", "UTF-16")
            .says("No drift"),
        both(("\ufeff" + GOOD).getBytes(StandardCharsets.UTF_16LE))
            .named("UTF-16LE with a mark")
            .and("--encoding", "UTF-16LE", "--kind", "x=numeric")
            .says("No drift"),
        both(gzip(GOOD)).named("gzip").says("No drift"),
        both(GOOD.replace("\n", "\r").getBytes(StandardCharsets.UTF_8))
            .named("lines that end in CR")
            .says("200 rows"));
  }

  @FunctionalInterface
  interface Row {
    String at(int row);
  }

  private static String rows(int count, Row row) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < count; at++) {
      text.append(row.at(at)).append('\n');
    }
    return text.toString();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    bytes[100] = 0;
    for (int at = 0; at < 100; at++) {
      bytes[at] = (byte) Math.max(11, bytes[at] & 0x7f);
    }
    return bytes;
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 0x55;
    return copy;
  }

  /// A check of a current file with this content.
  private static Case bad(byte[] content) {
    return current().file("bad.csv", content).from("bad.csv");
  }

  private static Case bad(String content) {
    return bad(content.getBytes(StandardCharsets.UTF_8));
  }

  /// A check of two files that both have this content.
  private static Case both(byte[] content) {
    return bad(content).file("good.csv", content);
  }

  private static Case split(String... options) {
    return current().and(options);
  }

  /// A check without its current side yet.
  private static Case current() {
    return new Case("", Map.of(), List.of("check", "-r", "{dir}/good.csv"), 2, List.of());
  }

  record Case(
      String name,
      Map<String, byte[]> files,
      List<String> arguments,
      int exitCode,
      List<String> sentences) {

    Case named(String given) {
      return new Case(given, files, arguments, exitCode, sentences);
    }

    Case file(String file, byte[] content) {
      Map<String, byte[]> more = new LinkedHashMap<>(files);
      more.put(file, content);
      return new Case(name, more, arguments, exitCode, sentences);
    }

    Case file(String file, String content) {
      return file(file, content.getBytes(StandardCharsets.UTF_8));
    }

    Case from(String current) {
      return and("-c", "{dir}/" + current);
    }

    Case with(String... given) {
      return new Case(name, files, List.of(given), exitCode, sentences);
    }

    Case and(String... given) {
      List<String> more = new ArrayList<>(arguments);
      more.addAll(List.of(given));
      return new Case(name, files, more, exitCode, sentences);
    }

    Case exits(int code) {
      return new Case(name, files, arguments, code, sentences);
    }

    Case says(String... expected) {
      return new Case(name, files, arguments, exitCode, List.of(expected));
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
