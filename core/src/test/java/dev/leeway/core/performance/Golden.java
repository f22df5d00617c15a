package dev.leeway.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A case of `core/src/test/python/performance_goldens.py`: data, and what scikit-learn gives.
record Golden(List<String> columns, List<String> cells) {

  static List<Golden> rows(String file) {
    try (InputStream in = Golden.class.getResourceAsStream(file + ".csv")) {
      assertThat(in).as(file).isNotNull();
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      List<String> columns = split(lines.get(0), ";");
      return lines.stream().skip(1).map(line -> new Golden(columns, split(line, ";"))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String column) {
    return cells.get(columns.indexOf(column));
  }

  boolean has(String column) {
    return !text(column).isEmpty();
  }

  double number(String column) {
    return Double.parseDouble(text(column));
  }

  double[] numbers(String column) {
    return split(text(column), " ").stream().mapToDouble(Double::parseDouble).toArray();
  }

  int[] labels(String column) {
    return split(text(column), " ").stream().mapToInt(Integer::parseInt).toArray();
  }

  /// Checks a value to 1e-9, relative above 1; or that it is absent where there is no golden value.
  void assertValue(MetricValue actual) {
    String column = actual.metric().id();
    if (has(column)) {
      assertThat(actual.value()).as("%s of %s", column, this).isNotNull();
      assertThat(actual.value())
          .as("%s of %s", column, this)
          .isCloseTo(number(column), within(1e-9 * Math.max(1, Math.abs(number(column)))));
    } else {
      assertThat(actual.value()).as("%s of %s", column, this).isNull();
    }
  }

  /// Checks a standard error, where there is a golden one.
  void assertError(MetricValue actual, String column, double relativeTolerance) {
    if (has(column) && number(column) > 1e-6) {
      assertThat(actual.standardError())
          .as("%s of %s", column, this)
          .isCloseTo(number(column), within(relativeTolerance * number(column)));
    }
  }

  @Override
  public String toString() {
    return cells.get(0);
  }

  private static List<String> split(String line, String separator) {
    return Arrays.asList(line.split(separator, -1));
  }
}
