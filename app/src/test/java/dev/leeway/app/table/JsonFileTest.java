package dev.leeway.app.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leeway.core.profile.NumericData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What JSON becomes.
class JsonFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'a':1,'b':'x'},{'a':2.5,'b':null}]",
        "\ufeff \n[ {'a' : 1, 'b' : 'x'} ,\n {'b' : null, 'a' : 2.5} ]\n",
        "{'a':1,'b':'x'}\n{'a':2.5,'b':null}\n",
        "\n{'a':1,'b':'x'}\r\n\r\n{'a':2.5}",
        "{'a':1,'b':'x'}{'a':2.5}",
        "{\n  'a': 1,\n  'b': 'x'\n}\n{\n  'a': 2.5,\n  'b': null\n}\n"
      })
  void arraysAndLinesAreTheSame(String text) throws IOException {
    Table table = read(text);

    assertThat(table.batch().names()).containsExactly("a", "b");
    assertThat(Cells.of(table, "a")).containsExactly("1.0", "2.5");
    assertThat(Cells.of(table, "b")).containsExactly("x", "-");
  }

  @Test
  void aKeyThatIsNotThereIsMissing() throws IOException {
    Table table = read("{}\n{'a':1}\n{'b':'x'}\n{'a':null,'c':true}\n{}\n");

    assertThat(table.batch().rows()).isEqualTo(5);
    assertThat(Cells.of(table, "a")).containsExactly("-", "1.0", "-", "-", "-");
    assertThat(Cells.of(table, "b")).containsExactly("-", "-", "x", "-", "-");
    assertThat(Cells.of(table, "c")).containsExactly("-", "-", "-", "true", "-");
    assertThat(((NumericData) Cells.column(table, "a")).isMissing(4)).isTrue();
  }

  @Test
  void filesMayHaveOtherKeys() throws IOException {
    write("parts/1.json", "[{'a':1}]");
    write("parts/2.ndjson", "{'b':'x'}\n{'a':2}\n");
    write("parts/3.jsonl", "{'b':'y'}\n");
    Table table = readAll("parts", Map.of(), Set.of());

    assertThat(Cells.of(table, "a")).containsExactly("1.0", "-", "2.0", "-");
    assertThat(Cells.of(table, "b")).containsExactly("-", "x", "-", "y");
  }

  @Test
  void numbersAreNumbersAndStringsOfDigitsAreText() throws IOException {
    Table table = read("{'n':1,'s':'1','z':'007'}\n{'n':-2e-3,'s':'2','z':'008'}\n");

    assertThat(Cells.of(table, "n")).containsExactly("1.0", "-0.002");
    assertThat(Cells.of(table, "s")).containsExactly("1", "2");
    assertThat(Cells.of(table, "z")).containsExactly("007", "008");
    assertThat(table.mixed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'x'", "'7'", "true", "'2020-01-01'"})
  void oneThatIsNoNumberMakesTheColumnTextAndSaysWhere(String other) throws IOException {
    Table table = read("{'a':1.50}\n{'a':null}\n{'a':" + other + "}\n{}\n");
    String text = other.replace("'", "");

    assertThat(Cells.of(table, "a")).containsExactly("1.50", "-", text, "-");
    assertThat(table.mixed())
        .containsExactly(Map.entry("a", "'" + text + "' in " + folder.resolve("data.json") + ":3"));
  }

  @Test
  void textThatMeetsNumbersStaysText() throws IOException {
    assertThat(Cells.of(read("{'a':'7'}\n{'a':8}\n{'a':false}\n"), "a"))
        .containsExactly("7", "8", "false");
  }

  @Test
  void nanAndInfinityAreReadQuotedOrNot() throws IOException {
    Table table =
        read("[{'a':1},{'a':'NaN'},{'a':NaN},{'a':'-Infinity'},{'a':Infinity},{'a':'inf'}]");

    assertThat(Cells.of(table, "a"))
        .containsExactly("1.0", "-", "-", "-Infinity", "Infinity", "Infinity");
    assertThat(((NumericData) Cells.column(table, "a")).isMissing(1)).isTrue();
    assertThat(((NumericData) Cells.column(table, "a")).isMissing(2)).isTrue();
  }

  @Test
  void theUsualTokensAreMissing() throws IOException {
    assertThat(Cells.of(read("{'a':''}\n{'a':'NA'}\n{'a':'x'}\n{'a':'na'}\n"), "a"))
        .containsExactly("-", "-", "x", "na");
  }

  @Test
  void stringsOfDatesAreDates() throws IOException {
    Table table = read("{'t':'2020-01-01T00:00:00Z'}\n{'t':'2020-01-02'}\n");

    assertThat(table.datetimes()).containsExactly("t");
    assertThat(((NumericData) Cells.column(table, "t")).values()[0])
        .isEqualTo(Instant.parse("2020-01-01T00:00:00Z").getEpochSecond());
  }

  @Test
  void aGivenTypeReadsStringsToo() throws IOException {
    Table table =
        read("{'a':'1.5'}\n{'a':2}\n{'a':'x'}\n", Map.of("a", PhysicalType.NUMBER), Set.of());

    assertThat(Cells.of(table, "a")).containsExactly("1.5", "2.0", "-");
    assertThat(table.unreadable())
        .containsExactly(Map.entry("a", "'x' in " + folder.resolve("data.json") + ":3"));
  }

  @Test
  void numberedCategoriesAreThoseOfCsv() throws IOException {
    Map<String, PhysicalType> types = Map.of("a", PhysicalType.NUMBERED_TEXT);

    assertThat(Cells.of(read("{'a':3}\n{'a':3.0}\n{'a':'03'}\n{'a':3.5}\n", types, Set.of()), "a"))
        .containsExactly("3", "3", "3", "3.5");
  }

  @Test
  void whatIsIgnoredMayBeNested() throws IOException {
    Table table = read("{'a':1,'b':{'c':[1,{'d':2}]}}\n{'b':[],'a':2}", Map.of(), Set.of("b"));

    assertThat(table.batch().names()).containsExactly("a");
    assertThat(Cells.of(table, "a")).containsExactly("1.0", "2.0");
  }

  @Test
  void namesAndTextMayHoldAnything() throws IOException {
    Table table = read("{'a.b':1,' pad ':2,'\\u00fc\\n':'\\ud83d\\ude00\\t','{}[],':3}");

    assertThat(table.batch().names()).containsExactly("a.b", "pad", "ü", "{}[],");
    assertThat(Cells.of(table, "ü")).containsExactly("😀\t");
  }

  @Test
  void gzipAndContentAreKnownWithoutAName() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write("{\"a\":1}\n{\"a\":2}\n".getBytes(StandardCharsets.UTF_8));
    }
    for (String name : List.of("data.ndjson.gz", "data.json", "data", "data.dat")) {
      Files.write(folder.resolve(name), packed.toByteArray());
      assertThat(Cells.of(readAll(name, Map.of(), Set.of()), "a"))
          .as(name)
          .containsExactly("1.0", "2.0");
    }
  }

  @Test
  void twentyThousandKeysAreColumns() throws IOException {
    StringBuilder row = new StringBuilder();
    for (int at = 0; at < 20_000; at++) {
      row.append(at == 0 ? "{" : ",").append("'c").append(at).append("':").append(at);
    }
    Table table = read((row + "}\n").repeat(20));

    assertThat(table.batch().names()).hasSize(20_000);
    assertThat(Cells.of(table, "c19999")).containsOnly("19999.0").hasSize(20);
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of("", ": is empty; expected an array of objects, or one object a line"),
        Arguments.of(
            " \n\n", ": holds only blanks; expected an array of objects, or one object a line"),
        Arguments.of("[]", ": holds an empty array; expected at least one object"),
        Arguments.of("[{},{}]", ": holds only objects without keys; expected columns"),
        Arguments.of(
            "{'a':1}\n{'a':{'b':1}}",
            ":2: key 'a' holds an object; expected a number, a string, true, false or null; leave"
                + " it out by --ignore a"),
        Arguments.of(
            "[\n{'a':[1]}]",
            ":2: key 'a' holds an array; expected a number, a string, true, false or null; leave"
                + " it out by --ignore a"),
        Arguments.of("{'a':1}\n{'a':1,'b':2,'a':3}", ":2: key 'a' stands twice in one object"),
        Arguments.of(
            "[{'a':1},2]", ":1: expected an object, which makes a row, but found a number"),
        Arguments.of("[[1,2]]", ":1: expected an object, which makes a row, but found an array"),
        Arguments.of("'x'", ":1: expected an object, which makes a row, but found a string"),
        Arguments.of("[{'a':1}]\n{'a':2}", ":2: goes on after the end of its array"),
        Arguments.of("{'a':1}\n{'a':2", ":2: ends in the middle of a value; is it complete?"),
        Arguments.of("[{'a':1},", ":1: ends in the middle of a value; is it complete?"),
        Arguments.of("{'a':1}\n{'a':}\n", ":2: is no valid JSON at column 6: "),
        Arguments.of("{'a':1}\n{'a':01}\n", ":2: is no valid JSON at column "),
        Arguments.of("{a:1}", ":1: is no valid JSON at column 2: "),
        Arguments.of("{'a':1,}", ":1: is no valid JSON at column 8: "),
        Arguments.of("{'a':'x\ny'}", ":1: is no valid JSON at column "),
        Arguments.of(
            "{'a':1}\n{'a':'\0'}", ":2: holds a zero byte, so it is no text; expected JSON"),
        Arguments.of("{'a':" + "[".repeat(5000), ":1: key 'a' holds an array"),
        Arguments.of("{'skip':" + "[".repeat(5000), ":1: is refused: Document nesting depth (501)"),
        Arguments.of("{'a':'" + "x".repeat((1 << 24) + 1) + "'}", ":1: is refused: String"),
        Arguments.of("{'" + "x".repeat(60_000) + "':1}", ":1: is refused: Name"),
        Arguments.of("PAR1", ": is a Parquet file"));
  }

  @ParameterizedTest
  @MethodSource
  void bad(String text, String sentence) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(text, Map.of(), Set.of("skip")))
        .withMessageStartingWith(folder.resolve("data.json") + sentence);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Path file = folder.resolve("data.json");
    Files.write(file, "{\"a\":1}\n{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> readAll("data.json", Map.of(), Set.of()))
        .withMessage("%s:2: byte 0xe9 is not UTF-8, in which JSON is written", file);
  }

  @Test
  void everNewKeysAreRefused() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at <= 100_000; at++) {
      text.append("{'k").append(at).append("':1}\n");
    }
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(text.toString(), Map.of(), Set.of()))
        .withMessageMatching(
            ".*: has more than [24],\\d{3} keys, most of them in few rows; are values used as keys\\?");
  }

  @Test
  void formatsDoNotMix() throws IOException {
    write("parts/1.csv", "a\n1\n");
    write("parts/2.json", "[{'a':1}]");

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> readAll("parts", Map.of(), Set.of()))
        .withMessage(
            "%s: is JSON, but %s is CSV; expected one format in a data set, so name the files by a"
                + " glob such as '*.csv'",
            folder.resolve("parts/2.json"), folder.resolve("parts/1.csv"));
  }

  @Test
  void damagedFilesEndInASentence() throws IOException {
    byte[] good =
        "[{\"a\":1.5,\"b\":\"x\\u00e9\"},{\"a\":null,\"b\":\"y\"},{\"b\":\"2020-01-01\",\"c\":true}]"
            .getBytes(StandardCharsets.UTF_8);
    int read = 0;
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      byte[] bytes =
          seed % 4 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      for (int flips = random.nextInt(3); flips > 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(folder.resolve("data.json"), bytes);
      read +=
          Assertions.assertTimeoutPreemptively(
              Duration.ofSeconds(10),
              () -> {
                try {
                  readAll("data.json", Map.of(), Set.of());
                  return 1;
                } catch (DataException expected) {
                  return 0;
                }
              },
              "seed " + seed);
    }
    assertThat(read).isBetween(50, 450);
  }

  /// Apostrophes stand for quotation marks.
  private Table read(String text) throws IOException {
    return read(text, Map.of(), Set.of());
  }

  private Table read(String text, Map<String, PhysicalType> types, Set<String> ignored)
      throws IOException {
    write("data.json", text);
    return readAll("data.json", types, ignored);
  }

  private Table readAll(String name, Map<String, PhysicalType> types, Set<String> ignored) {
    List<Path> files = new ArrayList<>(DataFiles.find(List.of(folder + "/" + name)));
    return new TableReader(files, CsvFormat.standard(), types, ignored, Progress.none()).read();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text.replace('\'', '"'));
  }
}
