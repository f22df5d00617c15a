package dev.leeway.app.cli;

import static dev.leeway.app.cli.InputCase.current;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Columns that cannot be judged, or hold odd values: a row says why, and the others keep their
/// verdict.
class OddColumnsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("columns")
  void leavesTheOtherColumnsTheirVerdict(InputCase odd) {
    odd.assertRead(folder);
  }

  static Stream<InputCase> columns() {
    String reference = "x,c\n" + rows(200, row -> row + ".5," + (row % 3 == 0 ? "a" : "b"));
    InputCase base = current().file("good.csv", reference).from("bad.csv");
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
}
