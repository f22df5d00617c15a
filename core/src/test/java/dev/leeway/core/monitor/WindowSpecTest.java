package dev.leeway.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.core.monitor.WindowSpec.Rows;
import dev.leeway.core.monitor.WindowSpec.Span;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSpecTest {

  @ParameterizedTest
  @CsvSource({
    "1d,    2016-02-29T23:59:59.999Z, 2016-02-29T00:00:00Z, 2016-03-01T00:00:00Z, 2016-02-29",
    "1h,    2016-02-29T23:00:00Z,     2016-02-29T23:00:00Z, 2016-03-01T00:00:00Z, 2016-02-29T23:00Z",
    "6h,    2016-02-29T17:59:59Z,     2016-02-29T12:00:00Z, 2016-02-29T18:00:00Z, 2016-02-29T12:00Z",
    "15min, 2016-02-29T17:59:59Z,     2016-02-29T17:45:00Z, 2016-02-29T18:00:00Z, 2016-02-29T17:45Z",
    "1mo,   2016-02-29T17:59:59Z,     2016-02-01T00:00:00Z, 2016-03-01T00:00:00Z, 2016-02",
    "3mo,   2016-02-29T17:59:59Z,     2016-01-01T00:00:00Z, 2016-04-01T00:00:00Z, 2016-01",
    "1w,    2026-11-29T23:59:59Z,     2026-11-23T00:00:00Z, 2026-11-30T00:00:00Z, 2026-11-23",
    "1y,    1969-12-31T23:59:59Z,     1969-01-01T00:00:00Z, 1970-01-01T00:00:00Z, 1969",
    "1d,    1969-12-31T23:59:59Z,     1969-12-31T00:00:00Z, 1970-01-01T00:00:00Z, 1969-12-31",
    "7d,    1970-01-07T23:59:59Z,     1970-01-01T00:00:00Z, 1970-01-08T00:00:00Z, 1970-01-01",
  })
  void spansAreHalfOpenAndAlignedToTheEpoch(
      String written, Instant time, Instant start, Instant end, String name) {
    Span span = (Span) WindowSpec.parse(written);

    assertThat(span.start(time)).isEqualTo(start);
    assertThat(span.end(start)).isEqualTo(end);
    assertThat(span.start(start)).isEqualTo(start);
    assertThat(span.start(end)).isEqualTo(end);
    assertThat(span.name(start)).isEqualTo(name);
    assertThat(span).hasToString(written);
  }

  @Test
  void aNumberAloneIsRows() {
    assertThat(WindowSpec.parse("5000")).isEqualTo(new Rows(5000)).hasToString("5000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0d", "-1", "1.5h", "1m", "1month", "d", "5000 rows", "1e3"})
  void anythingElseIsRefusedWithWhatWasExpected(String written) {
    assertThatThrownBy(() -> WindowSpec.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("such as 15min, 1h, 1d, 1w, 1mo or 1y; was " + written);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "NaN, false", "Infinity, false", "1e300, false", "-1e12, false"})
  void onlyTimesOfFourDigitYearsCanBeWindowed(double seconds, boolean expected) {
    assertThat(WindowSpec.isTime(seconds)).isEqualTo(expected);
  }
}
