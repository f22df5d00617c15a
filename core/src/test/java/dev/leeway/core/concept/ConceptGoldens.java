package dev.leeway.core.concept;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Golden values written by `core/src/test/python/concept_goldens.py`.
record ConceptGoldens(List<String> columns, List<String> cells) {

  static List<ConceptGoldens> rows(String file) throws IOException {
    try (InputStream in = ConceptGoldens.class.getResourceAsStream(file + ".csv")) {
      byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
      List<String> lines =
          new String(bytes, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      List<String> columns = List.of(lines.get(0).split(",", -1));
      return lines.stream()
          .skip(1)
          .map(line -> new ConceptGoldens(columns, List.of(line.split(",", -1))))
          .toList();
    }
  }

  double[] numbers(String column) {
    return Arrays.stream(cells.get(columns.indexOf(column)).split(" ", -1))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  double number(String column) {
    return numbers(column)[0];
  }
}
