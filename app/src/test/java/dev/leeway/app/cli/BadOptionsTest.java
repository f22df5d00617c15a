package dev.leeway.app.cli;

import static dev.leeway.app.cli.InputCase.bad;
import static dev.leeway.app.cli.InputCase.current;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Options, outputs and configurations that cannot be: the sentence names the option, or the line
/// of the configuration.
class BadOptionsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource({"options", "outputs", "configurations"})
  void isRefusedInASentence(InputCase bad) {
    bad.assertRefused(folder);
  }

  static Stream<InputCase> options() {
    InputCase good = current().from("good.csv");
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

  static Stream<InputCase> outputs() {
    InputCase good = current().from("good.csv");
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

  static Stream<InputCase> configurations() {
    InputCase good = current().from("good.csv").and("--config", "{dir}/leeway.yaml");
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

  private static InputCase split(String... options) {
    return current().and(options);
  }
}
