package dev.leeway.app.connect.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTextTest {

  private final ExpositionText text = new ExpositionText();

  @Test
  void familiesHaveHelpTypeAndSamples() {
    text.gauge("temperature", "Degrees.").sample(Map.of("room", "a"), 20.5);
    text.counter("visits_total", "Visits.").sample(Map.of(), 3);
    assertThat(text)
        .hasToString(
            """
            # HELP temperature Degrees.
            # TYPE temperature gauge
            temperature{room="a"} 20.5
            # HELP visits_total Visits.
            # TYPE visits_total counter
            visits_total 3
            """);
  }

  @Test
  void backslashQuoteAndLineFeedAreEscapedWhereTheFormatAsks() {
    text.gauge("g", "a \\ \"b\"\nc").sample(Map.of("l", "a \\ \"b\"\nc"), 1);
    assertThat(text)
        .hasToString(
            """
            # HELP g a \\\\ "b"\\nc
            # TYPE g gauge
            g{l="a \\\\ \\"b\\"\\nc"} 1
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, NaN",
    "Infinity, +Inf",
    "-Infinity, -Inf",
    "0.0, 0",
    "-3, -3",
    "1e6, 1000000",
    "1e300, 1.0E300",
    "0.1, 0.1"
  })
  void valuesAreWrittenAsPrometheusReadsThem(double value, String written) {
    assertThat(text.gauge("g", "").sample(Map.of(), value).toString().lines())
        .last()
        .isEqualTo("g " + written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a-b", "a b", "é"})
  void namesThatPrometheusRefusesAreRefused(String name) {
    assertThatThrownBy(() -> text.gauge(name, "")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> text.gauge("g", "").sample(Map.of(name, ""), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void familyAndSeriesComeOnce() {
    text.gauge("g", "").sample(Map.of("a", "1", "b", "2"), 1);
    assertThatThrownBy(() -> text.sample(Map.of("b", "2", "a", "1"), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("g already has a sample");
    assertThatThrownBy(() -> text.counter("g", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a metric's name must be new");
  }
}
