package dev.leeway.app.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DetectCommandTest {

  @TempDir Path folder;

  /// Errors at a rate of 0.1, and 0.4 from row 2,000 on; every 10th row has none yet.
  private Session session() {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("day,error,amount,flag,name,none\n");
    for (int row = 0; row < 4_000; row++) {
      boolean wrong = random.nextDouble() < (row < 2_000 ? 0.1 : 0.4);
      text.append("2026-01-01T%02d:%02d:%02d".formatted(row / 3600, row / 60 % 60, row % 60))
          .append(',')
          .append(row % 10 == 9 ? "" : wrong ? "1" : "0")
          .append(',')
          .append(100 + 10 * random.nextGaussian() - (row < 2_000 ? 0 : 10))
          .append(',')
          .append(wrong)
          .append(",name,\n");
    }
    return new Session(folder).file("stream.csv", text.toString());
  }

  private static JsonNode json(Session session) {
    return JsonMapper.shared().readTree(session.out());
  }

  @Test
  void findsTheRowWhereErrorsRoseAndWhenThatBegan() {
    Session session = session();
    int exitCode =
        session.run(
            "detect", "--input={dir}/stream.csv", "--column=error", "--time=day", "--json=-");

    assertThat(exitCode).as(session.err()).isEqualTo(1);
    JsonNode report = json(session);
    assertThat(report.get("detector").asString()).isEqualTo("budget");
    assertThat(report.get("rows").asLong()).isEqualTo(4_000);
    assertThat(report.get("skipped").asLong()).isEqualTo(400);
    assertThat(report.get("scale").asString()).isEqualTo("unit");
    assertThat(report.get("threshold").asDouble()).isCloseTo(100_000 / 0.09, within(1e-6));
    assertThat(report.get("alarms")).hasSize(1);
    JsonNode alarm = report.get("alarms").get(0);
    assertThat(alarm.get("row").asLong()).isBetween(2_000L, 2_200L);
    assertThat(alarm.get("time").asString()).startsWith("2026-01-01T00:3");
    assertThat(alarm.get("direction").asString()).isEqualTo("rise");
    assertThat(alarm.get("change_low").asLong()).isLessThanOrEqualTo(2_000);
    assertThat(alarm.get("change_point").asLong()).isBetween(1_900L, 2_100L);
    assertThat(alarm.get("change_high").asLong()).isGreaterThanOrEqualTo(2_000);
    assertThat(report.get("expected_delay")).hasSize(4);
    assertThat(report.get("expected_delay").get(3).get("shift").asDouble()).isEqualTo(0.2);
  }

  @Test
  void watchesNumbersWithoutBoundByRankAndFlagsAsErrors() {
    Session session = session();
    session.run("detect", "--input={dir}/stream.csv", "--column=amount", "--json=-");
    JsonNode amounts = json(session);
    assertThat(amounts.get("scale").asString()).isEqualTo("rank");
    assertThat(amounts.get("alarms").get(0).get("direction").asString()).isEqualTo("fall");
    assertThat(amounts.get("alarms").get(0).get("time").isNull()).isTrue();

    session.run("detect", "--input={dir}/stream.csv", "--column=flag", "--side=up", "--json=-");
    assertThat(json(session).get("alarms")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "adwin, adwin-river",
    "cusum, cusum-moa",
    "page-hinkley-moa, page-hinkley-moa",
    "hddm-w, hddm-w-river"
  })
  void classicDetectorsGoByShortNames(String name, String id) {
    Session session = session();
    int exitCode =
        session.run(
            "detect",
            "--input={dir}/stream.csv",
            "--column=error",
            "--detector=" + name,
            "--mute=500",
            "--json=-");

    assertThat(exitCode).as(session.err()).isEqualTo(1);
    JsonNode report = json(session);
    assertThat(report.get("detector").asString()).isEqualTo(id);
    assertThat(report.get("threshold").isNull()).isTrue();
    assertThat(report.get("expected_delay").isNull()).isTrue();
    JsonNode alarms = report.get("alarms");
    assertThat(alarms.get(alarms.size() - 1).get("change_point").isNull()).isTrue();
  }

  @Test
  void anUnchangedColumnEndsWithZeroAndTheFileGetsWhatTheConsoleWould() {
    Session session = session();
    int exitCode =
        session.run(
            "detect",
            "--input={dir}/stream.csv",
            "--column=error",
            "--tolerance=0.5",
            "--json={dir}/found.json");

    assertThat(exitCode).as(session.err()).isZero();
    assertThat(session.out()).startsWith("No change in column error, 4,000 rows, by budget.");
    assertThat(session.err()).contains("Wrote {dir}/found.json");
    assertThat(folder.resolve("found.json")).content().contains("\"alarms\": []");
    assertThat(session.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--column=nothing | has no column nothing; it has day, error",
        "--column=name | column name holds 'name'; detect watches numbers, or true and false",
        "--column=day | column day holds times",
        "--column=none | has 0 rows with a value",
        "--column=error --baseline=3600 | nothing is left to watch",
        "--column=error --baseline=29 | --baseline must be from 30 to 10000000, was 29",
        "--column=error --chance=1 | --chance must be above 0 and below 1, was 1.0",
        "--column=error --period=0 | --period must be at least 1, was 0",
        "--column=error --tolerance=NaN | --tolerance must be at least 0",
        "--column=error --mute=-1 | --mute must be at least 0",
        "--column=error --mute=5 | --mute goes with a classic detector",
        "--column=error --detector=magic | --detector must be budget or one of adwin-river",
        "--column=error --time=amount | column amount must hold dates or times",
        "--column=amount --detector=ddm | ddm-river needs values that are 0 or 1",
        "--column=error --tolerance=0.95 | no change to the side 'both' could be seen",
      })
  void whatCannotBeWatchedIsSaid(String options, String message) {
    Session session = session();
    String[] arguments = ("detect --input={dir}/stream.csv " + options).split(" ");

    assertThat(session.run(arguments)).isEqualTo(2);
    assertThat(session.err()).contains(message);
    assertThat(session.out()).isEmpty();
  }

  @Test
  void timeThatRunsBackwardsIsRefused() {
    StringBuilder text = new StringBuilder("day,x\n");
    for (int row = 0; row < 2_000; row++) {
      text.append("2026-01-%02d,0.5%n".formatted(row == 1_500 ? 1 : 1 + row / 100));
    }
    Session session = new Session(folder).file("back.csv", text.toString());

    assertThat(session.run("detect", "--input={dir}/back.csv", "--column=x", "--time=day"))
        .isEqualTo(2);
    assertThat(session.err()).contains("row 1500 of column day is earlier than one before");
  }

  @Test
  void everyOptionAndKeyIsDescribed() throws Exception {
    Path root = Path.of(Files.isDirectory(Path.of("docs")) ? "." : "..");
    String page = Files.readString(root.resolve("docs/how-to/detect.md"));
    requireNonNull(Leeway.commandLine().getSubcommands().get("detect"))
        .getCommandSpec()
        .options()
        .forEach(option -> assertThat(page).contains("`" + option.longestName()));
    Session session = session();
    session.run("detect", "--input={dir}/stream.csv", "--column=error", "--json=-");
    json(session).propertyNames().forEach(key -> assertThat(page).contains("`" + key + "`"));
    json(session)
        .get("alarms")
        .get(0)
        .propertyNames()
        .forEach(key -> assertThat(page).contains("`" + key + "`"));
  }
}
