package dev.leeway.app.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// How a file is written: known by the ending of its name, and where that says nothing by its first
/// bytes.
enum FileFormat {
  CSV("CSV", "a line of column names and rows below"),
  JSON("JSON", "an array of objects, or one object a line"),
  PARQUET("Parquet", "columns and rows");

  /// How far blanks are skipped to find the first character.
  private static final int LOOKED_AT = 1 << 13;

  private final String words;
  private final String expected;

  FileFormat(String words, String expected) {
    this.words = words;
    this.expected = expected;
  }

  private List<String> endings() {
    return switch (this) {
      case CSV -> List.of(".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz");
      case JSON -> List.of(".json", ".ndjson", ".jsonl", ".json.gz", ".ndjson.gz", ".jsonl.gz");
      case PARQUET -> List.of(".parquet");
    };
  }

  String words() {
    return words;
  }

  /// What a file of this format holds, as messages say what was expected.
  String expected() {
    return expected;
  }

  /// The endings of names by which formats are known.
  static List<String> allEndings() {
    return Arrays.stream(values()).flatMap(format -> format.endings().stream()).toList();
  }

  /// The format of a file; CSV where nothing speaks for another.
  static FileFormat of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (FileFormat format : values()) {
      if (format.endings().stream().anyMatch(name::endsWith)) {
        return format;
      }
    }
    try (InputStream in = new BufferedInputStream(Pipes.open(file))) {
      in.mark(2);
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      return byContent((gzip ? new GZIPInputStream(in) : in).readNBytes(LOOKED_AT), gzip);
    } catch (IOException ignored) {
      return CSV; // whoever reads it next says what is wrong with it
    }
  }

  private static FileFormat byContent(byte[] start, boolean gzip) {
    if (!gzip && startsWith(start, 0, 'P', 'A', 'R', '1')) {
      return PARQUET;
    }
    int at = startsWith(start, 0, 0xef, 0xbb, 0xbf) ? 3 : 0;
    while (at < start.length && " \t\r\n".indexOf(start[at]) >= 0) {
      at++;
    }
    return startsWith(start, at, '[') || startsWith(start, at, '{') ? JSON : CSV;
  }

  private static boolean startsWith(byte[] bytes, int from, int... expected) {
    if (bytes.length < from + expected.length) {
      return false;
    }
    for (int at = 0; at < expected.length; at++) {
      if ((bytes[from + at] & 0xff) != expected[at]) {
        return false;
      }
    }
    return true;
  }

  /// What reads files of this format. Its classes, and those of its library, are loaded only here.
  RowSource source(CsvFormat csv) {
    return switch (this) {
      case CSV -> new CsvRows(csv);
      case JSON -> new JsonFile();
      case PARQUET -> new ParquetFile();
    };
  }
}
