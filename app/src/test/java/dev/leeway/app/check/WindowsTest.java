package dev.leeway.app.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.app.table.DataException;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.profile.NumericData;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowsTest {

  private static final double DAY = 86_400;

  @Test
  void rowsAreCutInTheOrderOfTheDataAndAShortLastWindowIsKeptAndMarked() {
    List<RowGroup> windows = Windows.byRows(new WindowSpec.Rows(400), 1_000, "current");

    assertThat(windows)
        .extracting(RowGroup::name)
        .containsExactly("rows 1–400", "rows 401–800", "rows 801–1000");
    assertThat(windows).extracting(RowGroup::partial).containsExactly(false, false, true);
    assertThat(windows).extracting(w -> w.rows().cardinality()).containsExactly(400, 400, 200);
  }

  @Test
  void timesAreCutByTheCalendarAndAGapIsListed() {
    // every 6 hours of 1 to 10 March 2021, but nothing on the 5th
    double start = Instant.parse("2021-03-01T00:00:00Z").getEpochSecond();
    double[] seconds =
        IntStream.range(0, 40)
            .filter(i -> i / 4 != 4)
            .mapToDouble(i -> start + i * DAY / 4)
            .toArray();
    List<RowGroup> windows = days(seconds);

    assertThat(windows).hasSize(10);
    assertThat(windows.get(4).name()).isEqualTo("2021-03-05");
    assertThat(windows.get(4).rows().isEmpty()).isTrue();
    assertThat(windows).extracting(RowGroup::partial).doesNotContain(true);
    assertThat(windows.get(9).rows().cardinality()).isEqualTo(4);
    assertThat(windows.get(9).end()).contains(Instant.parse("2021-03-11T00:00:00Z"));
  }

  @Test
  void theEndBelongsToTheNextWindow() {
    double midnight = Instant.parse("2021-03-02T00:00:00Z").getEpochSecond();
    List<RowGroup> windows = days(midnight - 0.001, midnight, midnight + 1);

    assertThat(windows).extracting(w -> w.rows().cardinality()).containsExactly(1, 2);
  }

  @Test
  void windowsThatTheDataBeginOrEndInArePartial() {
    double noon = Instant.parse("2021-03-01T12:00:00Z").getEpochSecond();
    double[] hourly = IntStream.range(0, 48).mapToDouble(i -> noon + i * 3_600).toArray();

    assertThat(days(hourly)).extracting(RowGroup::partial).containsExactly(true, false, true);
  }

  @Test
  void orderDoesNotMatterAndRowsWithoutATimeAreInNone() {
    double day = Instant.parse("2021-03-01T00:00:00Z").getEpochSecond();
    List<RowGroup> windows = days(day + DAY, Double.NaN, day, 1e300, day + 2 * DAY);

    assertThat(windows).extracting(w -> w.rows().toString()).containsExactly("{2}", "{0}", "{4}");
    assertThat(days(Double.NaN)).isEmpty();
  }

  @Test
  void tooManyWindowsAreRefused() {
    assertThatThrownBy(() -> Windows.byRows(new WindowSpec.Rows(1), 3_000, "current"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "--window 1 cuts the current data into more than 2,000 windows; choose a larger one");
    assertThatThrownBy(() -> days(0, 3_000 * DAY))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "--window 1d cuts the current data into more than 2,000 windows; choose a larger one");
  }

  @Test
  void aFewFarTimesThatMakeTooManyWindowsAreNamed() {
    double start = Instant.parse("2012-01-01T00:00:00Z").getEpochSecond();
    double[] daily = IntStream.range(0, 61).mapToDouble(i -> start + i * DAY).toArray();
    double[] one = daily.clone();
    one[16] = Instant.parse("2262-04-11T00:00:00Z").getEpochSecond();
    double[] two = one.clone();
    two[3] = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();

    assertThatThrownBy(() -> days(one))
        .hasMessage(
            "--window 1d cuts the current data into more than 2,000 windows: row 17 of c.csv has"
                + " time 2262-04-11T00:00:00Z; the other rows span 2012-01-01T00:00:00Z to"
                + " 2012-03-01T00:00:00Z");
    assertThatThrownBy(() -> days(two))
        .hasMessageContaining(
            "rows 4, 17 of c.csv have times 0001-01-01T00:00:00Z, 2262-04-11T00:00:00Z; the");
  }

  @Test
  void aFarTimeIsNamedWhereTheColumnHasRoomToSpare() {
    double start = Instant.parse("2012-01-01T00:00:00Z").getEpochSecond();
    double[] room = new double[100];
    for (int row = 0; row < 61; row++) {
      room[row] = start + row * DAY;
    }
    room[16] = Instant.parse("2999-01-01T00:00:00Z").getEpochSecond();

    assertThatThrownBy(() ->
            Windows.byTime(
                (WindowSpec.Span) WindowSpec.parse("1d"),
                new NumericData(room, 61, null, null),
                "current",
                "c.csv"))
        .hasMessageContaining("row 17 of c.csv has time 2999-01-01T00:00:00Z; the other rows");
  }

  @Test
  void manyFarTimesAreNoAccident() {
    double[] yearly = IntStream.range(0, 100).mapToDouble(i -> i * 365 * DAY).toArray();

    assertThatThrownBy(() -> days(yearly)).hasMessageEndingWith("choose a larger one");
  }

  private static List<RowGroup> days(double... seconds) {
    return Windows.byTime(
        (WindowSpec.Span) WindowSpec.parse("1d"), NumericData.of(seconds), "current", "c.csv");
  }
}
