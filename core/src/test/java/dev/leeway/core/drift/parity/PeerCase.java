package dev.leeway.core.drift.parity;

import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A column of two small data sets, from cases.csv of `core/src/test/python/parity_goldens.py`.
public record PeerCase(String name, Kind kind, ColumnData reference, ColumnData current) {

  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern BLANK = Pattern.compile(" ");
  private static final Pattern SLASH = Pattern.compile("/");

  /// The cases by name.
  public static Map<String, PeerCase> all() {
    Map<String, PeerCase> cases = new LinkedHashMap<>();
    for (Map<String, String> row : rows("cases")) {
      String name = row.getOrDefault("case", "");
      boolean numeric = "numeric".equals(row.get("kind"));
      cases.put(
          name,
          new PeerCase(
              name,
              numeric ? Kind.NUMERIC : Kind.CATEGORICAL,
              data(row.getOrDefault("reference", ""), numeric),
              data(row.getOrDefault("current", ""), numeric)));
    }
    return cases;
  }

  /// The column as a peer sees it.
  PeerColumn column() {
    return kind == Kind.NUMERIC
        ? PeerColumn.numbers((NumericData) reference, (NumericData) current)
        : PeerColumn.categories(kind, reference, current);
  }

  /// The lines of a file of goldens, by column.
  public static List<Map<String, String>> rows(String file) {
    List<String> lines;
    try (InputStream in = PeerCase.class.getResourceAsStream(file + ".csv")) {
      lines =
          new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String[] columns = COMMA.split(lines.get(0), -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = COMMA.split(line, -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.length; i++) {
        row.put(columns[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static ColumnData data(String written, boolean numeric) {
    if (written.startsWith("formula:")) {
      return formula(SLASH.split(written.substring("formula:".length()), -1));
    }
    List<@Nullable String> words = new ArrayList<>();
    for (String word : BLANK.split(written, -1)) {
      int star = word.indexOf('*');
      String value = star < 0 ? word : word.substring(0, star);
      int count = star < 0 ? 1 : Integer.parseInt(word.substring(star + 1));
      for (int i = 0; i < count; i++) {
        words.add(value.equals("-") ? null : value);
      }
    }
    if (!numeric) {
      return TextData.of(words.toArray(new @Nullable String[0]));
    }
    double[] values = new double[words.size()];
    BitSet missing = new BitSet();
    for (int row = 0; row < values.length; row++) {
      String word = words.get(row);
      missing.set(row, word == null);
      values[row] = word == null ? Double.NaN : Double.parseDouble(word.replace("inf", "Infinity"));
    }
    return new NumericData(values, values.length, missing, null);
  }

  private static NumericData formula(String[] numbers) {
    long a = Long.parseLong(numbers[0]);
    long b = Long.parseLong(numbers[1]);
    long m = Long.parseLong(numbers[2]);
    double[] values = new double[Integer.parseInt(numbers[5])];
    for (int i = 0; i < values.length; i++) {
      values[i] = (a * i + b) % m / Double.parseDouble(numbers[3]) + Double.parseDouble(numbers[4]);
    }
    return NumericData.of(values);
  }
}
