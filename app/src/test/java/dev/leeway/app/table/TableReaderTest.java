package dev.leeway.app.table;

import static dev.leeway.app.table.Cells.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leeway.core.profile.NumericData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What cells become.
class TableReaderTest {

  private static final CsvFormat STANDARD = CsvFormat.standard();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void theDelimiterIsFound(String delimiter) throws IOException {
    Table table = read("a,b,c\n1,x y,2.5\n2,z,3\n".replace(",", delimiter));

    assertThat(table.batch().names()).containsExactly("a", "b", "c");
    assertThat(cells(table, "b")).containsExactly("x y", "z");
    assertThat(cells(table, "c")).containsExactly("2.5", "3.0");
  }

  @Test
  void theDelimiterMayAlsoStandInText() throws IOException {
    assertThat(cells(read("a;b\n1;x, y\n2;u, v, w\n"), "b")).containsExactly("x, y", "u, v, w");
  }

  @Test
  void theDelimiterCanBeGiven() throws IOException {
    CsvFormat colon = format(':', true, List.of(), CsvFormat.MISSING, false);

    assertThat(read("a,b:c\n1,2:3\n", colon).batch().names()).containsExactly("a,b", "c");
  }

  @Test
  void quotesKeepDelimitersLineBreaksQuotesAndBlanks() throws IOException {
    Table table = read("a,b\n\"x,y\",\"one\ntwo\"\r\n\"say \"\"so\"\"\",\" z \"\n");

    assertThat(cells(table, "a")).containsExactly("x,y", "say \"so\"");
    assertThat(cells(table, "b")).containsExactly("one\ntwo", " z ");
  }

  @Test
  void unquotedFieldsAreTrimmed() throws IOException {
    Table table = read(" a ,\tb\n  x\t, 1 \n y , 2\n");

    assertThat(table.batch().names()).containsExactly("a", "b");
    assertThat(cells(table, "a")).containsExactly("x", "y");
    assertThat(cells(table, "b")).containsExactly("1.0", "2.0");
  }

  @Test
  void blankLinesAreSkippedAndLinesEndAnyWay() throws IOException {
    Table table = read("\r\n  \na,b\r\n\r\n1,2\r3,4\n \t \n\n5,6");

    assertThat(cells(table, "a")).containsExactly("1.0", "3.0", "5.0");
    assertThat(cells(table, "b")).containsExactly("2.0", "4.0", "6.0");
  }

  @Test
  void emptyFieldsMakeARow() throws IOException {
    assertThat(cells(read("a\n1\n\n\"\"\n2\n"), "a")).containsExactly("1.0", "-", "2.0");
    assertThat(cells(read("a,b\n,\n1,x\n"), "a")).containsExactly("-", "1.0");
  }

  @Test
  void theUsualTokensAreMissingAndAQuestionMarkIsACategory() throws IOException {
    Table table = read("a,b\n,?\nNA,x\n N/A ,\"\"\nnull,NaN\nNaN,na\n1,NULL\n");

    assertThat(cells(table, "a")).containsExactly("-", "-", "-", "-", "-", "1.0");
    assertThat(cells(table, "b")).containsExactly("?", "x", "-", "-", "na", "NULL");
  }

  @Test
  void givenTokensReplaceTheUsualOnes() throws IOException {
    CsvFormat own = format(null, true, List.of(), Set.of("-999", "?"), false);
    Table table = read("a,b\n-999,NA\n1,\n2,?\n", own);

    assertThat(cells(table, "a")).containsExactly("-", "1.0", "2.0");
    assertThat(cells(table, "b")).containsExactly("NA", "", "-");
  }

