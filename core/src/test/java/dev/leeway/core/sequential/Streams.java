package dev.leeway.core.sequential;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The streams, and other libraries' alarms on them, of `core/src/test/python/detector_goldens.py`.
final class Streams {

  private static final Map<String, double[]> VALUES = values();

  /// Where a library's detector alarms on a stream.
  record Golden(String preset, String stream, int firstWarning, List<Integer> alarms) {}

  private Streams() {}

  static double[] stream(String name) {
    return requireNonNull(VALUES.get(name), name);
  }

  private static Map<String, double[]> values() {
    Map<String, double[]> values = new LinkedHashMap<>();
    for (String[] row : rows("streams.csv")) {
      values.put(
          row[0], Arrays.stream(row[2].split(" ")).mapToDouble(Double::parseDouble).toArray());
    }
    return values;
  }

  static List<Golden> goldens() {
    return rows("alarms.csv").stream()
        .map(row ->
            new Golden(
                row[0],
                row[1],
                Integer.parseInt(row[2]),
                row[3].isEmpty()
                    ? List.of()
                    : Arrays.stream(row[3].split(" ")).map(Integer::valueOf).toList()))
        .toList();
  }

  private static List<String[]> rows(String file) {
    try (InputStream in = Streams.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(line -> line.split(",", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
