package dev.leeway.app.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What Parquet becomes. The files are written by `app/src/test/python/parquet_goldens.py`.
class ParquetFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "all-none, all",
    "all-snappy, all",
    "all-gzip, all",
    "all-zstd, all",
    "all-v2, all",
    "all-encodings, all",
    "legacy-int96, legacy",
    "converted, converted"
  })
  void everyValueIsThatOfTheTwinInCsv(String name, String twin) {
    assertSame(read(golden(name + ".parquet")), read(golden(twin + ".csv")));
  }

  /// What the reference says of a column also holds in another format, whichever way round.
  @ParameterizedTest
  @ValueSource(strings = {"NUMBER", "DATETIME", "NUMBERED_TEXT"})
  void aGivenTypeIsReadAsInCsv(PhysicalType type) {
    for (String column :
        List.of(
            "int8",
            "category",
            "uint32",
            "float64",
            "float32",
            "decimal9",
            "boolean",
            "text",
            "date_text",
            "date",
            "time_s",
            "nothing",
            "no_number",
            "dictionary")) {
      Map<String, PhysicalType> types = Map.of(column, type);
      Table table = read(golden("all-snappy.parquet"), types, Set.of());
      Table twin = read(golden("all.csv"), types, Set.of());
      boolean times = type == PhysicalType.NUMBERED_TEXT && column.matches("date|time_s");
      if (!times) {
        assertSame(column, Cells.column(table, column), Cells.column(twin, column));
      }
      assertThat(table.unreadable().keySet()).as(column).isEqualTo(twin.unreadable().keySet());
    }
  }

  @Test
  void anUnreadableValueIsShownWithItsRow() {
    Path file = golden("all-snappy.parquet");
    Map<String, PhysicalType> types =
        Map.of("large_text", PhysicalType.NUMBER, "category", PhysicalType.DATETIME);

    assertThat(read(file, types, Set.of()).unreadable())
        .containsEntry("large_text", "'v1' in " + file + ", row 1")
        .containsEntry("category", "'0' in " + file + ", row 1");
  }

  @Test
  void asTextNumbersAreWrittenPlainly() {
    Table table =
        read(
            golden("all-snappy.parquet"),
            Map.of(
                "uint64", PhysicalType.TEXT,
                "decimal38", PhysicalType.TEXT,
                "float64", PhysicalType.TEXT,
                "time_s_utc", PhysicalType.TEXT,
                "of_day_ns", PhysicalType.TEXT),
            Set.of());

    assertThat(Cells.of(table, "uint64").get(0)).isEqualTo("18446744073709551615");
    assertThat(Cells.of(table, "decimal38").get(0))
        .isEqualTo("9999999999999999999999999999.9999999999");
    assertThat(Cells.of(table, "float64").get(0)).isEqualTo("0.1");
    assertThat(Cells.of(table, "time_s_utc").get(0)).isEqualTo("1969-12-31T23:59:59");
    assertThat(Cells.of(table, "of_day_ns").get(0)).isEqualTo("04:29:16.818768747");
  }

  @Test
  void columnsMayHaveAnyName() {
    Table table = read(golden("odd-names.parquet"));

    assertThat(table.batch().names())
        .containsExactly("a.b", "c.d.e", "pad", "q\"u,o\nte", "ü 😀", "column_6");
    assertThat(Cells.of(table, "a.b")).containsExactly("1.0", "2.0");
    assertThat(Cells.of(table, "c.d.e")).containsExactly("x", "y");
    assertThat(Cells.of(table, "pad")).containsExactly("1.5", "2.5");
    assertThat(Cells.of(table, "q\"u,o\nte")).containsExactly("true", "-");
    assertThat(Cells.of(table, "column_6")).containsExactly("5.0", "6.0");
  }

  @ParameterizedTest
  @CsvSource({
    "place+scores+raw, column 'tags' is nested (a list); leave it out by --ignore tags",
    "tags+scores+raw, column 'place' is nested (a struct); leave it out by --ignore place",
    "tags+place+raw, column 'scores' is nested (a map); leave it out by --ignore scores",
    "tags+place+scores, column 'raw' holds bytes that are no UTF-8 text in row 1; leave it out by"
        + " --ignore raw"
  })
  void whatIsNoColumnOfValuesIsRefusedByName(String ignored, String sentence) {
    Path file = golden("nested.parquet");

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(file, Map.of(), Set.of(ignored.split("\\+"))))
        .withMessage("%s: %s", file, sentence);
  }

  @Test
  void whatIsIgnoredMayBeNested() {
    Table table =
        read(golden("nested.parquet"), Map.of(), Set.of("tags", "place", "scores", "raw"));

    assertThat(Cells.of(table, "id")).containsExactly("1.0", "2.0", "3.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lz4.parquet | is compressed by lz4_raw; expected snappy, gzip, zstd or none",
        "no-rows.parquet | has columns but no rows; expected at least one row",
        "no-columns.parquet | has no columns",
        "twice.parquet | columns 1 and 2 are both named 'x'; expected distinct names"
      })
  void whatCannotBeReadIsASentence(String name, String sentence) {
    Path file = golden(name);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(file))
        .withMessage("%s: %s", file, sentence);
  }

  @Test
  void theFirstAndLastBytesAreLookedAt() throws IOException {
    byte[] good = Files.readAllBytes(golden("converted.parquet"));

    refused(new byte[0], "is empty; expected a Parquet file");
    refused(
        "x,y\n1,2\n".getBytes(StandardCharsets.UTF_8),
        "is no Parquet file, as it does not begin with PAR1");
    refused(
        "PARE____PARE".getBytes(StandardCharsets.UTF_8),
        "is an encrypted Parquet file, which cannot be read");
    refused(
        "PAR1".getBytes(StandardCharsets.UTF_8), "ends before its Parquet footer; is it complete?");
    refused(
        Arrays.copyOf(good, good.length - 1), "ends before its Parquet footer; is it complete?");
    refused(
        Arrays.copyOfRange(good, 0, good.length / 2),
        "ends before its Parquet footer; is it complete?");
  }

  private void refused(byte[] bytes, String sentence) throws IOException {
    Path file = Files.write(folder.resolve("bad.parquet"), bytes);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(file))
        .withMessage("%s: %s", file, sentence);
  }

  @Test
  void itIsKnownByItsContentWhereTheNameSaysNothing() throws IOException {
    Path file = folder.resolve("data.part-0");
    Files.copy(golden("converted.parquet"), file);
    Path packed = folder.resolve("packed");
    Files.write(packed, gzip(Files.readAllBytes(file)));

    assertSame(read(file), read(golden("converted.csv")));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(packed))
        .withMessage(
            "%s: is a Parquet file in gzip; unpack it, for Parquet is compressed by itself",
            packed);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void filesOfAFolderFollowOneAnother() throws IOException {
    Files.copy(golden("all-gzip.parquet"), folder.resolve("1.parquet"));
    Files.copy(golden("all-v2.parquet"), folder.resolve("2.parquet"));
    List<Path> files = DataFiles.find(List.of(folder.toString()));
    Table twice = read(files, Map.of(), Set.of());
    Path csv = golden("all.csv");

    assertSame(twice, read(List.of(csv, csv), Map.of(), Set.of()));
  }

  @Test
  void aTypeThatDiffersBetweenFilesIsText() throws IOException {
    Table table =
        read(
            List.of(golden("twin-numbers.parquet"), golden("twin-text.parquet")),
            Map.of(),
            Set.of());

    assertThat(Cells.of(table, "a")).containsExactly("1", "-", "3", "x", "-");
    assertThat(table.mixed())
        .containsExactly(Map.entry("a", "'x' in " + golden("twin-text.parquet") + ", row 1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"all-none", "all-snappy", "all-gzip", "all-zstd", "all-v2", "converted"})
  void damagedFilesEndInASentence(String name) throws IOException {
    byte[] good = Files.readAllBytes(golden(name + ".parquet"));
    int whole = 0;
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      byte[] bytes =
          seed % 5 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      // Half of the damage in the footer, where it does most.
      int from = seed % 2 == 0 ? 0 : bytes.length / 2;
      for (int flips = 1 + random.nextInt(4); flips > 0 && bytes.length > from; flips--) {
        bytes[from + random.nextInt(bytes.length - from)] ^= (byte) (1 << random.nextInt(8));
      }
      Path file = Files.write(folder.resolve("bad.parquet"), bytes);
      whole +=
          Assertions.assertTimeoutPreemptively(
              Duration.ofSeconds(30),
              () -> {
                try {
                  read(file);
                  return 1;
                } catch (DataException expected) {
                  assertThat(expected).message().startsWith(file.toString());
                  return 0;
                }
              },
              "seed " + seed);
    }
    assertThat(whole).isBetween(1, 90);
  }

  private static Path golden(String name) {
    try {
      return Path.of(Objects.requireNonNull(ParquetFileTest.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Table read(Path file) {
    return read(file, Map.of(), Set.of());
  }

  private static Table read(Path file, Map<String, PhysicalType> types, Set<String> ignored) {
    return read(List.of(file), types, ignored);
  }

  private static Table read(
      List<Path> files, Map<String, PhysicalType> types, Set<String> ignored) {
    return new TableReader(files, CsvFormat.standard(), types, ignored, Progress.none()).read();
  }

  private static void assertSame(Table table, Table twin) {
    assertThat(table.batch().names()).isEqualTo(twin.batch().names());
    assertThat(table.datetimes()).isEqualTo(twin.datetimes());
    assertThat(table.unreadable()).isEqualTo(twin.unreadable());
    assertThat(table.mixed()).isEqualTo(twin.mixed());
    for (String name : twin.batch().names()) {
      assertSame(name, Cells.column(table, name), Cells.column(twin, name));
    }
  }

  private static void assertSame(String name, ColumnData column, ColumnData twin) {
    assertThat(column.size()).as(name).isEqualTo(twin.size());
    if (twin instanceof TextData expected) {
      assertThat(column).as(name).isInstanceOf(TextData.class);
      TextData text = (TextData) column;
      assertThat(text.dictionary()).as(name).isEqualTo(expected.dictionary());
      assertThat(Arrays.copyOf(text.codes(), text.size()))
          .as(name)
          .isEqualTo(Arrays.copyOf(expected.codes(), expected.size()));
    } else {
      assertThat(column).as(name).isInstanceOf(NumericData.class);
      NumericData numbers = (NumericData) column;
      NumericData expected = (NumericData) twin;
      for (int row = 0; row < twin.size(); row++) {
        assertThat(Double.doubleToLongBits(numbers.values()[row]))
            .as("%s, row %d: %s, %s", name, row, numbers.values()[row], expected.values()[row])
            .isEqualTo(Double.doubleToLongBits(expected.values()[row]));
        assertThat(numbers.isMissing(row))
            .as("%s, %d", name, row)
            .isEqualTo(expected.isMissing(row));
        assertThat(numbers.isUnreadable(row)).isEqualTo(expected.isUnreadable(row));
      }
    }
  }
}