  @Test
  void numbersAreWrittenInManyWays() throws IOException {
    assertThat(cells(read("a\n1\n-2.5\n+3\n.5\n4.\n1e3\n-1E-2\n0\n-0.25\n"), "a"))
        .containsExactly("1.0", "-2.5", "3.0", "0.5", "4.0", "1000.0", "-0.01", "0.0", "-0.25");
    assertThat(cells(read("a\ninf\n-Infinity\n1e999\n1e308\n"), "a"))
        .containsExactly("Infinity", "-Infinity", "Infinity", "1.0E308");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1d", "2f", "0x10", "0x1p3", "1_000", "1,5", "--1", "1e", ".", "e5", "07"})
  void whatOnlyLooksLikeANumberIsText(String cell) throws IOException {
    assertThat(cells(read("a;b\n" + cell + ";1\n"), "a")).containsExactly(cell);
  }

  @Test
  void leadingZerosStayWhereverTheyCome() throws IOException {
    assertThat(cells(read("a\n1\n20\n0123\n"), "a")).containsExactly("1", "20", "0123");
  }

  @Test
  void aDecimalCommaIsReadAsOne() throws IOException {
    CsvFormat comma = format(null, true, List.of(), CsvFormat.MISSING, true);
    Table table = read("a;b\n1,5;x,y\n-2,25;z\n", comma);

    assertThat(cells(table, "a")).containsExactly("1.5", "-2.25");
    assertThat(cells(table, "b")).containsExactly("x,y", "z");
  }

  @Test
  void datesAndTimesAreSecondsInUtc() throws IOException {
    Table table =
        read(
            """
            t
            2011-01-01
            2011-01-01 05:30
            2011-01-01T05:30:00.25Z
            2011-01-01T05:30:00+02:00
            2011-01-01T05:30:00-0500
            """);
    double midnight = Instant.parse("2011-01-01T00:00:00Z").getEpochSecond();

    assertThat(table.datetimes()).containsExactly("t");
    assertThat(((NumericData) column(table, "t")).values())
        .startsWith(
            midnight,
            midnight + 19_800,
            midnight + 19_800.25,
            midnight + 12_600,
            midnight + 37_800);
  }

  @Test
  void impossibleDatesAreText() throws IOException {
    assertThat(read("t\n2011-02-30\n2011-01-01\n").datetimes()).isEmpty();
    assertThat(cells(read("t\n2011-01-01\n2011-13-01\n"), "t"))
        .containsExactly("2011-01-01", "2011-13-01");
  }

  @Test
  void lateTextMakesTheWholeColumnTextAndSaysWhere() throws IOException {
    Table table = read("a,b\n" + "1.50,1\n".repeat(5000) + "n/k,2\n");

    assertThat(cells(table, "a")).hasSize(5001).startsWith("1.50").endsWith("n/k");
    assertThat(table.mixed())
        .containsExactly(Map.entry("a", "'n/k' in " + folder.resolve("data.csv") + ":5002"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "2020-01-01", "x"})
  void cellsMissingAtTheStartStayMissing(String value) throws IOException {
    List<String> cells = cells(read("a,b\n" + ",1\n".repeat(3000) + value + ",1\n,1\n"), "a");

    assertThat(cells).hasSize(3002);
    assertThat(cells.subList(0, 3000)).containsOnly("-");
    assertThat(cells.get(3000)).isNotEqualTo("-");
    assertThat(cells.get(3001)).isEqualTo("-");
  }

  @Test
  void aGivenTypeMakesOtherCellsUnreadable() throws IOException {
    Table table = read("a\n1\nx\n3\n", STANDARD, Map.of("a", PhysicalType.NUMBER), Set.of());

    assertThat(table.unreadable())
        .containsExactly(Map.entry("a", "'x' in " + folder.resolve("data.csv") + ":3"));
    assertThat(cells(table, "a")).containsExactly("1.0", "-", "3.0");
  }

  @Test
  void numberedCategoriesAreTheSameHoweverTheyAreWritten() throws IOException {
    Map<String, PhysicalType> types = Map.of("a", PhysicalType.NUMBERED_TEXT);
    Table table = read("a\n3\n3.0\n03\n-3\nx\n\"\"\n003.5\n", STANDARD, types, Set.of());

    assertThat(cells(table, "a")).containsExactly("3", "3", "3", "-3", "x", "-", "3.5");
  }

  @Test
  void withoutHeaderColumnsAreNumberedOrNamed() throws IOException {
    String text = "1,x\n2,y\n";
    Table numbered = read(text, format(null, false, List.of(), CsvFormat.MISSING, false));
    Table named = read(text, format(null, false, List.of("n", "t"), CsvFormat.MISSING, false));

    assertThat(numbered.batch().names()).containsExactly("column_1", "column_2");
    assertThat(cells(named, "n")).containsExactly("1.0", "2.0");
    assertThat(cells(named, "t")).containsExactly("x", "y");
  }

  @Test
  void aColumnWithoutANameIsNumberedAndAnIgnoredOneLeftOut() throws IOException {
    assertThat(read(",b,\" \"\n1,2,3\n").batch().names())
        .containsExactly("column_1", "b", "column_3");
    assertThat(read("a,b\n1,x\n", STANDARD, Map.of(), Set.of("a")).batch().names())
        .containsExactly("b");
  }

  @Test
  void gzipIsKnownByItsBytesAndAMarkIsNoPartOfTheFirstName() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write("\ufeffä,b\n1,ü€😀\n".getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("data.csv"), packed.toByteArray());
    Table table = readAll("data.csv");

    assertThat(table.batch().names()).containsExactly("ä", "b");
    assertThat(cells(table, "b")).containsExactly("ü€😀");
  }

  @Test
  void charactersThatCrossBuffersAreKept() throws IOException {
    String text = "x".repeat(7) + "ä€😀".repeat(50_000);

    assertThat(cells(read("a,b\n" + text + ",1\n"), "a")).containsExactly(text);
  }

  @Test
  void filesOfAFolderMayOrderTheirColumnsDifferently() throws IOException {
    write("parts/2.csv", "b,a\ny,2\n");
    write("parts/1.csv", "a,b\n1,x\n");
    write("parts/.hidden.csv", "c\n1\n");
    write("parts/notes.md", "c\n1\n");
    Table table = readAll("parts");

    assertThat(cells(table, "a")).containsExactly("1.0", "2.0");
    assertThat(cells(table, "b")).containsExactly("x", "y");
    assertThat(table.files())
        .containsExactly(folder.resolve("parts/1.csv"), folder.resolve("parts/2.csv"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"parts/day-*.csv", "*/day-?.csv", "**/day-[12].csv"})
  void globsNameFilesInOrder(String glob) throws IOException {
    write("parts/day-2.csv", "a\n2\n");
    write("parts/day-1.csv", "a\n1\n");
    write("parts/week.csv", "b\n3\n");

    assertThat(cells(readAll(glob), "a")).containsExactly("1.0", "2.0");
  }

  @Test
  void aTypeThatDiffersBetweenFilesIsText() throws IOException {
    write("parts/1.csv", "a\n1\n");
    write("parts/2.csv", "a\n2020-01-01\n");

    assertThat(cells(readAll("parts"), "a")).containsExactly("1", "2020-01-01");
  }

  @Test
  void aBadRowNamesItsFileAndLine() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read("a,b\n1,2\n\n3\n"))
        .withMessage(
            "%s:4: has 1 field; expected 2, as in the first line", folder.resolve("data.csv"));
  }

  private static CsvFormat format(
      @Nullable Character delimiter,
      boolean header,
      List<String> names,
      Set<String> missing,
      boolean decimalComma) {
    return new CsvFormat(delimiter, header, names, missing, decimalComma, StandardCharsets.UTF_8);
  }

  private Table read(String text) throws IOException {
    return read(text, STANDARD);
  }

  private Table read(String text, CsvFormat format) throws IOException {
    return read(text, format, Map.of(), Set.of());
  }

  private Table read(
      String text, CsvFormat format, Map<String, PhysicalType> types, Set<String> ignored)
      throws IOException {
    List<Path> files = List.of(write("data.csv", text));
    return new TableReader(files, format, types, ignored, Progress.none()).read();
  }

  private Table readAll(String pattern) {
    List<Path> files = DataFiles.find(List.of(folder + "/" + pattern));
    return new TableReader(files, STANDARD, Map.of(), Set.of(), Progress.none()).read();
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, text);
  }

  private static List<String> cells(Table table, String name) {
    return Cells.of(table, name);
  }
}
