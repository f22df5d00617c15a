package dev.leeway.app.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.core.profile.Batch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows that are handed on in batches are those that are kept otherwise.
class TableScanTest {

  @TempDir Path folder;

  private final List<Batch> batches = new ArrayList<>();
  private int passes;

  @ParameterizedTest
  @ValueSource(strings = {"t.csv", "t.csv.gz", "t.json", "t.ndjson"})
  void textIsHandedOnCellByCell(String name) {
    Path file = file(name, name.contains("csv") ? csv(1_000) : json(1_000, name.equals("t.json")));

    assertThat(scanned(file)).isEqualTo(kept(file));
    assertThat(batches.size()).isGreaterThan(2);
    assertThat(passes).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"all-snappy", "all-zstd", "all-v2", "all-encodings", "legacy-int96", "converted"})
  void parquetIsHandedOnCellByCell(String name) throws IOException {
    Path file = folder.resolve("t.parquet");
    try (InputStream in =
        Objects.requireNonNull(CsvFormat.class.getResourceAsStream(name + ".parquet"), name)) {
      Files.copy(in, file);
    }

    assertThat(scanned(file)).isEqualTo(kept(file));
  }

  @Test
  void filesFollowEachOther() {
    Path first = file("a.csv", csv(700));
    Path second = file("b.csv", csv(300));

    assertThat(scanned(first, second)).isEqualTo(kept(first, second));
  }

  @Test
  void aColumnThatTurnsOutToBeTextIsHandedOnAsTextFromTheStart() {
    Path file = file("t.csv", csv(1_000) + "1.5,Oslo,often\n");

    assertThat(scanned(file)).isEqualTo(kept(file));
    assertThat(passes).isEqualTo(2);
    assertThat(reader(file).scan(1, () -> batch -> {}).mixed())
        .containsEntry("count", "'often' in " + file + ":1002");
  }

  @Test
  void aKeyThatTurnsUpLateIsMissingBefore() {
    Path file = file("t.ndjson", json(1_000, false) + "\n{\"x\": 1, \"late\": 7}\n");

    assertThat(scanned(file)).isEqualTo(kept(file));
    assertThat(passes).isEqualTo(2);
    assertThat(batches).allSatisfy(batch -> assertThat(batch.names()).contains("late"));
  }

  @Test
  void aFaultFarIntoAFileIsNamedWithItsLine() {
    Path file = file("t.csv", csv(1_000) + "1,2\n");

    assertThatThrownBy(() -> scanned(file))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ":1002: has 2 fields; expected 3, as in the first line");
  }

  @Test
  void whatTheTakerThrowsEndsTheReading() {
    Path file = file("t.csv", csv(5_000));

    assertThatThrownBy(() ->
            reader(file)
                .scan(
                    1,
                    () ->
                        batch -> {
                          throw new DataException("enough");
                        }))
        .isInstanceOf(DataException.class)
        .hasMessage("enough");
  }

  @Test
  void memoryIsGuessedWithinATenthOfCellsAndText() {
    Path csv = file("t.csv", csv(20_000));
    Path json = file("t.ndjson", json(20_000, false));

    assertThat(memory(csv)).isBetween(60_000L * 8, 60_000L * 9);
    assertThat(memory(json))
        .isBetween((long) (60_000 * 8 * 0.9), (long) (json(20_000, false).length() * 1.1));
    assertThat(memory(file("none.csv", ""))).isZero();
  }

  @Test
  void gzipIsGuessedByHowMuchItsBeginningUnpacks() {
    // 3 MB of text, of which the first is looked at
    Path plain = file("t.csv", csv(200_000));
    Path packed = file("t.csv.gz", csv(200_000));

    assertThat((double) memory(packed) / memory(plain)).isBetween(0.8, 1.25);
  }

  private static long memory(Path file) {
    return TableReader.memory(List.of(file), CsvFormat.standard());
  }

  private TableReader reader(Path... files) {
    return new TableReader(
        List.of(files), CsvFormat.standard(), Map.of(), Set.of(), Progress.none());
  }

  private Map<String, List<@Nullable String>> kept(Path... files) {
    return cells(List.of(reader(files).read().batch()));
  }

  private Map<String, List<@Nullable String>> scanned(Path... files) {
    TableScan scan =
        reader(files)
            .scan(
                1,
                () -> {
                  passes++;
                  batches.clear();
                  return batches::add;
                });
    assertThat(batches.stream().mapToLong(Batch::rows).sum()).isEqualTo(scan.rows());
    assertThat(batches).allSatisfy(batch -> assertThat(batch.names()).isEqualTo(scan.names()));
    return cells(batches);
  }

  private static Map<String, List<@Nullable String>> cells(List<Batch> batches) {
    Map<String, List<@Nullable String>> cells = new LinkedHashMap<>();
    for (Batch batch : batches) {
      Table table = new Table(batch, List.of(), Set.of(), Map.of(), Map.of());
      for (String name : batch.names()) {
        cells.computeIfAbsent(name, unknown -> new ArrayList<>()).addAll(Cells.of(table, name));
      }
    }
    return cells;
  }

  private static String csv(int rows) {
    StringBuilder text = new StringBuilder("x,city,count\n");
    IntStream.range(0, rows)
        .forEach(row ->
            text.append(row % 7 == 0 ? "" : String.valueOf(row / 8.0))
                .append(row % 11 == 0 ? ",NA" : ",city " + row % 300)
                .append(',')
                .append(row)
                .append('\n'));
    return text.toString();
  }

  private static String json(int rows, boolean array) {
    List<String> objects = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      objects.add(
          "{\"x\": %s, \"city\": %s, \"count\": %d}"
              .formatted(
                  row % 7 == 0 ? "null" : row / 8.0,
                  row % 11 == 0 ? "null" : "\"city " + row % 300 + '"',
                  row));
    }
    return array ? "[" + String.join(",\n", objects) + "]" : String.join("\n", objects);
  }

  private Path file(String name, String text) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      return Files.write(folder.resolve(name), bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
