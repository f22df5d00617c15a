package dev.leeway.app.cli;

import static dev.leeway.app.cli.InputCase.GOOD;
import static dev.leeway.app.cli.InputCase.bad;
import static dev.leeway.app.cli.InputCase.both;
import static dev.leeway.app.cli.InputCase.current;
import static dev.leeway.app.cli.InputCase.gzip;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that are not there, hold no text, are damaged, or are written in another encoding, seen
/// from the command line: an exit code, and a sentence with the file, the line and what was
/// expected.
class BadFilesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource({"files", "encodings"})
  void isRefusedInASentence(InputCase bad) {
    bad.assertRefused(folder);
  }

  @ParameterizedTest
  @MethodSource({"formats"})
  void isReadWhenTheRightOptionIsGiven(InputCase odd) {
    odd.assertRead(folder);
  }

  static Stream<InputCase> files() {
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

  static Stream<InputCase> encodings() {
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

  static Stream<InputCase> formats() {
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

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    bytes[100] = 0;
    for (int at = 0; at < 100; at++) {
      bytes[at] = (byte) Math.max(11, bytes[at] & 0x7f);
    }
    return bytes;
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 0x55;
    return copy;
  }
}
