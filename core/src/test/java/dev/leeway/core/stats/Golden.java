package dev.leeway.core.stats;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A row of a golden file; the script that made it is named in the file's first line.
record Golden(List<String> columns, String[] cells) {

  static List<Golden> read(String name) {
    try (InputStream stream = Objects.requireNonNull(Golden.class.getResourceAsStream(name), name);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
      List<String> lines = reader.lines().filter(line -> !line.startsWith("#")).toList();
      List<String> columns = List.of(lines.get(0).split(","));
      return lines.stream().skip(1).map(line -> new Golden(columns, line.split(",", -1))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String column) {
    return cells[columns.indexOf(column)];
  }

  double number(String column) {
    String text = text(column);
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  long count(String column) {
    return Long.parseLong(text(column));
  }

  double[] numbers(String column) {
    return Arrays.stream(text(column).split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  double[] sorted(String column) {
    double[] numbers = numbers(column);
    Arrays.sort(numbers);
    return numbers;
  }

  long[] counts(String column) {
    return Arrays.stream(text(column).split(" ")).mapToLong(Long::parseLong).toArray();
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.stream(cells).map(c -> c.length() > 24 ? "…" : c).toArray());
  }
}
