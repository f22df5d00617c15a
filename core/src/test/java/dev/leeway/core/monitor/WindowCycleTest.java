package dev.leeway.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.core.sequential.Season;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowCycleTest {

  private static Optional<WindowCycle> cycle(String span, int windows) {
    WindowSpec.Span spec = (WindowSpec.Span) WindowSpec.parse(span);
    List<Instant> starts = new ArrayList<>();
    Instant start = spec.start(Instant.parse("2026-01-06T10:00:00Z"));
    for (int window = 0; window < windows; window++) {
      starts.add(start);
      start = spec.end(start);
    }
    return WindowCycle.of(spec, starts);
  }

  @ParameterizedTest
  @CsvSource({
    "1d, 21, DAY_OF_WEEK, 7",
    "1h, 72, HOUR_OF_DAY, 24",
    "1h, 504, HOUR_OF_WEEK, 168",
    "6h, 12, HOUR_OF_DAY, 4",
    "6h, 84, HOUR_OF_WEEK, 28",
    "15min, 288, HOUR_OF_DAY, 24"
  })
  void theLongestSeasonThatIsCovered(String span, int windows, Season season, int places) {
    WindowCycle cycle = cycle(span, windows).orElseThrow();
    assertThat(cycle.season()).isEqualTo(season);
    assertThat(cycle.places()).isEqualTo(places);
  }

  @ParameterizedTest
  @CsvSource({"1d, 20", "1h, 71", "1w, 500", "1mo, 100", "2d, 100", "24h, 100", "1d, 0"})
  void noneWhereThereIsNoneOrTooLittle(String span, int windows) {
    assertThat(cycle(span, windows)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1d, 365", "1h, 8760", "1w, 53", "1mo, 12", "1y, 1", "15min, 35040", "500, 365"})
  void aYearHasSoManyWindows(String window, long windows) {
    assertThat(FalseAlarmBudget.standard().windows(WindowSpec.parse(window))).isEqualTo(windows);
  }

  @Test
  void aPeriodIsASpanOrANumberOfWindows() {
    WindowSpec day = WindowSpec.parse("1d");
    assertThat(budget("1mo").windows(day)).isEqualTo(31);
    assertThat(budget("100").windows(day)).isEqualTo(100);
    assertThat(budget("1h").windows(day)).isEqualTo(1);
    assertThat(budget("100").periodWords(day)).isEqualTo("100 windows");
    assertThat(budget("1mo").periodWords(day)).isEqualTo("1mo");
    assertThat(FalseAlarmBudget.standard().periodWords(day)).isEqualTo("a year");
    assertThatThrownBy(() -> budget("1y").windows(WindowSpec.parse("500")))
        .hasMessage("the period of windows of 500 rows must be a number of windows, was 1y");
    assertThatThrownBy(() -> new FalseAlarmBudget(0, Optional.empty()))
        .hasMessageContaining("between 0 and 1, was 0.0");
  }

  private static FalseAlarmBudget budget(String period) {
    return new FalseAlarmBudget(0.1, Optional.of(WindowSpec.parse(period)));
  }
}
