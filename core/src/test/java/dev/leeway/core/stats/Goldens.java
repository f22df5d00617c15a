package dev.leeway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/// Golden values written by `core/src/test/python/stats_goldens.py`.
record Goldens(List<String> columns, List<String> cells) {

  static List<Goldens> rows(String file) {
    try (InputStream in = Goldens.class.getResourceAsStream(file + ".csv")) {
      assertThat(in).as(file).isNotNull();
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      List<String> columns = split(lines.get(0), ",");
      return lines.stream().skip(1).map(line -> new Goldens(columns, split(line, ","))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String column) {
    return cells.get(columns.indexOf(column));
  }

  double number(String column) {
    return parse(text(column));
  }

  long count(String column) {
    return Long.parseLong(text(column));
  }

  double[] numbers(String column) {
    return split(text(column), " ").stream()
        .flatMapToDouble(s -> DoubleStream.of(parse(s)))
        .toArray();
  }

  long[] counts(String column) {
    return split(text(column), " ").stream()
        .flatMapToLong(s -> LongStream.of(Long.parseLong(s)))
        .toArray();
  }

  /// Checks a probability against the columns `p` and `log10_p`, to a relative tolerance where it
  /// is a normal `double`, and otherwise its logarithm to the same relative tolerance.
  void assertProbability(PValue actual, double tolerance) {
    double log10 = number("log10_p");
    assertThat(actual.log10()).as("%s", this).isCloseTo(log10, within(tolerance * (1 - log10)));
    if (log10 > -300) {
      assertClose(actual.value(), Math.pow(10, log10), tolerance);
    }
    if (number("p") > 1e-300) {
      assertClose(actual.value(), number("p"), tolerance);
    }
  }

  /// Checks a probability against a column with its decimal logarithm, to a relative tolerance of
  /// the probability or, below 1e-10, of its logarithm.
  void assertLog10(PValue actual, String column, double tolerance) {
    double log10 = number(column);
    double width = tolerance * Math.max(1, -log10 / 10) / Math.log(10);
    assertThat(actual.log10()).as("%s", this).isCloseTo(log10, within(width));
  }

  void assertClose(double actual, double expected, double relativeTolerance) {
    assertThat(actual)
        .as("%s", this)
        .isCloseTo(expected, within(relativeTolerance * Math.abs(expected)));
  }

  private static List<String> split(String line, String separator) {
    return Arrays.asList(line.split(separator, -1));
  }

  private static double parse(String number) {
    return switch (number) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(number);
    };
  }
}
