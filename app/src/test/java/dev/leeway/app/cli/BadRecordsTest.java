package dev.leeway.app.cli;

import static dev.leeway.app.cli.InputCase.bad;
import static dev.leeway.app.cli.InputCase.current;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Records that break the form of their file, and columns that do not fit together: the sentence
/// has the line.
class BadRecordsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("records")
  void isRefusedInASentence(InputCase bad) {
    bad.assertRefused(folder);
  }

  static Stream<InputCase> records() {
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
}
