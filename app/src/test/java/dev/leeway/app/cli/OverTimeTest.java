package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A check by days: what it says of the days together, under one budget of false alarms.
class OverTimeTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int ROWS = 288;
  private static final int COLUMNS = 20;

  @TempDir Path folder;

  /// Days of normal columns `x0` …, each with a day effect of 0.05 sd; `x7` is shifted by `shift`
  /// from day `from` on.
  private static String days(int first, int days, long seed, double shift, int from) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder("at");
    for (int column = 0; column < COLUMNS; column++) {
      text.append(",x").append(column);
    }
    text.append('\n');
    for (int day = first; day < first + days; day++) {
      double[] effect = new double[COLUMNS];
      for (int column = 0; column < COLUMNS; column++) {
        effect[column] =
            0.05 * random.nextGaussian() + (column == 7 && day - first >= from ? shift : 0);
      }
      for (int row = 0; row < ROWS; row++) {
        text.append(START.plusSeconds(day * 86_400L + row * (86_400L / ROWS)));
        for (double more : effect) {
          text.append(String.format(Locale.ROOT, ",%.2f", random.nextGaussian() + more));
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private JsonNode check(String reference, String current, String... more) {
    Session session = new Session(folder).file("r.csv", reference).file("c.csv", current);
    String[] all = new String[6 + more.length];
    System.arraycopy(
        new String[] {
          "check",
          "--reference={dir}/r.csv",
          "--current={dir}/c.csv",
          "--window=1d",
          "--fail-on=never",
          "--json=-"
        },
        0,
        all,
        0,
        6);
    System.arraycopy(more, 0, all, 6, more.length);
    assertThat(session.run(all)).as(session.err()).isZero();
    return JsonMapper.shared().readTree(session.out()).get("over_time");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void daysThatOnlyDifferAsDaysDoAreQuiet(long seed) {
    JsonNode overTime = check(days(0, 30, seed, 0, 0), days(30, 30, seed + 100, 0, 0), "--time=at");

    assertThat(overTime.get("state").asString()).isEqualTo("quiet");
    assertThat(overTime.get("reference_windows").asInt()).isEqualTo(30);
    assertThat(overTime.get("season").asString()).isEqualTo("day_of_week");
    assertThat(overTime.get("budget").get("series").asInt()).isEqualTo(2 * COLUMNS);
    assertThat(overTime.get("budget").get("period_windows").asInt()).isEqualTo(365);
    for (JsonNode window : overTime.get("windows")) {
      assertThat(window.get("alarms")).isEmpty();
    }
    assertThat(overTime.get("series").get(0).get("expected_delay").asDouble()).isPositive();
  }

  @Test
  void aShiftOfOneColumnIsFoundWithItsDay() {
    JsonNode overTime = check(days(0, 30, 5, 0, 0), days(30, 30, 6, 0.3, 12), "--time=at");

    assertThat(overTime.get("state").asString()).isEqualTo("alarm");
    int alarmed = 0;
    for (JsonNode series : overTime.get("series")) {
      JsonNode change = series.get("change");
      if (!change.isNull()) {
        alarmed++;
        assertThat(series.get("column").asString()).isEqualTo("x7");
        assertThat(change.get("direction").asString()).isEqualTo("rise");
        // day 12 of the current data
        assertThat("2026-02-12")
            .isBetween(change.get("since_low").asString(), change.get("since_high").asString());
      }
    }
    assertThat(alarmed).isEqualTo(1);
  }

  @Test
  void aReferenceWithoutTimeIsMadeUpForByTheFirstDays() {
    String reference = days(0, 5, 7, 0, 0).replaceAll("(?m)^[^,]+,", "");
    JsonNode learning = check(reference, days(30, 7, 8, 3, 5), "--time=at");

    assertThat(learning.get("state").asString()).isEqualTo("learning");
    assertThat(learning.get("learnt").asInt()).isEqualTo(7);
    assertThat(learning.get("windows_needed").asInt()).isEqualTo(20);
    assertThat(learning.get("windows").get(2).get("learnt").asInt()).isEqualTo(3);
    assertThat(terminal()).contains("Over time  learning 7/20  silent until 20 windows are known");

    JsonNode quiet = check(reference, days(30, 25, 8, 0, 0), "--time=at");
    assertThat(quiet.get("state").asString()).isEqualTo("quiet");
  }

  private String terminal() {
    Session session = new Session(folder);
    session.run(
        "check",
        "--reference={dir}/r.csv",
        "--current={dir}/c.csv",
        "--window=1d",
        "--time=at",
        "--fail-on=never");
    return session.out();
  }

  @Test
  void aPartialDayIsLeftOutAndAGapIsNone() {
    String current = days(30, 24, 9, 0, 0);
    int cut = current.indexOf("\n", current.length() * 239 / 240 - 400);
    String gap = current.substring(0, cut + 1).replaceAll("(?m)^2026-02-05T.*\n", "");
    JsonNode overTime = check(days(0, 22, 10, 0, 0), gap, "--time=at", "--budget=0.01");

    JsonNode windows = overTime.get("windows");
    assertThat(windows.get(5).get("name").asString()).isEqualTo("2026-02-05");
    assertThat(windows.get(5).get("state").asString()).isEqualTo("gap");
    assertThat(windows.get(23).get("state").asString()).isEqualTo("partial");
    assertThat(windows.get(22).get("state").asString()).isEqualTo("quiet");
    assertThat(overTime.get("series").get(0).get("values").get(5).isNull()).isTrue();
    assertThat(overTime.get("series").get(0).get("values").get(23).isNull()).isTrue();
    assertThat(overTime.get("budget").get("threshold").asDouble())
        .isEqualTo(365 * 2 * COLUMNS / (0.9 * 0.01));
    assertThat(terminal()).contains("2026-02-23 (not final), 1 gap");
  }

  @Test
  void aLostMainMetricIsCriticalSinceItsWindow() {
    Session session =
        new Session(folder).file("r.csv", answers(60, 1, 60)).file("c.csv", answers(60, 2, 25));
    int exit =
        session.run(
            "check",
            "--reference={dir}/r.csv",
            "--current={dir}/c.csv",
            "--window=200",
            "--prediction=said",
            "--label=truth",
            "--budget-period=1000",
            "--json=-");
    assertThat(exit).isEqualTo(1);
    JsonNode report = JsonMapper.shared().readTree(session.out());
    JsonNode found = report.get("alerts").get(0);
    for (JsonNode alert : report.get("alerts")) {
      found = alert.get("over_time").asBoolean() ? alert : found;
    }
    assertThat(found.get("type").asString()).isEqualTo("performance_degradation");
    assertThat(found.get("severity").asString()).isEqualTo("critical");
    assertThat(found.get("summary").asString()).contains("over time accuracy fell since rows 5");
    assertThat(report.at("/summary/headline").asString())
        .startsWith("Over time accuracy fell since rows 5")
        .doesNotContain("may have got worse");
    assertThat(report.at("/recommendation/evidence/0").asString())
        .startsWith("over time accuracy fell since rows 5");
    assertThat(report.get("over_time").get("budget").get("period").asString())
        .isEqualTo("1,000 windows");
  }

  /// Windows of 200 rows; from window `from` on 75 instead of 90 of 100 answers are right.
  private static String answers(int windows, long seed, int from) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder("x,said,truth\n");
    for (int row = 0; row < windows * 200; row++) {
      boolean truth = random.nextBoolean();
      boolean right = random.nextDouble() < (row / 200 < from ? 0.9 : 0.75);
      text.append(
          String.format(Locale.ROOT, "%.3f,%b,%b%n", random.nextGaussian(), truth == right, truth));
    }
    return text.toString();
  }

  @Test
  void aBudgetThatIsNoneIsRefused() {
    Session session = new Session(folder).file("r.csv", answers(1, 1, 1));
    String[] always = {"check", "--reference={dir}/r.csv", "--current={dir}/r.csv"};
    assertThat(session.run(with(always, "--window=100", "--budget=1"))).isEqualTo(2);
    assertThat(session.err()).contains("must be between 0 and 1, was 1.0");
    assertThat(session.run(with(always, "--window=100", "--budget-period=1y"))).isEqualTo(2);
    assertThat(session.err()).contains("must be a number of windows, was 1y");
  }

  private static String[] with(String[] always, String... more) {
    return Stream.concat(Arrays.stream(always), Arrays.stream(more)).toArray(String[]::new);
  }
}
